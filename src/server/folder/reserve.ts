import { randomBytes } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file that keeps room free. */
const NAME = 'RESERVE';

/** LevelDB's log grows to this before it becomes a table. */
export const LOG_BYTES = 512 * 1024;

/**
 * Room to open a folder in when its disk is full: LevelDB then makes tables of its logs, of which there are two at most,
 * and the marks of what was sent need some, too.
 */
const RESERVED = 2 * LOG_BYTES;

/** Gives the room back. False: there was none. */
export async function release(directory: string): Promise<boolean> {
  const path = join(directory, NAME);
  const isThere = await stat(path).then(
    () => true,
    () => false
  );
  await rm(path, { force: true });
  return isThere;
}

/** Takes the room, where there is enough. Random bytes, which no file system makes smaller. */
export async function reserve(directory: string): Promise<void> {
  const path = join(directory, NAME);
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size === RESERVED) return;
  await writeFile(path, randomBytes(RESERVED), { mode: 0o600 }).catch(() => rm(path, { force: true }));
}
