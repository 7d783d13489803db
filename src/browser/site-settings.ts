import { attempt, parseJson } from '../attempt.js';
import { stringify } from '../stringify.js';
import type { Wake } from '../delivery/ports.js';
import { replyText } from '../delivery/reply-text.js';
import { isObject, isText } from '../schema/kinds.js';
import { about } from '../settings/problems.js';
import type { Problem, ProblemCode } from '../settings/settings.js';
import { wake } from './wake.js';
import { dropItem, keepItem, local, readItem, type Area } from './web-storage.js';

/** A layer of settings for the whole site: the weakest one. */
export interface SiteSettings {
  readonly layer: object;
  readonly problems: readonly Problem[];
}

/** What is used of a `Response`. */
export interface SiteReply {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly body: Response['body'];
}

export interface SitePorts {
  readonly fetch: (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => Promise<SiteReply>;
  readonly storage: Area<'getItem' | 'setItem'>;
  readonly wake: Wake;
  /** Makes an address absolute: pages in different folders must not share one cache entry by chance. */
  readonly resolve: (url: string) => string;
}

const browser: SitePorts = {
  fetch: (url, init) => fetch(url, init),
  storage: local,
  wake,
  resolve: (url) => new URL(url, document.baseURI).href
};

interface Known {
  readonly etag?: string | undefined;
  readonly layer: object;
}

/** Of the names under which settings are cached, in the storage of the site. */
const PREFIX = 'playkit-xapi:site-settings:';

/** Playback events wait for these settings, so they may not take long. */
const patience = 5000;

/** Characters of settings at most: what is longer is another page, or meant to harm. */
const MOST = 256_000;

/** Of these headers everybody may know what they say. Any other may be a credential, whatever its name. */
const HEADERS: readonly string[] = ['accept', 'accept-language', 'x-tenant', 'x-tenant-id'];

/** However it is spelled: a misspelled secret would be refused later, but it would have been cached. */
const SECRET = /(key|secret|token|password|cookie|authorization|^ks|^__proto__)$/;

const isSecret = (key: string, isHeader: boolean): boolean => {
  const name = key.trim().toLowerCase();
  return isHeader
    ? !HEADERS.includes(name)
    : SECRET.test(name === '__proto__' ? name : name.replace(/[^a-z]/g, '')) && name !== 'usepersonaloauthtoken';
};

/** A copy without secrets, at any depth. Their paths go to `found`. */
const strip = (value: object, found: string[] = [], prefix = ''): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      const path = prefix + key;
      if (!isSecret(key, /^headers\.$/i.test(prefix)))
        return [[key, isObject(inner) ? strip(inner, found, `${path}.`) : inner]];
      if (inner != null && inner !== '') found.push(path);
      return [];
    })
  );

const warn = (code: ProblemCode, what: string): Problem => about('siteSettings', code, `${what}.`);

const empty: SiteSettings = { layer: {}, problems: [] };

const load = async (url: string, { fetch, storage, wake }: SitePorts): Promise<SiteSettings> => {
  const name = PREFIX + url;
  const read = (): Known | undefined => {
    const { etag, layer } = {
      ...(parseJson(readItem(storage, name)) as { etag?: unknown; layer?: unknown } | undefined)
    };
    // Stripped again: who knows what wrote this entry.
    return isObject(layer) ? { etag: isText(etag) ? etag : undefined, layer: strip(layer) } : undefined;
  };

  const known = read();
  const otherwise = (...problems: readonly Problem[]): SiteSettings => ({ layer: known?.layer ?? {}, problems });
  const unreachable = (what = 'no answer'): SiteSettings =>
    otherwise(...(known ? [] : [warn('unreachable', `${what}, the other settings decide`)]));

  const abort = new AbortController();
  const ask = async (etag?: string): Promise<SiteSettings> => {
    const reply = await fetch(url, { headers: etag ? { 'If-None-Match': etag } : {}, signal: abort.signal });
    if (reply.status === 304 && known) return otherwise();
    if (!reply.ok) return unreachable(`that address answers ${reply.status}`);
    const text = await replyText(reply, MOST + 1);
    if (text.length > MOST) return otherwise(warn('bad-value', `that address serves more than 256 kB. Not used`));
    const served = parseJson(text);
    if (!isObject(served)) return otherwise(warn('bad-value', `expected a JSON object of settings at that address`));
    const secrets: string[] = [];
    const layer = strip(served, secrets);
    const fresh = reply.headers.get('ETag');
    if (!abort.signal.aborted) keepItem(storage, name, stringify({ etag: fresh ?? undefined, layer }));
    const found = `that address serves ${secrets.join(', ')} to everybody. Not used: say it in the page or use a token`;
    return { layer, problems: secrets.length ? [warn('secret-served', found)] : [] };
  };
  // Another origin must allow `If-None-Match` in a preflight. One that does not would never be heard again.
  const answer = known?.etag ? ask(known.etag).catch(() => ask()) : ask();

  return new Promise((resolve) => {
    const cancel = wake(patience, () => {
      resolve(unreachable());
      abort.abort();
    });
    void answer
      .catch(() => unreachable())
      .then((settings) => {
        cancel();
        resolve(settings);
      });
  });
};

/**
 * Reads the settings at an address. It is asked once a page, for all players, for 5 s at most; when it does not answer, what it
 * last said stands. Never rejects.
 */
export const createSiteSettings = (ports: SitePorts = browser): ((source: string) => Promise<SiteSettings>) => {
  const asked = new Map<string, Promise<SiteSettings>>();
  return async (source) => {
    if (!source.trim()) return empty;
    try {
      const url = ports.resolve(source.trim());
      const settings = asked.get(url) ?? load(url, ports);
      asked.set(url, settings);
      return await settings;
    } catch {
      return { layer: {}, problems: [warn('bad-value', 'expected an address or an object')] };
    }
  };
};

/** The page's own. */
export const siteSettings = createSiteSettings();

/** The next page asks anew. */
export function forgetSiteSettings(): void {
  const names = attempt(() => Object.keys(localStorage)) ?? [];
  for (const name of names) if (name.startsWith(PREFIX)) dropItem(local, name);
}
