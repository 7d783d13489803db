import type { Viewer } from '../../../events/viewer.js';
import type { Settings } from '../../../settings/settings.js';
import { createSettings } from '../../collector/collector-settings.js';
import type { CollectorConfig, Sessions } from '../../collector/collector-types.js';
import { checkSettings } from '../open-collector.js';

/**
 * The settings of one event.
 * @param user who did it, as far as the command line says so
 * @param sessions where Kaltura sessions are made
 * @throws UsageError where a destination would be off because of a mistake
 */
export function settingsOf(
  config: CollectorConfig,
  user: Viewer,
  sessions: Sessions | undefined,
  say: (message: string) => void
): Settings {
  checkSettings(config);
  return createSettings(config, ({ message }) => say(`warning: ${message}`), sessions)(user);
}
