import { stat } from 'node:fs/promises';

const OTHERS = 0o077;

/** The rights of a folder that others on this machine may look into or write to, as `chmod` takes them. */
export async function openRights(directory: string): Promise<string | undefined> {
  // Windows has no such rights.
  if (process.platform === 'win32') return undefined;
  const { mode } = await stat(directory);
  return mode & OTHERS ? (mode & 0o777).toString(8).padStart(4, '0') : undefined;
}

export const rightsMessage = (directory: string, rights: string): string =>
  `directory: ${directory} is open to other users of this machine (mode ${rights}), and it holds who watched what. Close it: chmod 700 ${directory}`;
