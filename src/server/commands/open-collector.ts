import { createCollector, type CollectorPorts } from '../collector/collector.js';
import type { Problem } from '../../settings/settings.js';
import { createSettings } from '../collector/collector-settings.js';
import type { Collector, CollectorConfig } from '../collector/collector-types.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';

/**
 * Whether each destination that the settings name can be served.
 * @throws UsageError what is wrong, and what is allowed
 */
export function checkSettings(config: CollectorConfig): void {
  const errors: string[] = [];
  const report = ({ level, message }: Problem): void => {
    if (level === 'error') errors.push(message);
  };
  createSettings(config, report, undefined)({});
  if (errors.length) throw new UsageError(`Settings: ${errors.join(' ')}`);
}

/**
 * Opens the folder and tells what is wrong with the settings. Where a destination would be off, nothing is begun: what is
 * read then would be lost for it.
 * @param say one warning; the same one is told once
 * @throws UsageError for settings, StorageError for the folder
 */
export async function openCollector(
  config: CollectorConfig,
  say: (message: string) => void,
  ports: Partial<CollectorPorts> = {}
): Promise<Collector> {
  checkSettings(config);
  const collector = await createCollector(config, ports).catch((error: unknown) => {
    throw new StorageError(wordsOf(error));
  });
  const { problems } = await collector.status();
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    say(`warning: ${message}`);
  };
  problems.forEach(({ message }) => tell(message));
  collector.listen((event) => {
    if (event.type === 'problem') tell(event.problem.message);
  });
  return collector;
}
