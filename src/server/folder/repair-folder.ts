import type { Repaired } from './file-store.js';
import { openFileStore } from './open-file-store.js';

/**
 * Reads every record of a folder, and gives what is damaged, which is told no more from then on. Files that LevelDB cannot
 * read are replaced when a folder is opened.
 * @throws Refusal
 */
export async function repairFolder(directory: string): Promise<Repaired> {
  const store = await openFileStore(directory);
  try {
    return await store.repair();
  } finally {
    await store.close();
  }
}
