import { createHash } from 'node:crypto';
import type { Viewer } from '../../events/viewer.js';
import { isObject } from '../../schema/kinds.js';
import { readSettings, type Layer, type Reading } from '../../settings/read-settings.js';
import { readViewer } from '../../settings/read-viewer.js';
import type { Problem, Settings } from '../../settings/settings.js';
import type { CollectorConfig, Sessions } from './collector-types.js';
import { configProblems } from './config-problems.js';

/** Gives the settings under which a viewer is told of. */
export interface SettingsOf {
  (viewer: Viewer): Settings;
  /** What is wrong with them, so that a destination is off that somebody wanted. */
  faults(viewer: Viewer): readonly Problem[];
}

interface Known {
  readonly settings: Settings;
  readonly faults: readonly Problem[];
}

/** Megabytes and days: a folder has more room than a browser's storage. */
const ROOMY: Layer = { outbox: { maxMegabytes: 50, maxDays: 30 } };

/** So many viewers' settings are remembered. */
const REMEMBERED = 200;

/** An account named for sessions is that of the events as well: without an endpoint xAPI is then off on purpose. */
const accountOf = (session: unknown): Layer => {
  const partnerId = isObject(session) ? Number(session['partnerId']) : NaN;
  return Number.isInteger(partnerId) && partnerId > 0 ? { stats: { partnerId }, analytics: { partnerId } } : undefined;
};

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** What is meant for pages, in the words of a server. */
function reword(problem: Problem): Problem {
  const { path, message } = problem;
  if (path === 'site.homePage') {
    const what = message.replace(/^[^:]*: (.*?)\. .*$/, '$1');
    return {
      ...problem,
      level: 'error',
      message: `site.homePage: ${what}. A server has no page to take it from, and statements cannot be without it: xAPI is off.`
    };
  }
  return path === 'ks'
    ? { ...problem, message: message.replace("The player's own is used", 'Events go without') }
    : problem;
}

/** Settings name a home page for statements, or there are none: they could never be corrected. */
function withoutPlace({ settings, problems }: Reading): Settings {
  if (!problems.some(({ path }) => path === 'site.homePage')) return settings;
  const { lrs: _lrs, ...rest } = settings;
  return rest;
}

function withHash(settings: Settings, given: string | undefined): Settings {
  const { wording } = settings;
  const { email } = wording.viewer;
  const emailSha1 = given ?? (wording.hashEmail && email ? sha1(`mailto:${email}`) : undefined);
  return emailSha1 ? { ...settings, wording: { ...wording, viewer: { ...wording.viewer, emailSha1 } } } : settings;
}

/**
 * Reads the plugin's own settings for each viewer.
 * @param report told once of what is wrong
 * @param sessions where it is given, it knows a viewer's KS
 */
export function createSettings(
  all: CollectorConfig,
  report: (problem: Problem) => void,
  sessions: Sessions | undefined
): SettingsOf {
  const { directory: _directory, referrer: _referrer, session: _session, siteSettings, ...config } = all;
  configProblems(all).forEach(report);
  const told = new Set<string>();
  const remembered = new Map<string, Known>();
  if (siteSettings !== undefined && !isObject(siteSettings)) {
    const message = 'siteSettings: an address is for pages. Give the settings themselves. Ignored.';
    report({ level: 'warning', code: 'bad-value', path: 'siteSettings', message });
  }

  /** Everything but who watches, which is read once: to read all settings takes longer than to fold a short viewing. */
  const site = isObject(siteSettings) ? siteSettings : undefined;
  const ksOf = ({ id = '' }: Viewer): NonNullable<Settings['ks']> | undefined =>
    sessions && (async (refused?: string) => (await sessions(id, refused)) ?? '');
  const ks = ksOf({});
  const layers = [ROOMY, accountOf(all.session), site, config, ks === undefined ? undefined : { ks }];
  const common = readSettings(layers, {
    origin: 'null',
    foreign: true
  });

  function readingOf(user: Viewer): Reading {
    const { settings } = common;
    if (!settings.enabled) return common;
    const { viewer, problems } = readViewer([site, config, { user }]);
    const theirs = ksOf(user);
    return {
      settings: { ...settings, wording: { ...settings.wording, viewer }, ...(theirs && { ks: theirs }) },
      problems: [...common.problems.filter(({ path }) => !/^user(\.|$)/.test(path)), ...problems]
    };
  }

  function read({ emailSha1, ...user }: Viewer): Known {
    const reading = readingOf(user);
    const problems = reading.problems.map(reword);
    for (const problem of problems) {
      const cause = `${problem.code} ${problem.path}`;
      const [, own = ''] = problem.path.split('user.');
      // What is wrong with a viewer is told of each, what is wrong with the settings once.
      if (own in user || !told.has(cause)) report(problem);
      told.add(cause);
    }
    const faults = problems.filter(({ level }) => level === 'error');
    return { settings: withHash(withoutPlace(reading), emailSha1), faults };
  }

  function known(viewer: Viewer): Known {
    const key = JSON.stringify(viewer);
    const found = remembered.get(key) ?? read(viewer);
    remembered.set(key, found);
    const [oldest = ''] = remembered.keys();
    if (remembered.size > REMEMBERED) remembered.delete(oldest);
    return found;
  }

  return Object.assign((viewer: Viewer) => known(viewer).settings, {
    faults: (viewer: Viewer) => known(viewer).faults
  });
}
