import { sha1 } from '../browser/sha1.js';
import { siteSettings } from '../browser/site-settings.js';
import { readSettings, type Layer } from '../settings/read-settings.js';
import type { Problem, Settings } from '../settings/settings.js';
import { fingerprint } from './fingerprint.js';

/** Who wants to know what the settings are. */
export interface SettingsUser {
  /** Settings are on their way: hold what happens until `use`. */
  hold(): void;
  use(settings: Settings): void;
  /** Some place says No. */
  off(): void;
  /** All that is wrong with the settings as they stand now. */
  report(problems: readonly Problem[]): void;
}

/** Two layers may make the same mistake: the first ones say again what is in the last. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [problem.message, problem])).values()
];

/**
 * Makes settings of an adapter's configuration whenever it changes: at once where that is possible, later where site
 * settings have to be fetched or an e-mail hashed. What is superseded meanwhile is dropped.
 * @param first layers that say what the configuration no longer shows
 * @param borrowed the weakest layer: what others of the page know of the viewer
 */
export function settingsSource(
  first: readonly Layer[],
  borrowed: () => Layer,
  user: SettingsUser,
  foreign = false
): (config: unknown) => void {
  const print = fingerprint();
  let current = '';

  const settle = (settings: Settings, mine: string): void => {
    if (mine !== current) return;
    if (!settings.enabled) return user.off();
    const { wording } = settings;
    const { email } = wording.viewer;
    if (!wording.hashEmail || wording.accountOnly || !email) return user.use(settings);
    user.hold();
    void sha1(`mailto:${email}`).then((emailSha1) => {
      const viewer = { ...wording.viewer, ...(emailSha1 && { emailSha1 }) };
      if (mine === current) user.use({ ...settings, wording: { ...wording, viewer } });
    });
  };

  return (config) => {
    const shared = borrowed();
    const mine = print([shared, config]);
    // The player repeats its configuration with every media.
    if (mine === current) return;
    current = mine;
    const read = (site: Layer): ReturnType<typeof readSettings> =>
      readSettings([shared, site, ...first, config as Layer], { origin: location.origin, foreign });
    const { siteSettings: source } = config as { readonly siteSettings?: unknown };
    const take = (site: Layer, found: readonly Problem[] = []): void => {
      const { settings, problems } = read(site);
      user.report(distinct([...found, ...problems]));
      settle(settings, mine);
    };
    if (typeof source !== 'string') return take(source as Layer);
    // One No is enough: then nobody is asked.
    if (!read({}).settings.enabled) return take({});
    user.hold();
    void siteSettings(source).then(({ layer, problems }) => {
      if (mine === current) take(layer, problems);
    });
  };
}
