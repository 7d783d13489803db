import { nearest } from '../schema/nearest.js';
import { BOTH } from '../analytics/page.js';
import { partsOf, PORTAL_PARTS, type PortalPart } from '../xapi/portal/read.js';
import { attributeNames, attributeOf } from './dom.js';

export const EVENT = 'data-xapi-event';
export const ON = 'data-xapi-on';
/** Stands on scripts; `tag-settings.ts` reads it. */
export const SETTINGS = 'data-xapi-settings';
/** Stands round what users wrote. */
export const USER_CONTENT = 'data-xapi-user-content';

/** Longer values are cut before anything looks at them: content may be of any length. */
const MOST = 2000;

const PREFIX = 'data-xapi-';
const TEXT = PREFIX + 'text';
const TEXT_FROM = PREFIX + 'text-from';

/** Attributes, and the fields that they say. */
type Names = readonly (readonly [attribute: string, field: string])[];

const namesOf = (names: Names): readonly string[] => names.map(([attribute]) => attribute);

/** The attributes of each part of an event: `data-xapi-entry-id` is the `id` of `entry`. */
const PARTS = Object.entries(PORTAL_PARTS).map(([part, table]): readonly [part: string, names: Names] => [
  part,
  Object.keys(table).map((field) => [`${PREFIX}${part}-${field}`, field])
]);

const attributesOfPart = (name: PortalPart): readonly string[] =>
  name === 'text' ? [TEXT, TEXT_FROM] : PARTS.flatMap(([part, names]) => (part === name ? namesOf(names) : []));

/** `customId1` is `custom-id1`. */
const dashed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const TRACKS = ['page', 'button'] as const;
export type Tracks = (typeof TRACKS)[number];

export const track = (of: Tracks): string => `data-track-${of}`;

/** The attributes of a page or a button, each with its field: first the one that names it, which is its type. */
const trackingOf = (of: Tracks): Names => [
  [track(of), of + 'Type'],
  ...['Name', 'Value', 'Info'].map((end) => [`${track(of)}-${end.toLowerCase()}`, of + end] as const),
  ...BOTH.map((field) => [`${track(of)}-${dashed(field)}`, field] as const)
];

/** Attributes that name what is said, each with those that say nothing without it. */
export const NAMING: Readonly<Record<string, readonly string[]>> = {
  [EVENT]: [ON, ...PARTS.flatMap(([, names]) => namesOf(names)), TEXT, TEXT_FROM],
  ...Object.fromEntries(TRACKS.map((of) => [track(of), namesOf(trackingOf(of)).slice(1)]))
};

/** Every attribute that means something here. */
export const ATTRIBUTES: readonly string[] = Object.entries(NAMING).flat(2);

/** Other tools have attributes that begin with `data-track-`, too: ours are those that begin like one of the two words. */
function isTracking(name: string): boolean {
  const word = /^data-track-([a-z]+)/.exec(name)?.[1];
  return word !== undefined && nearest(word, TRACKS)?.[0] === word[0];
}

/** Whether an attribute speaks to us, rightly or wrongly. */
export const isOurs = (name: string): boolean =>
  name.startsWith(PREFIX) ? name !== SETTINGS && name !== USER_CONTENT : isTracking(name);

/** Whether an element says something, or tries to. */
export const speaks = (element: Element): boolean => attributeNames(element).some(isOurs);

/** The attribute that was probably meant. What all begin with says nothing. */
export function meantBy(name: string): string | undefined {
  const prefix = name.startsWith(PREFIX) ? PREFIX : 'data-track-';
  const ends = ATTRIBUTES.filter((known) => known.startsWith(prefix)).map((known) => known.slice(prefix.length));
  const near = nearest(name.slice(prefix.length), ends);
  return near && prefix + near;
}

/** Those that an event takes, for whoever used others. */
export const attributesOf = (name: string): readonly string[] => partsOf(name).flatMap(attributesOfPart);

/** What an attribute says; a blank one says nothing. */
export const filled = (element: Element, name: string): string | undefined =>
  attributeOf(element, name)?.slice(0, MOST).trim() || undefined;

/** What an element's attributes say, by field. */
const valuesOf = (element: Element, names: Names): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap(([attribute, field]) => {
      const value = filled(element, attribute);
      return value === undefined ? [] : [[field, value] as const];
    })
  );

/**
 * What an element's attributes say of an event: `{ entry: { id: '0_abc' } }`. Blank ones, which a template had nothing
 * for, are left out. Which of them belong to which event is the event's reader's to say.
 */
export function saidBy(element: Element): Readonly<Record<string, unknown>> {
  const said = PARTS.flatMap(([part, names]) => {
    const given = valuesOf(element, names);
    return Object.keys(given).length ? [[part, given] as const] : [];
  });
  const text = filled(element, TEXT);
  return { ...Object.fromEntries(said), ...(text !== undefined && { text }) };
}

/** Where the words of a comment are to be found: a selector. */
export const textFrom = (element: Element): string | undefined => filled(element, TEXT_FROM);

/** The fields of a page or a button: the attribute itself is the type. */
export const trackedBy = (element: Element, of: Tracks): Readonly<Record<string, string>> =>
  valuesOf(element, trackingOf(of));
