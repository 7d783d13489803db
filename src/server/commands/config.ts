import { isBlank, isObject } from '../../schema/kinds.js';
import { mergeLayers } from '../../settings/layers.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { readSettingsFile } from './settings-file.js';
import { sessionOf, type Env } from './session-env.js';
import { UsageError } from './usage-error.js';

export { UsageError } from './usage-error.js';

/** What the command line says of settings; secrets are not among it, since process lists show command lines. */
export interface ConfigOptions {
  /** Path of a JSON file: the plugin's settings, and `directory`, `referrer`, `session`. */
  readonly settings?: string;
  readonly directory?: string;
  readonly referrer?: string;
  readonly endpoint?: string;
  readonly partnerId?: string;
  readonly applicationName?: string;
  readonly homePage?: string;
}

/** Where parcels wait when nobody names a folder: in the one that the command is started from. */
export const DIRECTORY = 'playkit-js-xapi-outbox';

type Raw = Readonly<Record<string, unknown>>;

/** Those that say something. */
const given = (values: Raw): Raw => Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));

/** Whoever names credentials beside a file that has others means them to be used. */
function credentials({ XAPI_KEY: key, XAPI_SECRET: secret, XAPI_TOKEN: oauthToken }: Env): Raw {
  const usePersonalOAuthToken = oauthToken ? true : key && secret ? false : undefined;
  return { key, secret, oauthToken, usePersonalOAuthToken };
}

/** With `get` the statistics have a host of their own, and the API's address is not theirs. */
const isGet = ({ stats }: Raw): boolean => isObject(stats) && stats['transport'] === 'get';

/**
 * What a server is told by settings file, environment and options, weakest first. Nothing is checked but that the file is
 * readable and the environment whole: whoever sends asks `checkDestinations`, too.
 * @throws UsageError one line that says what to do
 */
export function configOf(options: ConfigOptions, env: Env): CollectorConfig {
  const { settings: path, directory, referrer, endpoint, partnerId: partner, applicationName } = options;
  const homePage = options.homePage ?? env['XAPI_HOME_PAGE'];
  const { session: fileSession, ...file } = path === undefined ? ({} as Raw) : readSettingsFile(path);
  const partnerId = partner ?? env['KALTURA_PARTNER_ID'];
  const session = sessionOf(env, partnerId) ?? fileSession;
  const account = given({ partnerId });
  const stats = { ...account, ...(!isGet(file) && given({ serviceUrl: env['KALTURA_SERVICE_URL'] })) };
  const analytics = { ...account, ...given({ serviceUrl: env['KALTURA_ANALYTICS_URL'] }) };
  const said = given({
    ...credentials(env),
    endpoint: endpoint ?? env['XAPI_ENDPOINT'],
    ks: env['KALTURA_KS'],
    directory,
    referrer,
    applicationName,
    site: isBlank(homePage) ? undefined : { homePage },
    ...(Object.keys(stats).length && { stats }),
    ...(Object.keys(analytics).length && { analytics }),
    session
  });
  for (const device of [referrer, file['referrer']])
    // A variable of the shell that is not set, most likely: the events would be told as another device's.
    if (typeof device === 'string' && isBlank(device))
      throw new UsageError('referrer: empty, expected the device, such as kiosk://device-001. Or leave it out.');
  // The same: what waits would be looked for, and kept, in the folder that the command is started from.
  if (directory !== undefined && isBlank(directory))
    throw new UsageError(
      '--directory: empty, expected the path of the folder that is to hold what waits. Is a variable of the shell not set?'
    );
  const merged = given(mergeLayers([{ directory: DIRECTORY }, file, said]));
  // A cast that types cannot spare: each setting is read by its own rule where it is used.
  return merged as unknown as CollectorConfig;
}

/** Kaltura's account, as any of the settings names it; blank where none does. */
export const accountOf = ({ stats, analytics, session }: CollectorConfig): unknown =>
  [stats, analytics, session]
    .map((said: unknown) => (isObject(said) ? said['partnerId'] : undefined))
    .find((id) => !isBlank(id));

/**
 * Whether there is somewhere to send to, and all that it needs.
 * @throws UsageError names the variable that is missing
 */
export function checkDestinations(config: CollectorConfig): void {
  const { endpoint, key, secret, oauthToken, usePersonalOAuthToken: personal } = config;
  const partnerId = accountOf(config);
  if (isBlank(endpoint) && isBlank(partnerId))
    throw new UsageError(
      'Nowhere to send to: XAPI_ENDPOINT is missing (the record store; or --endpoint), and so is KALTURA_PARTNER_ID (Kaltura; or --partner-id).'
    );
  if (isBlank(endpoint)) return;
  const isBearer = personal == null ? !isBlank(oauthToken) : personal === true || personal === 'Yes';
  const missing = isBearer
    ? isBlank(oauthToken) && 'XAPI_TOKEN'
    : isBlank(key)
      ? 'XAPI_KEY'
      : isBlank(secret) && 'XAPI_SECRET';
  if (missing)
    throw new UsageError(
      `${missing} is missing: the record store at ${addressOf(endpoint)} needs ` +
        `${isBearer ? 'it' : 'XAPI_KEY and XAPI_SECRET, or XAPI_TOKEN'}. Set it in the environment.`
    );
}

/** An address without what may be secret in it. */
const addressOf = (endpoint: unknown): string => String(endpoint).replace(/\/\/[^/]*@|\?.*/g, '…');
