import type { PortalEvent, PortalEventType } from '../../events/portal-event.js';
import { number, oneOf, text } from '../../schema/form-values.js';
import { asEmail, asLanguage, asText } from '../../schema/formats.js';
import { nearest } from '../../schema/nearest.js';
import { expects, fields, never, type Mistake, type Read } from '../../schema/reader.js';
import { shown } from '../../schema/shown.js';
import { oneName } from '../../settings/layers.js';
import { CATEGORY, iri } from '../../settings/rules.js';

const needed = { skip: never };

/** What the parts of an event may say: the one table of them, for calls, attributes and the command line. */
export const PORTAL_PARTS = {
  entry: {
    id: expects(
      'an entry id, not an address',
      (value) => {
        const id = asText(value);
        return id && !/[/\s]/.test(id) ? id : undefined;
      },
      needed
    ),
    name: text,
    description: text,
    language: expects('a language tag', asLanguage),
    duration: number('of seconds, from 0', (n) => n >= 0),
    media: oneOf('video', 'audio')
  },
  category: CATEGORY,
  application: { id: iri, name: text },
  collaborator: { id: text, name: text, email: expects('an e-mail address', asEmail) }
};

/** A part of an event, or the words of a comment. */
export type PortalPart = keyof typeof PORTAL_PARTS | 'text';

/** The parts of each event: the one table of them. */
const EVENTS: Readonly<Record<PortalEventType, readonly PortalPart[]>> = {
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

const person = fields(PORTAL_PARTS.collaborator, needed);

const readers: Readonly<Record<PortalPart, Read<unknown>>> = {
  entry: fields(PORTAL_PARTS.entry, needed),
  category: fields(CATEGORY, needed),
  application: fields(PORTAL_PARTS.application),
  /** Nobody can be told of without one of the two. */
  collaborator: (value, path, report) => {
    const read = person(value, path, report);
    if (read && !read.id && !read.email) report({ path, what: 'expected an id or an e-mail address' });
    return read;
  },
  text
};

/** Names that are taken; the launch of Kaltura Capture has two. */
export const PORTAL_EVENTS: readonly string[] = [...Object.keys(EVENTS), 'kalturaCaptureLaunch'];

/** The parts of an event; none where there is no such event. */
export const partsOf = (name: string): readonly PortalPart[] =>
  Object.entries(EVENTS).find(([type]) => type === oneName(name))?.[1] ?? [];

/** Reads the parts of an event of this name, or gives the first mistake in them; an unknown name has no parts. */
export function readParts(name: string, given: unknown): PortalEvent | Mistake {
  const mistakes: Mistake[] = [];
  const type = oneName(name);
  const table = partsOf(name).map((part) => [part, readers[part]] as const);
  // It need not be published to a category.
  if (type === 'entryPublish') table[1] = ['category', fields(CATEGORY)];
  const read = fields(Object.fromEntries(table))(given ?? {}, '', (mistake) => void mistakes.push(mistake));
  // A cast that the types cannot spare: each part came from the reader of its own event.
  return mistakes[0] ?? ({ type, ...read } as unknown as PortalEvent);
}

/** What somebody wrote, or who it is about, is not said on a console. */
const gotOf = ({ path, got }: Mistake): string =>
  got == null || /^(text|collaborator)/.test(path) ? '' : `, got ${shown(got)}`;

/**
 * Reads an event as an application, a template or a command line gives it. Strict: whatever is wrong with it refuses it,
 * in one sentence that says what is allowed.
 */
export function readPortalEvent(type: unknown, given?: unknown): PortalEvent | string {
  const name = String(type).slice(0, 60).trim();
  if (!name) return `an event must be named: ${PORTAL_EVENTS.join(', ')}.`;
  if (!partsOf(name).length) {
    const near = nearest(name, PORTAL_EVENTS);
    return `${name}: no such event${near ? `, did you mean ${near}` : ''}. There are ${PORTAL_EVENTS.join(', ')}.`;
  }
  const read = readParts(name, given);
  return 'what' in read ? `${[name, read.path, read.what].filter(Boolean).join(': ')}${gotOf(read)}.` : read;
}
