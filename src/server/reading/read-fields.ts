import { isObject } from '../../schema/kinds.js';
import { nearest } from '../../schema/nearest.js';

/** What is wrong with a value, by its path. */
export type Complain = (path: string, what: string) => void;

/** Reads one raw value: what it gives is sound, or it has complained. */
export type ReadValue<T> = (value: unknown, path: string, complain: Complain) => T | undefined;

/** What was got, in short: never more than a few words of it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : typeof value;
}

const got = (value: unknown): string => (value === undefined ? '' : `, got ${shown(value)}`);

const expected =
  <T>(what: string, is: (value: unknown) => value is T): ReadValue<T> =>
  (value, path, complain) => {
    if (is(value)) return value;
    complain(path, `${value === undefined ? 'missing, ' : ''}expected ${what}${got(value)}`);
    return undefined;
  };

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const text = expected('text', (value): value is string => typeof value === 'string');
export const words = expected(
  'text that is not empty',
  (value): value is string => typeof value === 'string' && value.trim() !== ''
);
export const flag = expected('true or false', (value): value is boolean => typeof value === 'boolean');
export const number = expected('a number', isNumber);
export const positive = expected('a number above 0', (value): value is number => isNumber(value) && value > 0);
export const least0 = expected('a number from 0', (value): value is number => isNumber(value) && value >= 0);
export const object = expected('an object', isObject);
export const uuid = expected(
  'a UUID',
  (value): value is string =>
    typeof value === 'string' && /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(value)
);
export const list = expected('a list', (value): value is readonly unknown[] => Array.isArray(value));

export const oneOf = <T extends string>(...known: readonly T[]): ReadValue<T> =>
  expected(
    known.map((word) => `"${word}"`).join(' or '),
    (value): value is T => typeof value === 'string' && (known as readonly string[]).includes(value)
  );

const seconds = expected(
  'seconds from 0 (null: the player does not know)',
  (value): value is number => isNumber(value) && value >= 0
);

/** `null` is what JSON makes of `NaN`: the player does not know its position. */
export const position: ReadValue<number> = (value, path, complain) =>
  value === null || (typeof value === 'number' && Number.isNaN(value)) ? NaN : seconds(value, path, complain);

/** May be left out, or be `undefined`. */
export const maybe =
  <T>(read: ReadValue<T>): ReadValue<T> =>
  (value, path, complain) =>
    value === undefined ? undefined : read(value, path, complain);

export const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);

/** Complains of keys that nobody knows, with the nearest that there is. */
export function noOthers(value: object, known: readonly string[], path: string, complain: Complain): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    complain(join(path, key), `unknown${near ? `, did you mean ${near}` : ''}? There are ${known.join(', ')}`);
  }
}

type Table = Readonly<Record<string, ReadValue<unknown>>>;
type Given<T extends Table> = { readonly [K in keyof T]?: T[K] extends ReadValue<infer V> ? V : never };

/** An object of these keys and no others. */
export const shape =
  <T extends Table>(table: T): ReadValue<Given<T>> =>
  (value, path, complain) => {
    const raw = object(value, path, complain);
    if (!raw) return undefined;
    noOthers(raw, Object.keys(table), path, complain);
    const read: Record<string, unknown> = {};
    for (const [key, reader] of Object.entries(table)) {
      const field = reader(raw[key], join(path, key), complain);
      if (field !== undefined) read[key] = field;
    }
    // Each value came from the reader of its own key.
    return read as Given<T>;
  };
