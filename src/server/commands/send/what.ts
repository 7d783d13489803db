import type { Entry } from '../../../events/entry.js';
import type { PortalApplication, PortalCategory, PortalEntry, PortalEvent } from '../../../events/portal-event.js';
import type { Viewer } from '../../../events/viewer.js';
import { asEmail, asIri } from '../../../schema/formats.js';
import { nearest } from '../../../schema/nearest.js';
import { UsageError } from '../usage-error.js';

/** What the command line says of an event. */
export interface EventOptions {
  readonly entry?: string;
  readonly entryName?: string;
  readonly media?: string;
  readonly category?: string;
  readonly categoryName?: string;
  readonly categoryUrl?: string;
  readonly text?: string;
  readonly collaboratorId?: string;
  readonly collaboratorName?: string;
  readonly collaboratorEmail?: string;
  readonly appId?: string;
  readonly appName?: string;
  readonly pageType?: string;
  readonly pageName?: string;
  readonly pageValue?: string;
  readonly pageInfo?: string;
  readonly buttonType?: string;
  readonly buttonName?: string;
  readonly buttonValue?: string;
  readonly buttonInfo?: string;
  readonly kalturaApplication?: string;
  readonly kalturaApplicationVer?: string;
  readonly feature?: string;
  readonly virtualEventId?: string;
  readonly playbackContext?: string;
  readonly userId?: string;
  readonly userName?: string;
  readonly userEmail?: string;
}

/** What is to be said: to the record store, or to Kaltura's analytics. */
export type What =
  | { readonly type: 'portal'; readonly event: PortalEvent }
  | { readonly type: 'track'; readonly of: 'page' | 'button'; readonly fields: Readonly<Record<string, string>> };

type Part = keyof EventOptions;

/** Those that are given, under other names. */
const named = <K extends string>(parts: Readonly<Record<K, string | undefined>>): { [P in K]?: string } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as { [P in K]?: string };

/** An option as it is typed. */
export const optionOf = (part: Part): string => `--${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function need(options: EventOptions, part: Part, event: string): string {
  const value = options[part];
  if (!value?.trim()) throw new UsageError(`${event} needs ${optionOf(part)}.`);
  return value;
}

function entryOf(options: EventOptions, event: string): PortalEntry {
  const { entryName: name, media } = options;
  if (media !== undefined && media !== 'video' && media !== 'audio') throw new UsageError('--media is video or audio.');
  const kind: { readonly media?: Entry['media'] } = media ? { media } : {};
  return { id: need(options, 'entry', event), ...named({ name }), ...kind };
}

function categoryOf(options: EventOptions, event: string): PortalCategory {
  checkIri(options, 'categoryUrl');
  return { id: need(options, 'category', event), ...named({ name: options.categoryName, url: options.categoryUrl }) };
}

/** Where an id must be an IRI, a record store would refuse any other. */
function checkIri(options: EventOptions, part: Part): void {
  const value = options[part];
  if (value === undefined || asIri(value)) return;
  const got = JSON.stringify(value.slice(0, 60));
  throw new UsageError(`${optionOf(part)}: expected an absolute IRI, such as https://example.edu/page, got ${got}.`);
}

function applicationOf(options: EventOptions): { readonly application?: PortalApplication } {
  const { appId: id, appName: name } = options;
  checkIri(options, 'appId');
  return id === undefined && name === undefined ? {} : { application: named({ id, name }) };
}

function collaboratorOf(options: EventOptions, event: string): Viewer {
  const { collaboratorId: id, collaboratorName: name, collaboratorEmail: email } = options;
  if (!id && !email) throw new UsageError(`${event} needs --collaborator-id or --collaborator-email.`);
  if (email && !asEmail(email)) throw new UsageError('--collaborator-email: expected an e-mail address.');
  return named({ id, name, email });
}

/** What pages and buttons say of the application that they belong to, under the same names. */
const TRACKED = [
  'kalturaApplication',
  'kalturaApplicationVer',
  'feature',
  'virtualEventId',
  'playbackContext'
] as const;

type Make = (options: EventOptions, event: string) => What;

const portal = (event: PortalEvent): What => ({ type: 'portal', event });

const aboutEntry =
  (type: 'entryLike' | 'entryUnlike' | 'entryUpload' | 'entryUnlisted'): Make =>
  (options) =>
    portal({ type, entry: entryOf(options, type) });

const launch: Make = (options) => portal({ type: 'captureSpaceLaunch', ...applicationOf(options) });

const track =
  (of: 'page' | 'button'): Make =>
  (options) => {
    const own = ['Type', 'Name', 'Value', 'Info'].map((end) => [of + end, options[(of + end) as Part]] as const);
    const common = TRACKED.map((part) => [part, options[part]] as const);
    return {
      type: 'track',
      of,
      fields: named(Object.fromEntries([...own, ...common, ['entryId', options.entry]])) as Record<string, string>
    };
  };

interface Kind {
  readonly make: Make;
  /** Options that say something about it, beside those about the user. */
  readonly parts: readonly Part[];
}

const ENTRY: readonly Part[] = ['entry', 'entryName', 'media'];
const CATEGORY: readonly Part[] = ['category', 'categoryName', 'categoryUrl'];
const APPLICATION: readonly Part[] = ['appId', 'appName'];
const COLLABORATOR: readonly Part[] = ['collaboratorId', 'collaboratorName', 'collaboratorEmail'];
const USER: readonly Part[] = ['userId', 'userName', 'userEmail'];

const publish: Make = (options, type) =>
  portal({
    type: 'entryPublish',
    entry: entryOf(options, type),
    ...(options.category !== undefined && { category: categoryOf(options, type) })
  });

/** The events that can be sent, under the names of Kaltura's guides. */
export const KINDS: Readonly<Record<string, Kind>> = {
  categoryView: {
    make: (options, type) => portal({ type: 'categoryView', category: categoryOf(options, type) }),
    parts: CATEGORY
  },
  login: { make: (options) => portal({ type: 'login', ...applicationOf(options) }), parts: APPLICATION },
  entryLike: { make: aboutEntry('entryLike'), parts: ENTRY },
  entryUnlike: { make: aboutEntry('entryUnlike'), parts: ENTRY },
  entryComment: {
    make: (options, type) =>
      portal({ type: 'entryComment', entry: entryOf(options, type), ...named({ text: options.text }) }),
    parts: [...ENTRY, 'text']
  },
  entryUpload: { make: aboutEntry('entryUpload'), parts: ENTRY },
  entryUnlisted: { make: aboutEntry('entryUnlisted'), parts: ENTRY },
  entryPublish: { make: publish, parts: [...ENTRY, ...CATEGORY] },
  entryCollaborator: {
    make: (options, type) =>
      portal({
        type: 'entryCollaborator',
        entry: entryOf(options, type),
        collaborator: collaboratorOf(options, type)
      }),
    parts: [...ENTRY, ...COLLABORATOR]
  },
  captureSpaceLaunch: { make: launch, parts: APPLICATION },
  kalturaCaptureLaunch: { make: launch, parts: APPLICATION },
  pageLoad: { make: track('page'), parts: ['entry', 'pageType', 'pageName', 'pageValue', 'pageInfo', ...TRACKED] },
  buttonClicked: {
    make: track('button'),
    parts: ['entry', 'buttonType', 'buttonName', 'buttonValue', 'buttonInfo', ...TRACKED]
  }
};

/**
 * The event that the command line speaks of.
 * @throws UsageError names the event or the option, and what is there instead
 */
export function whatOf(name: string, options: EventOptions): What {
  const kind = Object.prototype.hasOwnProperty.call(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) {
    const near = nearest(name, Object.keys(KINDS));
    const hint = near ? `Did you mean ${near}?` : `There are ${Object.keys(KINDS).join(', ')}.`;
    throw new UsageError(`There is no event ${JSON.stringify(name.slice(0, 40))}. ${hint}`);
  }
  const all = new Set(Object.values(KINDS).flatMap(({ parts }) => parts));
  for (const part of all)
    if (options[part] !== undefined && !kind.parts.includes(part))
      throw new UsageError(
        `${name} has no ${optionOf(part)}; it has ${[...kind.parts, ...USER].map(optionOf).join(', ')}.`
      );
  return kind.make(options, name);
}

/** Who did it, as far as the command line says so. */
export const userOf = ({ userId: id, userName: name, userEmail: email }: EventOptions): Viewer =>
  named({ id, name, email });
