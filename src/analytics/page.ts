import type { TrackEvent } from './track-event.js';
import { ENTRY, PAGE, readFields } from '../kaltura/fields.js';

type Code = string | number;

/** What pages and buttons have in common. */
interface ApplicationFields {
  readonly entryId?: string;
  /** A code of `KALTURA_APPLICATIONS`, or a name of your own: `events-portal`. */
  readonly kalturaApplication?: Code;
  readonly kalturaApplicationVer?: Code;
  readonly application?: string;
  readonly hostingKalturaApplication?: Code;
  readonly hostingKalturaApplicationVer?: Code;
  readonly feature?: Code;
  readonly virtualEventId?: Code;
  readonly playbackContext?: Code;
  readonly userId?: string;
  readonly referrer?: string;
  readonly customId1?: Code;
  readonly customId2?: Code;
}

/** A page or view was loaded. */
export interface PageLoadFields extends ApplicationFields {
  /** A code of `PAGE_TYPES`, or a word of your own: `lobby`. */
  readonly pageType?: Code;
  readonly pageName?: Code;
  readonly pageValue?: Code;
  readonly pageInfo?: Code;
}

/** Somebody clicked something. */
export interface ButtonClickedFields extends ApplicationFields {
  /** A code of `BUTTON_TYPES`, or a word of your own: `cta`. */
  readonly buttonType?: Code;
  readonly buttonName?: Code;
  readonly buttonValue?: Code;
  readonly buttonInfo?: Code;
}

/** What all events of a visit share; `sessionId` is the visit's UUID. */
export type VisitContext = Omit<TrackEvent, 'eventType' | 'eventIndex' | 'position'>;

/** What became of a call: the event, or in one sentence why there is none. */
export type Tracked =
  { readonly type: 'event'; readonly event: TrackEvent } | { readonly type: 'refused'; readonly reason: string };

/** What pages and buttons have in common, and templates may say. */
export const BOTH = (
  'entryId feature application kalturaApplication kalturaApplicationVer virtualEventId playbackContext ' +
  'customId1 customId2'
).split(' ');

/** And what only a program says of them. */
const PROGRAMS = ['hostingKalturaApplication', 'hostingKalturaApplicationVer', 'userId', 'referrer'];

/**
 * A page or button event out of what an application says of it. Strings and numbers are taken as they are.
 * @see the user's events guide, section 6
 */
export function applicationEvent(of: 'page' | 'button', given: unknown, encodeContext: VisitContext): Tracked {
  const own = ['Type', 'Name', 'Value', 'Info'].map((end) => of + end);
  const names = [...own, ...BOTH, ...PROGRAMS];
  const kinds = {
    ...Object.fromEntries(names.map((name) => [name, Infinity])),
    entryId: ENTRY,
    referrer: PAGE
  } as const;
  const fields = readFields(given, kinds);
  const page = of === 'page';
  return typeof fields === 'object'
    ? { type: 'event', event: { ...encodeContext, ...fields, eventType: page ? 10003 : 10002 } }
    : { type: 'refused', reason: fields };
}
