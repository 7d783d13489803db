import type { Entry } from '../events/entry.js';
import { isBlank, isFunction, isObject, isText, only } from './kinds.js';
import { nearest } from './nearest.js';
import type { Mistake, Report } from './problems.js';
import type { PerEntry } from './settings.js';

/** Reads one raw value. `undefined`: left out, or bad and reported. */
export type Read<T> = (value: unknown, path: string, report: Report) => T | undefined;

/** Without the password or query that an address may carry. */
const withoutSecrets = (text: string): string => {
  const query = text.indexOf('?');
  const rest = query < 0 ? text : text.slice(0, query) + '…';
  const at = rest.lastIndexOf('@');
  const host = rest.indexOf('//');
  return host < 0 || at < host ? rest : `${rest.slice(0, host)}…${rest.slice(at + 1)}`;
};

/** What may be shown of a bad value: short, and no secret. */
const describe = (value: unknown): unknown =>
  isText(value)
    ? withoutSecrets(value).slice(0, 99)
    : typeof value === 'number' || typeof value === 'boolean'
      ? value
      : typeof value;

interface Manner extends Pick<Mistake, 'level' | 'code' | 'then'> {
  /** Nothing of the value is ever shown. */
  readonly secret?: boolean;
  /** What counts as left out, and is not looked at. */
  readonly skip?: (value: unknown) => boolean;
}

/** For what must be there. */
export const never = (): boolean => false;

/** A reader out of a test: where `parse` gives `undefined`, the mistake says what was expected. */
export const expects =
  <T>(
    expected: string,
    parse: (value: unknown) => T | undefined,
    { secret, skip = isBlank, code, ...rest }: Manner = {}
  ): Read<T> =>
  (value, path, report) => {
    if (skip(value)) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) {
      const missing = isBlank(value);
      report({
        path,
        what: `${missing ? 'missing, ' : ''}expected ${expected}`,
        got: secret || value == null ? undefined : describe(value),
        code: code ?? (missing ? 'missing' : undefined),
        ...rest
      });
    }
    return parsed;
  };

export type Table = Readonly<Record<string, Read<unknown>>>;

export type Given<T extends Table> = { readonly [K in keyof T]?: T[K] extends Read<infer V> ? V : never };

/** An object of known keys. Others are reported with the nearest known one, and the rest is read. */
export const fields = <T extends Table>(table: T, manner?: Manner): Read<Given<T>> => {
  const known = Object.keys(table);
  const read = expects(`{${known.join(', ')}}`, only(isObject), manner);
  return (value, at, report) => {
    const raw = read(value, at, report);
    if (!raw) return undefined;
    const prefix = at && `${at}.`;
    const given: Record<string, unknown> = {};
    for (const key of new Set([...known, ...Object.keys(raw)])) {
      const path = prefix + key;
      if (known.includes(key)) {
        const parsed = table[key]?.(raw[key], path, report);
        if (parsed !== undefined) given[key] = parsed;
      } else {
        const near = nearest(key, known);
        const what = `unknown key${near ? `, did you mean ${prefix}${near}` : ''}`;
        report({ path, what, level: 'warning', code: 'unknown-key' });
      }
    }
    // A cast that the types cannot spare: each value came from the reader of its own key.
    return given as Given<T>;
  };
};

/** What a function of the entry answers is looked at where an entry's settings are asked for: only there it is asked. */
const isAsked = <T>(value: unknown): value is (entry: Entry) => T | undefined => isFunction(value);

export const perEntry =
  <T>(read: Read<T>): Read<PerEntry<T>> =>
  (value, path, report) =>
    isAsked<T>(value) ? value : read(value, path, report);
