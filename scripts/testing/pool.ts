/** Runs jobs side by side, so many at once, and keeps the order of their results. JOBS=1 runs one after the other. */
export async function atOnce<T>(most: number, jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = [...jobs.entries()];
  const workers = Math.max(1, Number(process.env['JOBS'] ?? most));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, job] = next;
      results[index] = await job();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
