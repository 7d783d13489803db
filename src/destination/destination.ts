import type { Lane } from '../delivery/lane.js';
import type { DeadLetter, Parcel } from '../delivery/ports.js';
import type { Entry } from '../events/entry.js';
import type { Happening } from '../events/happening.js';
import type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
import type { PortalEvent } from '../events/portal-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import type { KalturaSession } from '../kaltura/session.js';
import type { Known } from '../kaltura/viewer.js';
import type { Anonymous, Problem, Settings } from '../settings/settings.js';
import type { ViewingState } from '../viewing/state.js';
import type { EntryContext } from './entry-context.js';
import type { ViewingContext } from './viewing-context.js';

/** The settings and the account as they are now, and the entry that plays, if one does. */
export interface Situation extends Known {
  readonly entry?: Entry | undefined;
  readonly entryContext?: EntryContext | undefined;
}

/** A viewing event, with the viewing that it is of. */
export interface OfViewing {
  readonly of: 'viewing';
  readonly event: ViewingEvent;
  /** What the player reported, from which it was concluded. */
  readonly cause: PlaybackEvent;
  readonly viewing: ViewingContext;
  readonly rules: ViewingRules;
  readonly rate: number;
}

/** What a portal says; `at`: milliseconds since 1970. */
export interface OfPortal {
  readonly of: 'portal';
  readonly event: PortalEvent;
  readonly at: number;
}

/** A page was loaded or a button clicked, in the fields of whoever tells. */
export interface OfPage {
  readonly of: 'page' | 'button';
  readonly fields: unknown;
  readonly at: number;
}

/** All that a tracker tells its destinations. */
export type Told = OfViewing | OfPortal | OfPage;

/** When and where a viewing begins. */
export type Moment = Pick<ViewingEvent, 'at' | 'position' | 'duration'>;

/** What a destination makes of what it is told: a record, or why there is none. */
export interface Encoded<C = never> {
  readonly parcel?: Parcel;
  /** For whoever listens on the page. */
  readonly captured?: C;
  /** The parcel must not be sent: it is kept for this reason, and the problem told. */
  readonly reason?: string;
  readonly held?: Problem;
  /** In a few words, why nothing was made of it. */
  readonly refused?: string;
}

/**
 * A service that is told of what happens: a record store, the stats, the analytics. One object a tracker, with a state of its
 * own. `C`: what those hear who listen on the page.
 */
export interface Destination<C = never> {
  /** Its credential is the KS: the lane is defined anew when the account has another one. */
  readonly usesKs?: boolean;
  /** It takes what has been nobody's for a day without a credential, too. */
  readonly takesAnonymous?: boolean;
  /** It is told what the application says of the media that plays (`collect`). */
  readonly collects?: boolean;
  /** Settings, the account or the entry changed; nothing: it is switched off. */
  configure(situation: Situation | undefined): void;
  /** Where its parcels go now; nothing: nowhere. Another object than before is another definition of the lane. */
  laneOf(): Lane | undefined;
  /**
   * A viewing begins; `configure` has said of which entry.
   * @param key of its lane, which the tracker has opened: its parcels carry it. Empty without a lane
   */
  begin?(viewing: ViewingContext, moment: Moment, key: string): readonly Encoded<C>[];
  /** Empty where it has nothing to say of it. */
  encode(told: Told, key: string): readonly Encoded<C>[];
  /** What would be said of these events if the viewing ended with them. Without it, the end of a viewing that nobody ended is not told. */
  draft?(events: readonly OfViewing[], key: string): readonly Encoded<C>[];
  /** Something that it alone wants to be told of, when that is due. */
  due?(state: ViewingState, surroundings: Surroundings): Happening | undefined;
  /** What must not change inside a viewing: another answer ends it, and begins one. */
  fixed?(settings: Settings): unknown;
  /** Those dead letters that may be sent again, as they may be sent; others' as they are. */
  again?(letters: readonly DeadLetter[]): readonly DeadLetter[];
}

/** What a destination is made with. */
export interface DestinationPorts {
  /** UUID v4. */
  readonly uuid: () => string;
  readonly anonymousId: (kind: Anonymous) => string | undefined;
  /** UUID of the visit of a person; empty for somebody who is not known. */
  readonly visit: (who?: string) => string;
  /** The viewer's Kaltura session; and, with `now`, what holds when it is asked. */
  readonly session: KalturaSession;
  readonly report: (problem: Problem) => void;
}

export type CreateDestination<C = never> = (ports: DestinationPorts) => Destination<C>;
