import type { PortalEvent, PortalEventType } from '../events/portal-event.js';
import { nearest } from '../schema/nearest.js';
import { expects, fields, never, type Mistake, type Read, type Report } from '../schema/reader.js';
import { shown } from '../schema/shown.js';
import { number, oneOf, text } from '../schema/form-values.js';
import { asEmail, asIri, asLanguage, asText } from '../schema/formats.js';

const needed = { skip: never };

const iri = expects('an absolute IRI', asIri);

const entry = fields(
  {
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
  needed
);

const categoryFields = { id: expects('text', asText, needed), name: text, url: iri };

const person = fields({ id: text, name: text, email: expects('an e-mail address', asEmail) }, needed);

/** Nobody can be told of without one of the two. */
const collaborator: typeof person = (value, path, report) => {
  const read = person(value, path, report);
  if (read && !read.id && !read.email) report({ path, what: 'expected an id or an e-mail address' });
  return read;
};

const application = fields({ id: iri, name: text });

/** Each event with its own fields. */
const EVENTS: Readonly<Record<PortalEventType, Read<object>>> = {
  categoryView: fields({ category: fields(categoryFields, needed) }),
  login: fields({ application }),
  entryLike: fields({ entry }),
  entryUnlike: fields({ entry }),
  entryComment: fields({ entry, text }),
  entryUpload: fields({ entry }),
  entryPublish: fields({ entry, category: fields(categoryFields) }),
  entryUnlisted: fields({ entry }),
  entryCollaborator: fields({ entry, collaborator }),
  captureSpaceLaunch: fields({ application })
};

/** Names that are taken; the launch of Kaltura Capture has two. */
export const PORTAL_EVENTS: readonly string[] = [...Object.keys(EVENTS), 'kalturaCaptureLaunch'];

const isType = (type: string): type is PortalEventType => Object.keys(EVENTS).includes(type);

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
  const known = name === 'kalturaCaptureLaunch' ? 'captureSpaceLaunch' : name;
  if (!isType(known)) {
    const near = nearest(name, PORTAL_EVENTS);
    return `${name}: no such event${near ? `, did you mean ${near}` : ''}. There are ${PORTAL_EVENTS.join(', ')}.`;
  }
  const mistakes: Mistake[] = [];
  const report: Report = (mistake) => void mistakes.push(mistake);
  const read = EVENTS[known](given ?? {}, '', report);
  const [mistake] = mistakes;
  if (mistake) return `${[name, mistake.path, mistake.what].filter(Boolean).join(': ')}${gotOf(mistake)}.`;
  // A cast that the types cannot spare: each part came from the reader of its own event.
  return { type: known, ...read } as PortalEvent;
}
