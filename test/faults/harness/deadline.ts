/**
 * What should have happened by now; the harness never waits for ever. Longer than the half minute after which a page
 * looks again at what a busy machine's storage did not answer.
 */
export const PATIENCE = 45_000;

/** Fails with what was waited for when it takes too long. */
export async function within<T>(work: Promise<T>, what: string, milliseconds = PATIENCE): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
