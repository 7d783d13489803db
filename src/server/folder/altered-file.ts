import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DAMAGED } from './store-keys.js';

/** For whoever wants to look at it. Nothing reads it. */
const NAME = 'ALTERED.jsonl';

/** Appends entries that are not what was written, as they are now. Gives the path. */
export async function writeAltered(
  directory: string,
  entries: readonly (readonly [string, string])[]
): Promise<string> {
  const path = join(directory, NAME);
  const lines = entries.map(([key, value]) => JSON.stringify({ key: key.slice(DAMAGED.length), value }));
  await appendFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  return path;
}

export const deleteAltered = (directory: string): Promise<void> => rm(join(directory, NAME), { force: true });
