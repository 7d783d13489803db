import type { XapiConfig } from './config.js';
import { defaultEvents, defaults } from './defaults.js';
import { httpUrl, isBare } from './endpoint.js';
import { isBlank, isObject } from '../schema/kinds.js';
import { mergeLayers } from './layers.js';
import { destinationOf, insecure, toProblem, type SettingMistake } from './problems.js';
import { readFields, viewingRules, wordingRules } from './rules.js';
import type { Lrs, Problem, Settings } from './settings.js';
import { yesNo } from '../schema/form-values.js';

/** What one place says: site settings, uiconf, player setup, … What is not an object says nothing. */
export type Layer = XapiConfig | object | undefined;

export interface Environment {
  /** The page's origin, as `location.origin` gives it (`null` for a file or a sandboxed frame). */
  readonly origin: string;
  /** The media is played by another player than Kaltura's: no Kaltura product is named unless the settings name one. */
  readonly foreign?: boolean;
}

export interface Reading {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** A page without an origin still needs a valid IRL; RFC 6761 keeps this one from ever being anybody's. */
const nowhere = 'https://unknown.invalid';

/** Those settings of `all` that the table names; what is left out stays out. */
const pick = <T extends object, K extends keyof T>(all: T, table: Readonly<Record<K, unknown>>): Pick<T, K> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key in table)) as Pick<T, K>;

/** For what is read, and reported, once more. */
const unheard = (): void => undefined;

/** Whether the plugin was told to feed Kaltura's own services. */
const isWanted = ({ stats, analytics }: Readonly<Record<string, unknown>>): boolean =>
  [stats, analytics].some((said) => isObject(said) && yesNo(said['enabled'], '', unheard) !== false);

type Said = NonNullable<ReturnType<typeof readFields>>;

/** What Kaltura's own services are to be told. Statistics are on by themselves where the player can feed them. */
const kalturaOf = (
  { stats = {}, analytics: { enabled, playerEvents = false, serviceUrl, partnerId, ...rest } = {} }: Said,
  isGood: (destination: string) => boolean
): Pick<Settings, 'stats' | 'analytics'> => ({
  ...(isGood('stats') &&
    stats.enabled !== false && {
      stats: { enabled: 'auto', transport: 'post', ksInUrl: false, uniqueViewer: false, ...stats } as const
    }),
  ...(isGood('analytics') &&
    enabled !== false && {
      analytics: { playerEvents, ...(serviceUrl && { serviceUrl }), ...(partnerId && { partnerId }), fields: rest }
    })
});

const freeze = <T>(value: T): T => {
  if (isObject(value)) Object.values(value).forEach(freeze);
  return Object.freeze(value);
};

/**
 * Makes one frozen `Settings` of what all places say, weakest first, and a list of what is wrong with it. Any error
 * leaves `lrs` out, which is xAPI off; whatever else the settings serve goes on.
 */
export const readSettings = (layers: readonly Layer[], environment: Environment): Reading => {
  const objects = layers.filter(isObject);
  const raw = mergeLayers(objects);
  const problems: Problem[] = [];
  const report = (mistake: SettingMistake): void => {
    // Without an address xAPI is off on purpose where the plugin was told to feed Kaltura's own services.
    if (isBlank(raw['endpoint']) && isWanted(raw) && /^(endpoint|site\.homePage)$/.test(mistake.path)) return;
    problems.push(toProblem(mistake));
  };
  const isGood = (destination: string): boolean =>
    !problems.some(({ level, path }) => level === 'error' && destinationOf(path) === destination);

  const switches = objects.map((layer) => yesNo(layer['enabled'], 'enabled', report));
  // A switch that cannot be read counts as off: somebody wanted to say something about it.
  const enabled = !problems.length && !switches.includes(false) && !yesNo(raw['disable'], '', unheard);

  const said = (enabled && readFields(raw, '', report)) || {};
  const all = { ...defaults, ...said };
  const { endpoint: url, oauthToken: token, key, secret, site, beforeSend, outbox, ks, referrer } = said;

  const addresses = {
    endpoint: url,
    'stats.serviceUrl': said.stats?.serviceUrl,
    'analytics.serviceUrl': said.analytics?.serviceUrl
  };
  for (const [path, address] of Object.entries(addresses))
    if (address && isBare(address)) report(insecure(path, path === 'endpoint' ? 'statements' : 'events'));

  // A token that is given is meant to be used, unless it says otherwise.
  const isBearer = said.usePersonalOAuthToken ?? !isBlank(raw['oauthToken']);
  const needed = isBearer ? ['oauthToken'] : ['key', 'secret'];
  const missing = needed.find((path) => isBlank(raw[path]));
  // Without an address there is nothing to authenticate for: one cause, one problem.
  if (url && missing)
    report({
      path: missing,
      what: `missing, usePersonalOAuthToken ${isBearer ? 'Yes' : 'No'} needs ${needed.join(' and ')}`,
      code: 'missing'
    });
  const auth: Lrs['auth'] | false | '' | undefined = isBearer
    ? token !== undefined && { type: 'bearer', token }
    : key && secret && { type: 'basic', key, secret };
  const settings: Settings = {
    enabled,
    debug: all.debug,
    viewing: pick(all, viewingRules),
    wording: {
      ...pick(all, wordingRules),
      viewer: all.user,
      accountOnly: all.sendAccountInfoInsteadOfEmail,
      site: {
        homePage: httpUrl(environment.origin) ? environment.origin : nowhere,
        ...(!environment.foreign && { productId: defaults.productId }),
        ...site
      },
      events: { ...defaultEvents, ...said.events }
    },
    ...(isGood('xAPI') &&
      url &&
      auth && { lrs: { url, version: all.xapiVersion, auth, headers: all.headers, linger: all.linger * 1000 } }),
    ...(outbox && {
      outbox: { bytes: (outbox.maxMegabytes ?? 5) * 1e6, age: (outbox.maxDays ?? 30) * 86_400_000 }
    }),
    ...(enabled && kalturaOf(said, isGood)),
    ...(ks !== undefined && { ks }),
    ...(referrer && { referrer }),
    ...(beforeSend && { beforeSend })
  };
  return { settings: freeze(settings), problems };
};
