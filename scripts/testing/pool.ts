import { availableParallelism } from 'node:os';

/**
 * Runs jobs side by side, one a core, and keeps the order of their results. Browser specs mostly wait for media that
 * play in real time, so side by side they take little more than the longest. JOBS=1 runs one after the other.
 */
export async function atOnce<T>(jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = [...jobs.entries()];
  const workers = Math.max(1, Number(process.env['JOBS'] ?? availableParallelism()));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, job] = next;
      results[index] = await job();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
