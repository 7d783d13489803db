import type { FileStore, Repaired } from './file-store.js';
import { rebuildLevel, salvageLevel } from './level.js';
import { openFileStore } from './open-file-store.js';
import { explain, Refusal } from './refusal.js';

/** Opens the folder, after each of these that is needed for that. */
async function openAfter(
  directory: string,
  [remedy, ...others]: readonly ((directory: string) => Promise<void>)[]
): Promise<FileStore> {
  try {
    return await openFileStore(directory);
  } catch (error) {
    if (!remedy || !(error instanceof Refusal && error.isDamage)) throw error;
    await remedy(directory).catch((reason: unknown) => {
      throw explain(directory, reason);
    });
    return openAfter(directory, others);
  }
}

/**
 * Makes a damaged folder one that opens, with all that is whole in it, and gives what is not.
 * @throws Refusal for one that is in use, of a newer version, or cannot be read at all
 */
export async function repairFolder(directory: string): Promise<Repaired> {
  const store = await openAfter(directory, [salvageLevel, rebuildLevel]);
  try {
    return await store.repair();
  } finally {
    await store.close();
  }
}
