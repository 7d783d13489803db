import { stat } from 'node:fs/promises';
import type { Problem } from '../../settings/settings.js';

/** Of others than the owner: reading, writing, looking into. */
const OTHERS = 0o077;

/** What is to be told of a folder that others may look into: it holds who watched what. Windows has no such rights. */
export async function rightsProblem(directory: string): Promise<Problem | undefined> {
  if (process.platform === 'win32') return undefined;
  const { mode } = await stat(directory);
  if (!(mode & OTHERS)) return undefined;
  const rights = (mode & 0o777).toString(8);
  const message = `directory: ${directory} has the rights ${rights}, so that other users of this machine get at who watched what. Give it to its owner alone: chmod 700.`;
  return { level: 'warning', code: 'open-folder', path: 'directory', message };
}
