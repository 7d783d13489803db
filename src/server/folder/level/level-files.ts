import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutSum } from '../checksum.js';
import type { Entry } from './entry.js';
import { isLogSound, readLog } from './log.js';
import { isTableSound, readTable } from './table.js';

/**
 * The files of LevelDB, read by this package itself. LevelDB does not compare the checksums of its tables unless it is told
 * to, which `classic-level` has no option for, and ends the process for some of what it finds in a damaged one.
 */
const isTable = (name: string): boolean => /^\d+\.(ldb|sst)$/.test(name);
const isLog = (name: string): boolean => /^\d+\.log$/.test(name);

export const isLevelFile = (name: string): boolean =>
  isTable(name) || isLog(name) || name === 'CURRENT' || /^MANIFEST-\d+$/.test(name);

/** What is damaged, in words; undefined: nothing is, or there is no database. */
export async function findDamage(directory: string): Promise<string | undefined> {
  const names = await readdir(directory);
  const read = (name: string): Promise<Buffer> => readFile(join(directory, name));
  for (const name of names) {
    if (isTable(name) && !isTableSound(await read(name))) return `${name}: wrong checksums`;
    if (isLog(name) && !isLogSound(await read(name))) return `${name}: wrong checksums`;
  }
  if (!names.includes('CURRENT')) return names.some(isTable) ? 'CURRENT is missing' : undefined;
  const manifest = (await read('CURRENT')).toString();
  if (!/^MANIFEST-\d+\n$/.test(manifest) || !names.includes(manifest.trimEnd())) return 'CURRENT names no file';
  // Tables that it does not name would be deleted.
  return isLogSound(await read(manifest.trimEnd()), true) ? undefined : `${manifest.trimEnd()}: wrong checksums`;
}

/**
 * All that can be read of a folder: the latest version of each key. Where LevelDB's checksum is wrong, a value counts whose
 * own checksum is right.
 */
export async function readFolder(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(directory);
  const latest = new Map<string, Entry>();
  const isGenuine = ({ key, value, isSure }: Entry): boolean =>
    isSure || value === undefined || withoutSum(key, value) !== undefined;
  for (const name of names.filter((each) => isTable(each) || isLog(each))) {
    const file = await readFile(join(directory, name));
    for (const entry of isTable(name) ? readTable(file) : readLog(file)) {
      const before = latest.get(entry.key);
      if (isGenuine(entry) && (!before || entry.sequence >= before.sequence)) latest.set(entry.key, entry);
    }
  }
  const entries = [...latest.values()].flatMap(({ key, value }) =>
    value === undefined ? [] : [[key, value] as const]
  );
  return new Map(entries);
}
