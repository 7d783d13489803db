/** Lets so many through at a time; the others wait in line. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function createGate(width: number): Gate {
  let inside = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (inside >= width) await new Promise<void>((resolve) => line.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      // The place is handed on, so that nobody else takes it in between.
      if (next) next();
      else inside -= 1;
    }
  };
}
