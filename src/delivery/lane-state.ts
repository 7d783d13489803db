import type { Rejected } from './bisect.js';
import { EMPTY_HEAD, type HeadCache } from './head-cache.js';
import type { Credential, Lane } from './lane.js';
import { FRESH } from './lane-note.js';
import { MOST_BYTES } from './policy.js';
import type { LaneNote, Parcel, Row } from './ports.js';
import type { DeliveryEvent } from './status.js';
import type { Verdict } from './verdict.js';

/** What the lane goes on with once something is written: a new round, the rest of this one, the request, or nothing. */
export type Next = 'read' | 'on' | 'send' | 'end';

/** What the lane does now. It does one thing at a time, and only while it holds its lock. */
export type Turn =
  /** `waiting`: another tab holds the lock, and sends. */
  | { readonly at: 'idle' | 'locking' | 'waiting' | 'noting' | 'releasing' }
  /** `landed`: ids that arrived with keepalive before that. */
  | { readonly at: 'reading'; readonly landed: readonly string[] }
  /** `version`: of the definition that is to be sent with. */
  | { readonly at: 'asking' | 'sending'; readonly version: number }
  /** `wait`: until the next turn. */
  | { readonly at: 'writing'; readonly next: Next; readonly wait?: number | undefined };

/** A keepalive request. `waits`: it has not left, for want of a credential. */
export interface Flight {
  readonly number: number;
  readonly parcels: readonly Parcel[];
  readonly waits?: boolean;
}

/** All that is known of one lane in this page. Only the note outlives the page. */
export interface LaneState {
  readonly lane: Lane;
  /** How often the lane was defined. */
  readonly version: number;
  readonly closed?: boolean;
  readonly turn: Turn;
  /** Another turn is due after this one. */
  readonly wanted?: boolean;
  /** All that was read was forgotten: nothing follows from what is answered to it. */
  readonly forgotten?: boolean;

  readonly note: LaneNote;
  /** The end of a wait that is not waited for. */
  readonly waived: number;
  /** Somebody flushed: 1 waives our own back-off, 2 what the destination asked for, too. */
  readonly hurry: 0 | 1 | 2;
  /** A probe may go at once: the page has just started, or somebody flushes. */
  readonly probe: boolean;
  /** The lane was defined since it last sent: a pause may be over. */
  readonly reopened: boolean;
  /** The reason of the pause that was reported last and has not ended. */
  readonly told?: string | undefined;

  /** The parcel of which was told last that it may count twice. */
  readonly doubted?: string;

  /** The credential at hand. */
  readonly held?: Credential | undefined;
  readonly asking?: boolean;
  /** The one that the destination did not take last; and whether another was asked for since it took anything. */
  readonly refused?: Credential | undefined;
  readonly renewed?: boolean;
  /** It is sent to without one, since the destination took none. */
  readonly nameless?: boolean;
  /** What the destination said to it. */
  readonly refusal?: string | undefined;
  /** The credential and headers of the last request: what a pause is remembered by, as a digest. */
  readonly worn: string;

  readonly head: HeadCache;
  /** Something gathers. */
  readonly lingering?: boolean;
  /** What waits has gathered long enough; what comes from now on has not. */
  readonly ripe?: boolean;
  /** How many were found since then. */
  readonly found: number;

  /** At least one of so many at the front is at fault. 0: nothing is known against any. */
  readonly size: number;
  /** Bytes of one request at most, since a larger one was too large. */
  readonly most: number;
  /** How often the first parcel broke the destination, alone. */
  readonly failures: number;
  /** How many were refused one after the other, with none accepted in between. */
  readonly streak: number;

  /** A round: the rows that were read, and those of them that have no verdict yet. */
  readonly rows: readonly Row[];
  readonly rest: readonly Row[];
  /** What was sent last, or is to be sent now. */
  readonly batch: readonly Row[];
  /** Not buried yet, because the fault may still turn out to be the destination's. */
  readonly rejected: readonly Rejected[];
  /** Something was accepted in this round: parcels that were refused alone are at fault themselves. */
  readonly proven?: boolean;
  /** Rows of a sweep that failed before something was accepted, and are tried once more. */
  readonly again: readonly Row[];
  /** A batch was refused in this round. */
  readonly narrowed?: boolean;
  /** A probe of a paused lane that goes on, one by one, until something is accepted. */
  readonly sweep?: boolean;
  /** These broke the destination again and again. Does the one behind pass? Then they are tried once more. */
  readonly accused?: { readonly rows: readonly Row[]; readonly behind?: readonly Row[] } | undefined;

  readonly flights: readonly Flight[];
  readonly flown: number;
  /** Ids that arrived with keepalive, whose rows are still in the store. */
  readonly landed: readonly string[];

  /** The page is going away, or in the back/forward cache. */
  readonly gone?: boolean;
  /** Ids of those that it said to be on their way then. */
  readonly marked: readonly string[];
}

export const newLane = (lane: Lane): LaneState => ({
  lane,
  version: 0,
  turn: { at: 'idle' },
  note: FRESH,
  waived: 0,
  hurry: 0,
  probe: true,
  reopened: true,
  worn: '',
  head: EMPTY_HEAD,
  found: 0,
  size: 0,
  most: MOST_BYTES,
  failures: 0,
  streak: 0,
  rows: [],
  rest: [],
  batch: [],
  rejected: [],
  again: [],
  flights: [],
  flown: 0,
  landed: [],
  marked: []
});

type WithoutLane<E> = E extends DeliveryEvent ? Omit<E, 'lane'> : never;

/** What happened, without the lane's name. */
export type LaneReport = WithoutLane<DeliveryEvent>;

/** One of several acts that follow each other, in the storage or as a report. `note`: writes the note as it then stands. */
export type Step =
  | { readonly type: 'remove'; readonly keys: readonly number[] }
  | { readonly type: 'bury'; readonly row: Row; readonly reason: string }
  | { readonly type: 'note' }
  /** They are no longer said to be on their way. */
  | { readonly type: 'unmark'; readonly ids: readonly string[] }
  | LaneReport;

/** What the worker is to do, and with what. */
export type Effect =
  /** Comes back as `locked`, and `unlocked` when it was held; else as `busy`, or `unlocked` where it was waited for. */
  | readonly ['lock', patient: boolean]
  /** Comes back as `unlocked`. */
  | readonly ['unlock']
  /** Comes back as `noted`. */
  | readonly ['readNote']
  /** Comes back as `read`. `peek`: only to know them. */
  | readonly ['read', count: number, epoch: number, peek: boolean]
  /** Comes back as `written`, if the turn waits for it. */
  | readonly ['write', steps: readonly Step[], waits: boolean]
  /** Comes back as `credential`. */
  | readonly ['ask', refused: Credential | undefined, version: number]
  /** Comes back as `replied`. `flight`: with keepalive. */
  | readonly ['send', parcels: readonly Parcel[], credential: Credential, flight?: number]
  /** At once: tells all pages that these are on their way with a page that goes. */
  | readonly ['mark', ids: readonly string[]]
  /** Comes back as what it is called. Without a time: it is cancelled. */
  | readonly ['timer', of: 'lingered' | 'due', after: number | undefined];

/** What happened to a lane. */
export type LaneInput =
  | { readonly type: 'defined'; readonly lane: Lane }
  /** Before the commit, so that a page that goes away knows of it. */
  | { readonly type: 'captured'; readonly parcel: Parcel; readonly urgent: boolean }
  | { readonly type: 'committed'; readonly ids: readonly string[]; readonly urgent: boolean }
  /** So many were committed by somebody else, who may do so in bulk: they go when they make a batch, or in a moment. */
  | { readonly type: 'found'; readonly count: number }
  /** `override`: what the destination asked for does not count. `probe`: a paused lane probes. */
  | { readonly type: 'flushed'; readonly override: boolean; readonly probe: boolean }
  /** The page goes away, or out of sight. `room`: bytes that may still leave with it. */
  | { readonly type: 'leaving'; readonly room: number; readonly gone: boolean }
  | { readonly type: 'returned' | 'forgotten' | 'closed' | 'lingered' | 'due' | 'locked' | 'busy' | 'unlocked' }
  /** Without a note: there is none. `failed`: nobody can tell. */
  | { readonly type: 'noted'; readonly note: LaneNote | undefined; readonly failed: boolean }
  /** Without rows: the storage failed. */
  | {
      readonly type: 'read';
      readonly rows: readonly Row[] | undefined;
      readonly epoch: number;
      readonly peek: boolean;
      /** Ids that some page said to be on their way when it went. */
      readonly marked?: readonly string[] | undefined;
    }
  | { readonly type: 'written'; readonly failed: boolean }
  /** Without one: the lane rejected, hung or gave something else. */
  | { readonly type: 'credential'; readonly given: Credential | undefined; readonly version: number }
  /** Without a verdict: nothing could be sent. */
  | { readonly type: 'replied'; readonly verdict: Verdict | undefined; readonly flight?: number | undefined };

/** When an event happened, and what chance said. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 0 <= n < 1. */
  readonly random: number;
}

export type LaneEvent = LaneInput & Moment;

export type Outcome = readonly [LaneState, readonly Effect[]];

/** The state while an event is looked at: a copy that nobody else sees, and what is to be done. */
export type Draft = { -readonly [K in keyof LaneState]: LaneState[K] } & Moment & {
    readonly effects: Effect[];
    readonly steps: Step[];
  };
