/** One sample in which the processor went to somebody else must not count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * The fastest of some rounds of work that takes microseconds: what it costs when nobody else has the processor. Slower rounds say how
 * busy the machine was.
 */
export const fastest = (values: readonly number[]): number => Math.min(...values);

/**
 * Samples of several subjects in turn (A B C, A B C), so that a machine that is busy for a while is busy for all of them.
 */
export async function interleaved<K extends string, V>(
  subjects: readonly K[],
  rounds: number,
  sample: (subject: K) => Promise<V>
): Promise<Readonly<Record<K, readonly V[]>>> {
  const found = Object.fromEntries(subjects.map((subject) => [subject, [] as V[]])) as Record<K, V[]>;
  for (let round = 0; round < rounds; round++)
    for (const subject of subjects) found[subject].push(await sample(subject));
  return found;
}
