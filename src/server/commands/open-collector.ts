import { createCollector, type CollectorPorts } from '../collector/collector.js';
import type { Problem } from '../../settings/settings.js';
import { createSettings } from '../collector/collector-settings.js';
import type { Collector, CollectorConfig, CollectorEvent } from '../collector/collector-types.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';

/** Where else than in a settings file it can be said, by the setting's path. */
const SOURCES: Readonly<Record<string, string>> = {
  'site.homePage': ' Set XAPI_HOME_PAGE, or --home-page.',
  'stats.partnerId': ' Set KALTURA_PARTNER_ID, or --partner-id.',
  'analytics.partnerId': ' Set KALTURA_PARTNER_ID, or --partner-id.',
  'session.partnerId': ' Set KALTURA_PARTNER_ID, or --partner-id.',
  endpoint: ' Set XAPI_ENDPOINT, or --endpoint.'
};

/**
 * Whether each destination that the settings name can be served.
 * @throws UsageError what is wrong, and what is allowed
 */
export function checkSettings(config: CollectorConfig): void {
  const errors: string[] = [];
  const report = ({ level, path, message }: Problem): void => {
    if (level === 'error') errors.push(message + (SOURCES[path] ?? ''));
  };
  createSettings(config, report, undefined)({});
  if (errors.length) throw new UsageError(`Settings: ${errors.join(' ')}`);
}

/**
 * Opens the folder and tells what is wrong with the settings. Where a destination would be off, nothing is begun: what is
 * read then would be lost for it.
 * @param say one warning, with its problem and the id of the viewing that it is of; told once, but for each viewer anew
 * @param hear told of all that happens from the very beginning
 * @throws UsageError for settings, StorageError for the folder
 */
export async function openCollector(
  config: CollectorConfig,
  say: (message: string, problem: Problem, viewing?: string) => void,
  hear: (event: CollectorEvent) => void,
  ports: Partial<CollectorPorts> = {}
): Promise<Collector> {
  checkSettings(config);
  const collector = await createCollector(config, ports, hear).catch((error: unknown) => {
    throw new StorageError(wordsOf(error));
  });
  const { problems } = await collector.status();
  const told = new Set<string>();
  const tell = (problem: Problem, viewing?: string): void => {
    const { message, path } = problem;
    if (told.has(message) && !path.startsWith('user.')) return;
    told.add(message);
    say(`warning: ${message}`, problem, viewing);
  };
  for (const problem of problems) tell(problem);
  collector.listen((event) => {
    if (event.type === 'problem') tell(event.problem, event.viewing);
  });
  return collector;
}
