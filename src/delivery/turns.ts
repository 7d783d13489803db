/** Lets writes be done one after the other. Reads wait for the writes before them, and keep none waiting. */
export interface Turns {
  /** When all writes that were asked for before have ended. */
  read<T>(work: () => Promise<T>): Promise<T>;
  write<T>(work: () => Promise<T>): Promise<T>;
  /** A write that does not begin later than the next `hurry`. */
  soon<T>(work: () => Promise<T>): Promise<T>;
  readonly hurry: () => void;
}

export function createTurns(): Turns {
  let end: Promise<unknown> = Promise.resolve();
  /** What begins the work that a hurry does not wait with. */
  const waiting = new Set<() => void>();

  function after<T>(begin: Promise<unknown>, work: () => Promise<T>): Promise<T> {
    const working = begin.then(work);
    end = Promise.allSettled([end, working]);
    return working;
  }

  return {
    read: (work) => end.then(work),
    write: (work) => after(end, work),
    soon(work) {
      const before = end;
      const begin = new Promise<void>((resolve) => {
        waiting.add(resolve);
        void before.then(() => {
          waiting.delete(resolve);
          resolve();
        });
      });
      return after(begin, work);
    },
    hurry: () => waiting.forEach((begin) => begin())
  };
}
