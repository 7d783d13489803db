import type { Entry } from '../events/entry.js';
import { isBlank, isFunction, isObject, isText } from '../schema/kinds.js';
import { asLanguage } from '../schema/formats.js';
import { toProblem } from '../settings/problems.js';
import type { Problem } from '../settings/settings.js';

/** What plays in an element or a player. Only `id` is needed; lengths are in seconds. */
export type MediaEntry = Pick<Entry, 'id'> & Partial<Entry>;

/** An entry, or a function that gives the one that plays now; nothing for what is not to be tracked. */
export type EntrySource = MediaEntry | (() => MediaEntry | undefined);

/** What an entry is where it does not say so. */
export type Presumed = Pick<Entry, 'kind' | 'media'>;

const isLength = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < Infinity;
const isStart = (value: unknown): value is number => value === 0 || isLength(value);

const isClip = (value: unknown): value is NonNullable<Entry['clip']> =>
  isObject(value) &&
  isStart(value['from']) &&
  (value['to'] === undefined || (isLength(value['to']) && value['to'] > value['from']));

/** What the rest may be; what is not there is not said. */
const REST: readonly (readonly [name: string, is: (value: unknown) => boolean, what: string])[] = [
  ['name', isText, 'must be a text'],
  ['description', isText, 'must be a text'],
  ['language', (value) => isText(value) && asLanguage(value) === value, "must be a language tag, such as 'en'"],
  ['kind', (value) => value === 'vod' || value === 'live', "must be 'vod' or 'live'"],
  ['media', (value) => value === 'video' || value === 'audio', "must be 'video' or 'audio'"],
  ['duration', isLength, 'must be a number of seconds, above 0'],
  ['clip', isClip, 'must be { from, to } in seconds, to behind from']
];

const refusal = (path: string, what: string, got?: unknown): Problem =>
  toProblem({ path, what, got, code: 'bad-entry', then: 'This media is not tracked' });

/** Reads an entry as a page gives it. Without an id there is none; whatever else is wrong is left out. */
function read(given: unknown, presumed: Presumed): readonly [Entry | undefined, readonly Problem[]] {
  if (!isObject(given)) return [undefined, [refusal('entry', 'must be an object with an id', typeof given)]];
  const { id } = given;
  if (!isText(id) || isBlank(id))
    return [undefined, [refusal('entry.id', 'must be a text, the id of the Kaltura entry', id)]];
  const problems: Problem[] = [];
  const rest: Record<string, unknown> = {};
  for (const [name, is, what] of REST) {
    const value = given[name];
    if (isBlank(value)) continue;
    if (is(value)) rest[name] = value;
    else problems.push(toProblem({ path: `entry.${name}`, what, got: value, level: 'warning', code: 'bad-entry' }));
  }
  // Read by the table above.
  return [{ ...presumed, ...(rest as Partial<Entry>), id }, problems];
}

/** The entry that plays now; nothing is said about a function that gives nothing. */
export function readEntry(
  source: unknown,
  presumed: Presumed
): readonly [Entry | undefined, readonly Problem[]] {
  if (!isFunction(source)) return read(source, presumed);
  try {
    const given = source();
    return given == null ? [undefined, []] : read(given, presumed);
  } catch (error) {
    return [undefined, [refusal('entry', `the function failed: ${String(error)}`)]];
  }
}
