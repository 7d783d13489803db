import { randomBytes } from 'node:crypto';
import { appendFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The file that keeps room free. */
export const RESERVE_FILE = 'RESERVE';

/** LevelDB's log grows to this before it becomes a table. */
export const LOG_BYTES = 512 * 1024;

/** Room that is kept free at least: two logs become tables when a folder is opened. */
export const RESERVED = 2 * LOG_BYTES;

/** And at most: what LevelDB writes anew at once is never more. */
const MOST = 16 * 1024 * 1024;

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0
  );

/** Gives the room back. False: there was none. */
export async function release(directory: string): Promise<boolean> {
  const path = join(directory, RESERVE_FILE);
  const isThere = (await sizeOf(path)) > 0;
  await rm(path, { force: true });
  return isThere;
}

/**
 * Keeps as much room free as LevelDB needs on a disk that is full: to open the folder, and to write its tables anew without
 * what was sent. Random bytes, which no file system makes smaller.
 * @throws Error of the system where the disk is full
 */
export async function reserve(directory: string): Promise<void> {
  const path = join(directory, RESERVE_FILE);
  const names = (await readdir(directory)).filter((name) => /\.(ldb|log)$/.test(name));
  let bytes = 0;
  for (const name of names) bytes += await sizeOf(join(directory, name));
  const missing = Math.min(MOST, RESERVED + bytes) - (await sizeOf(path));
  if (missing > 0) await appendFile(path, randomBytes(missing), { mode: 0o600 });
}
