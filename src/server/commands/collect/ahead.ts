/** Work that is under way while more is read: so many bytes of it at most. */
export interface Ahead {
  /** Resolves when there is room for more. Rejects as the oldest work does. */
  add(bytes: number, work: Promise<void>): Promise<void>;
  /** Resolves when all of it has ended; rejects as the first that fails. */
  end(): Promise<void>;
}

export function createAhead(most: number): Ahead {
  const underWay: { readonly bytes: number; readonly work: Promise<void> }[] = [];
  let size = 0;

  async function oldest(): Promise<void> {
    const first = underWay.shift();
    size -= first?.bytes ?? 0;
    await first?.work;
  }

  return {
    async add(bytes, work) {
      // Whoever waits for it later hears of a failure then.
      work.catch(() => undefined);
      underWay.push({ bytes, work });
      size += bytes;
      while (size > most) await oldest();
    },
    async end() {
      while (underWay.length) await oldest();
    }
  };
}
