import { ClassicLevel } from 'classic-level';
import { link, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findDamage, isLevelFile, readFolder } from './level/level-files.js';
import { makeFolder } from './make-folder.js';
import { explain, isFull, locked } from './refusal.js';
import { LOG_BYTES, release } from './reserve.js';
import { TALLY_FILE } from './tally-file.js';

export type Level = ClassicLevel;

/** Where the damaged files are put. */
const LOST = 'lost';
/** Where others are made of them. */
const MADE = 'repaired';
/** Where a lock is held meanwhile. */
const LOCKED = 'locked';

export const createLevel = (directory: string): Level =>
  new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'utf8', writeBufferSize: LOG_BYTES });

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/**
 * Keeps other processes out while LevelDB must not open the folder: another database has the same file for its lock.
 * @throws LevelDB's error where the folder is in use
 */
async function whileLocked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, LOCKED);
  await remove(path);
  await mkdir(path);
  const lock = join(directory, 'LOCK');
  await open(lock, 'a').then((file) => file.close());
  await link(lock, join(path, 'LOCK'));
  const db = new ClassicLevel(path);
  try {
    await db.open();
    return await work();
  } finally {
    await db.close();
    await remove(path);
  }
}

/** CURRENT goes last, or first where it is taken away: without it a folder does not open. */
const lastOnes = (names: readonly string[]): readonly string[] =>
  names.filter(isLevelFile).sort((a, b) => Number(a === 'CURRENT') - Number(b === 'CURRENT'));

/** Entries that are written in one go. */
const AT_ONCE = 500;

/** Makes a new database of all that can be read. The damaged files are kept beside it. */
async function rebuild(directory: string): Promise<void> {
  const entries = await readFolder(directory);
  const made = join(directory, MADE);
  await remove(made);
  const db = createLevel(made);
  await db.open();
  const changes = [...entries].map(([key, value]) => ({ type: 'put', key, value }) as const);
  for (let at = 0; at < changes.length; at += AT_ONCE) await db.batch(changes.slice(at, at + AT_ONCE), { sync: true });
  await db.close();
  const lost = join(directory, LOST);
  await mkdir(lost, { recursive: true, mode: 0o700 });
  for (const name of [...lastOnes(await readdir(directory))].reverse())
    await rename(join(directory, name), join(lost, name));
  for (const name of lastOnes(await readdir(made))) await rename(join(made, name), join(directory, name));
  await remove(made);
}

/** LevelDB would delete tables that it does not know of, and end the process for some that are damaged. */
async function mend(directory: string): Promise<boolean> {
  // A process that has the folder open writes to it: what looks damaged then need not be.
  if ((await findDamage(directory)) === undefined) return false;
  return whileLocked(directory, async () => {
    if ((await findDamage(directory)) === undefined) return false;
    await rebuild(directory);
    return true;
  });
}

/** Does it once more with the room that was kept free, where the disk is full. Gives whether that was needed. */
export async function withRoom(directory: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (!isFull(error) || !(await release(directory))) throw error;
    await work();
    return true;
  }
}

/** Folders that this process has open: LevelDB's lock is one between processes. */
const inUse = new Set<string>();

/** What `openLevel` gives. */
export interface Opened {
  /** Its disk is so full that the room was needed that was kept free. */
  readonly released: boolean;
  /** It was damaged, and is made anew of what could be read. */
  readonly rebuilt: boolean;
}

/**
 * Opens LevelDB in a folder, which is made where there is none. A damaged one is made anew of what can be read, since LevelDB
 * would delete tables that it does not know of, and end the process for some that are damaged.
 * @throws Refusal, or what LevelDB throws
 */
export async function openLevel(db: Level, directory: string): Promise<Opened> {
  await makeFolder(directory);
  const path = await realpath(directory);
  if (inUse.has(path)) throw locked(directory);
  inUse.add(path);
  try {
    let rebuilt = false;
    const released = await withRoom(directory, async () => {
      rebuilt = await mend(directory);
      try {
        await db.open();
      } catch (error) {
        // All checksums are right, but something is not there.
        if (!explain(directory, error).isDamage) throw error;
        await whileLocked(directory, () => rebuild(directory));
        rebuilt = true;
        await db.open();
      }
    });
    return { released, rebuilt };
  } catch (error) {
    inUse.delete(path);
    throw error;
  }
}

export async function closeLevel(db: Level, directory: string): Promise<void> {
  const isOpen = db.status === 'open';
  await db.close();
  if (isOpen) inUse.delete(await realpath(directory));
}

/** Deletes what was left of damaged files. */
export async function deleteLeftovers(directory: string): Promise<void> {
  for (const name of [LOST, MADE, LOCKED]) await remove(join(directory, name));
}

/**
 * Whether something was ever kept in a folder. Nothing is made by looking: LevelDB would begin a store in any folder.
 * @throws Error of the system where nobody can tell: no permission, for one
 */
export async function holdsOutbox(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  });
  return names.some((name) => isLevelFile(name) || name === TALLY_FILE);
}
