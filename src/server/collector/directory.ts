import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isBlank } from '../../schema/kinds.js';
import { shown } from '../../schema/shown.js';

/** What is wrong with the setting `directory`, in a sentence; undefined: it is the path of a folder, or of one to be made. */
export async function directoryFault(directory: unknown): Promise<string | undefined> {
  const what = 'expected the path of the folder that is to hold what waits';
  if (isBlank(directory)) return `directory: missing, ${what}.`;
  if (typeof directory !== 'string') return `directory: ${what}, got ${shown(directory)}.`;
  for (let path = resolve(directory); ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined);
    if (found && !found.isDirectory())
      return `directory: ${directory} cannot be a folder, since ${path} is a file. Name a folder, or move the file away.`;
    if (found || path === dirname(path)) return undefined;
  }
}
