import type { PortalEvent } from '../../../events/portal-event.js';
import type { Viewer } from '../../../events/viewer.js';
import { nearest } from '../../../schema/nearest.js';
import type { Mistake } from '../../../schema/reader.js';
import { shown } from '../../../schema/shown.js';
import { partsOf, PORTAL_EVENTS, readParts, type PortalPart } from '../../../xapi/portal/read.js';
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

/** Which option says which field of an event. */
const FIELDS: Readonly<Record<PortalPart, readonly (readonly [part: Part, field: string])[]>> = {
  entry: [
    ['entry', 'id'],
    ['entryName', 'name'],
    ['media', 'media']
  ],
  category: [
    ['category', 'id'],
    ['categoryName', 'name'],
    ['categoryUrl', 'url']
  ],
  application: [
    ['appId', 'id'],
    ['appName', 'name']
  ],
  collaborator: [
    ['collaboratorId', 'id'],
    ['collaboratorName', 'name'],
    ['collaboratorEmail', 'email']
  ],
  text: [['text', '']]
};

/** Those of `names` that are given. */
const given = (
  options: EventOptions,
  names: readonly (readonly [part: Part, field: string])[]
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap(([part, field]) => {
      const value = options[part];
      return value === undefined ? [] : [[field, value]];
    })
  );

/** An option as it is typed. */
export const optionOf = (part: Part): string => `--${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A mistake in what the options say, in the words of who typed them. */
function usageError(name: string, { path, what, got, code }: Mistake): UsageError {
  const [part = '', field = ''] = path.split('.');
  const options = FIELDS[part as PortalPart].filter(([, of]) => !field || of === field);
  if (field && code !== 'missing') {
    const shows = got === undefined || part === 'collaborator' ? '' : `, got ${shown(got)}`;
    return new UsageError(`${options.map(([option]) => optionOf(option)).join()}: ${what}${shows}.`);
  }
  const [first = 'entry', , third] = options.map(([option]) => option);
  return new UsageError(
    part === 'collaborator' && third
      ? `${name} needs ${optionOf(first)} or ${optionOf(third)}.`
      : `${name} needs ${optionOf(first)}.`
  );
}

function portalEvent(name: string, options: EventOptions): What {
  const fields = partsOf(name).map((part) => {
    const said = given(options, FIELDS[part]);
    return [part, part === 'text' ? said[''] : Object.keys(said).length ? said : undefined] as const;
  });
  const event = readParts(name, Object.fromEntries(fields));
  if ('what' in event) throw usageError(name, event);
  return { type: 'portal', event };
}

/** What pages and buttons say of the application that they belong to, under the same names. */
const TRACKED = [
  'kalturaApplication',
  'kalturaApplicationVer',
  'feature',
  'virtualEventId',
  'playbackContext'
] as const;

/** Options of a page or a button, each with its field. */
const tracking = (of: 'page' | 'button'): readonly (readonly [part: Part, field: string])[] => [
  ['entry', 'entryId'],
  ...(['Type', 'Name', 'Value', 'Info'] as const).map((end) => [`${of}${end}`, of + end] as const),
  ...TRACKED.map((part) => [part, part] as const)
];

interface Kind {
  readonly make: (options: EventOptions) => What;
  /** Options that say something about it, beside those about the user. */
  readonly parts: readonly Part[];
}

const portalKind = (name: string): Kind => ({
  make: (options) => portalEvent(name, options),
  parts: partsOf(name).flatMap((part) => FIELDS[part].map(([option]) => option))
});

const trackKind = (of: 'page' | 'button'): Kind => ({
  make: (options) => ({ type: 'track', of, fields: given(options, tracking(of)) }),
  parts: tracking(of).map(([option]) => option)
});

const USER: readonly Part[] = ['userId', 'userName', 'userEmail'];

/** The events that can be sent, under the names of Kaltura's guides. */
export const KINDS: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(PORTAL_EVENTS.map((name) => [name, portalKind(name)])),
  pageLoad: trackKind('page'),
  buttonClicked: trackKind('button')
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
  return kind.make(options);
}

/** Who did it, as far as the command line says so. */
export const userOf = (options: EventOptions): Viewer =>
  given(options, [
    ['userId', 'id'],
    ['userName', 'name'],
    ['userEmail', 'email']
  ]);
