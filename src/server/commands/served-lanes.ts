import { isBlank, isObject } from '../../schema/kinds.js';
import type { StoredLane } from '../../delivery/ports.js';
import { createLanes } from '../collector/collector-lanes.js';
import { kalturaAccountOf } from '../collector/collector-account.js';
import { createSettings } from '../collector/collector-settings.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { accountOf } from './config.js';
import type { Env } from './session-env.js';

/** What tells where to send to, and is no secret. */
const PLACES = [
  'XAPI_ENDPOINT',
  'XAPI_HOME_PAGE',
  'KALTURA_PARTNER_ID',
  'KALTURA_SERVICE_URL',
  'KALTURA_ANALYTICS_URL'
] as const;

/** The part of the environment that names destinations. */
export const placesOf = (env: Env): Env => Object.fromEntries(PLACES.map((name) => [name, env[name]]));

/** As if nothing were missing that has no part in where a lane leads: credentials, and the site that statements speak of. */
const completed = (config: CollectorConfig): CollectorConfig => ({
  ...config,
  usePersonalOAuthToken: false,
  key: 'any',
  secret: 'any',
  site: isObject(config.site) && !isBlank(config.site.homePage) ? config.site : { homePage: 'https://any.invalid' }
});

/**
 * Which lanes of a folder the settings serve, by their keys.
 * @returns undefined where they name no destination, or are wrong: then nobody can tell
 */
export function servedLanes(
  config: CollectorConfig,
  salt: string,
  stored: readonly StoredLane[]
): ReadonlySet<string> | undefined {
  if (isBlank(config.endpoint) && isBlank(accountOf(config))) return undefined;
  const whole = completed(config);
  const settingsOf = createSettings(whole, () => undefined, undefined);
  if (settingsOf.faults({}).length) return undefined;
  const closed = { open: () => '', retire: () => undefined };
  const kalturaAccount = (settings: ReturnType<typeof settingsOf>): ReturnType<typeof kalturaAccountOf> =>
    kalturaAccountOf(whole, settings);
  const lanes = createLanes(closed, salt, stored, () => new Map(), settingsOf, kalturaAccount, false);
  return new Set(stored.flatMap(({ key }) => (lanes.reopen(key) ? [key] : [])));
}
