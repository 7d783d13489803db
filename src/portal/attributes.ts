import type { PortalEventType } from '../events/portal-event.js';
import { nearest } from '../schema/nearest.js';
import { attributeNames, attributeOf } from './dom.js';

/** What an event may say, as attributes do: `data-xapi-entry-id` is the `id` of `entry`. */
const PARTS = {
  entry: ['entry-id', 'entry-name', 'entry-description', 'entry-language', 'entry-duration', 'entry-media'],
  category: ['category-id', 'category-name', 'category-url'],
  application: ['application-id', 'application-name'],
  collaborator: ['collaborator-id', 'collaborator-name', 'collaborator-email'],
  text: ['text', 'text-from']
} as const;

type Part = keyof typeof PARTS;

const OF: Readonly<Record<PortalEventType, readonly Part[]>> = {
  categoryView: ['category'],
  login: ['application'],
  entryLike: ['entry'],
  entryUnlike: ['entry'],
  entryComment: ['entry', 'text'],
  entryUpload: ['entry'],
  entryPublish: ['entry', 'category'],
  entryUnlisted: ['entry'],
  entryCollaborator: ['entry', 'collaborator'],
  captureSpaceLaunch: ['application']
};

export const EVENT = 'data-xapi-event';
export const ON = 'data-xapi-on';
/** Stands on scripts; `tag-settings.ts` reads it. */
export const SETTINGS = 'data-xapi-settings';
/** Stands round what users wrote. */
export const USER_CONTENT = 'data-xapi-user-content';

/** Longer values are cut before anything looks at them: content may be of any length. */
const MOST = 2000;

const PREFIX = 'data-xapi-';
const whole = (name: string): string => PREFIX + name;

/** All that say something of an event. */
const SAYING: readonly string[] = Object.values(PARTS).flatMap((names) => names.map(whole));

/** What comes after `data-track-page-` and `data-track-button-`. */
export const TRACKED: readonly string[] = (
  'name value info entry-id feature application kaltura-application kaltura-application-ver ' +
  'virtual-event-id playback-context custom-id1 custom-id2'
).split(' ');

export const TRACKS = ['page', 'button'] as const;
export type Tracks = (typeof TRACKS)[number];

export const track = (of: Tracks): string => `data-track-${of}`;

const tracking = (of: Tracks): readonly string[] => [track(of), ...TRACKED.map((name) => `${track(of)}-${name}`)];

/** Attributes that name what is said, each with those that say nothing without it. */
export const NAMING: Readonly<Record<string, readonly string[]>> = {
  [EVENT]: [ON, ...SAYING],
  ...Object.fromEntries(TRACKS.map((of) => [track(of), tracking(of).slice(1)]))
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
export const attributesOf = (type: string): readonly string[] => {
  const known = type === 'kalturaCaptureLaunch' ? 'captureSpaceLaunch' : type;
  const parts = known in OF ? OF[known as PortalEventType] : [];
  return parts.flatMap((part) => PARTS[part].map(whole));
};

/** What an attribute says; a blank one says nothing. */
export const filled = (element: Element, name: string): string | undefined =>
  attributeOf(element, name)?.slice(0, MOST).trim() || undefined;

/**
 * What an element's attributes say of an event: `{ entry: { id: '0_abc' } }`. Blank ones, which a template had nothing
 * for, are left out. Which of them belong to which event is the event's reader's to say.
 */
export function saidBy(element: Element): Readonly<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  for (const [part, names] of Object.entries(PARTS)) {
    if (part === 'text') continue;
    const given = names.flatMap((name) => {
      const value = filled(element, whole(name));
      return value === undefined ? [] : [[name.slice(part.length + 1), value] as const];
    });
    if (given.length) said[part] = Object.fromEntries(given);
  }
  const text = filled(element, whole('text'));
  return text === undefined ? said : { ...said, text };
}

/** Where the words of a comment are to be found: a selector. */
export const textFrom = (element: Element): string | undefined => filled(element, whole('text-from'));

/** The fields of a page or a button: the attribute itself is the type. */
export function trackedBy(element: Element, of: Tracks): Readonly<Record<string, string>> {
  const own = (name: string): string => of + name.charAt(0).toUpperCase() + name.slice(1);
  const camel = (name: string): string => name.replace(/-./g, (end) => end.slice(1).toUpperCase());
  const named = TRACKED.map(
    (name) => [`${track(of)}-${name}`, /^(name|value|info)$/.test(name) ? own(name) : camel(name)] as const
  );
  const all = [[track(of), own('type')] as const, ...named];
  return Object.fromEntries(
    all.flatMap(([attribute, field]) => {
      const value = filled(element, attribute);
      return value === undefined ? [] : [[field, value] as const];
    })
  );
}
