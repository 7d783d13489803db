import type { FormValue } from './form.js';

export const WHOLE = 'a whole number';
export const ID = 'a whole number above 0';
export const SECONDS = 'a number of seconds';
export const FLAG = 'true or false';
export const ENTRY = 'an entry id of at most 20 characters, not an address';
export const PAGE = 'an address';

/** What a field takes, in words; or text of so many characters, of which the rest is cut off. */
export type FieldKind = typeof WHOLE | typeof ID | typeof SECONDS | typeof FLAG | typeof ENTRY | typeof PAGE | number;

/** The kinds that a field of this type may have. */
export type KindOf<T> = T extends boolean
  ? typeof FLAG
  : T extends number
    ? typeof WHOLE | typeof ID | typeof SECONDS
    : typeof ENTRY | typeof PAGE | number;

/** Origin and path: a query may hold what is nobody's business. */
const pathOf = (address: string): string => address.replace(/[?#][^]*/, '').replace(/\/\/[^/]*@/, '//');

/** The value of a field of this kind, cut to the length that Kaltura reads; undefined where it is none. */
export function readField(kind: FieldKind, given: unknown): FormValue | undefined {
  if (kind === FLAG) return typeof given === 'boolean' ? given : undefined;
  if (typeof given !== 'string' && !Number.isFinite(given)) return undefined;
  const text = String(given).trim();
  const number = typeof given === 'number' ? given : /^[\d.]+$/.test(text) ? Number(text) : NaN;
  if (kind === WHOLE || kind === ID)
    return Number.isSafeInteger(number) && number >= (kind === ID ? 1 : 0) ? number : undefined;
  // A point in time of this size would be in milliseconds.
  if (kind === SECONDS) return number >= 0 && number < 1e11 ? number : undefined;
  // Cut, it would be another entry's.
  if (kind === ENTRY) return /^(?!(https?|rtmp):).{1,20}$/i.test(text) ? text : undefined;
  const most = kind === PAGE ? 255 : kind;
  // Half of a surrogate pair is not left over.
  return (kind === PAGE ? pathOf(text) : text).slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

export const mustBe = (kind: FieldKind): string => `must be ${typeof kind === 'number' ? 'text' : kind}`;

/** The fields that somebody gives, or in words what is wrong with one of them. */
export function readFields(
  given: unknown,
  kinds: Readonly<Record<string, FieldKind>>
): Readonly<Record<string, FormValue>> | string {
  const all = given ?? {};
  if (typeof all !== 'object') return 'the fields must be an object';
  const names = Object.keys(kinds);
  const fields: Record<string, FormValue> = {};
  for (const [name, value] of Object.entries<unknown>({ ...all })) {
    if (value == null || value === '') continue;
    const kind = names.includes(name) ? kinds[name] : undefined;
    if (kind === undefined) return `${name} is no field to set. There are ${names.join(', ')}`;
    const read = readField(kind, value);
    if (read === undefined) return `${name} ${mustBe(kind)}`;
    fields[name] = read;
  }
  return fields;
}
