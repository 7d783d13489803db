import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  );

/** For its owner alone: it holds who watched what. What others made before is left as they like it. */
const OWN = 0o700;

/**
 * Makes a folder and those that it is in, as far as they are not there. One by one: where a file system pretends to have
 * no parent for it, as /proc does, `mkdir` in one go tries for ever.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let each = resolve(path); !(await isThere(each)); each = dirname(each)) missing.unshift(each);
  for (const each of missing)
    await mkdir(each, each === resolve(path) ? { mode: OWN } : {}).catch((error: unknown) => {
      // Another process was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
}
