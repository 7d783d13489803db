import { existsSync } from 'node:fs';
import { directoryFault } from '../collector/directory.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { holdsOutbox } from '../folder/level.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';

/** What is there under the name of the folder; nothing is made by looking. */
export type Folder = 'outbox' | 'folder' | 'nothing';

/**
 * @throws UsageError where the setting is no path
 * @throws StorageError where something else is in the folder's place, or it may not be read
 */
export async function lookAt({ directory }: Pick<CollectorConfig, 'directory'>): Promise<Folder> {
  const fault = await directoryFault(directory);
  if (fault !== undefined) throw typeof directory === 'string' ? new StorageError(fault) : new UsageError(fault);
  const holds = await holdsOutbox(directory).catch((error: unknown) => {
    throw new StorageError(`The outbox ${directory} cannot be read: ${wordsOf(error)}.`);
  });
  if (holds) return 'outbox';
  return existsSync(directory) ? 'folder' : 'nothing';
}

/** In words; for commands that look after what is there already. */
export const absent = (directory: string, folder: Exclude<Folder, 'outbox'>): string =>
  `${directory}: ${folder === 'folder' ? 'holds no outbox' : 'there is no such folder'}`;

/** @throws UsageError where nothing was ever kept: a folder is named by mistake, most likely */
export async function needOutbox(config: Pick<CollectorConfig, 'directory'>): Promise<void> {
  const folder = await lookAt(config);
  if (folder !== 'outbox')
    throw new UsageError(`${absent(config.directory, folder)}, so nothing waits there. Check --directory.`);
}
