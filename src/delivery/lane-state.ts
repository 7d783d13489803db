import { UNKNOWN, type Bisect, type Round } from './bisect.js';
import { EMPTY_HEAD, type HeadCache } from './head-cache.js';
import type { Credential, Lane } from './lane.js';
import { FRESH } from './lane-note.js';
import type { LaneNote, Parcel, Row } from './ports.js';
import type { DeliveryEvent } from './status.js';
import type { Verdict } from './verdict.js';

/** What the lane goes on with. `end`: with nothing, or in so many milliseconds. */
export type Next =
  | { readonly to: 'read' | 'round' | 'send' }
  | { readonly to: 'end'; readonly wait?: number | undefined };

/** What the lane does now. It does one thing at a time, and only while it holds its lock. */
export type Turn =
  /** `waiting`: another tab holds the lock, and sends. */
  | { readonly at: 'idle' | 'locking' | 'waiting' | 'noting' | 'releasing' }
  /** `landed`: ids that arrived with keepalive before that. */
  | { readonly at: 'reading'; readonly landed: readonly string[] }
  /** `version`: of the definition that is to be sent with. */
  | { readonly at: 'asking' | 'sending'; readonly version: number }
  /** The credential was not taken. Is there another one? */
  | { readonly at: 'renewing'; readonly refused: Credential; readonly reason: string }
  | { readonly at: 'writing'; readonly next: Next };

/** A keepalive request. `parcels`: it waits for a credential, and carries these then. */
export interface Flight {
  readonly number: number;
  readonly ids: readonly string[];
  readonly parcels?: readonly Parcel[];
}

/** All that is known of one lane in this page. Only the note outlives the page. */
export interface LaneState {
  readonly lane: Lane;
  /** How often the lane was defined. */
  readonly version: number;
  readonly closed: boolean;
  readonly turn: Turn;
  /** Another turn is due after this one. */
  readonly wanted: boolean;
  /** All that was read was forgotten: nothing follows from what is answered to it. */
  readonly forgotten: boolean;

  readonly note: LaneNote;
  /** Nobody has read the note yet. */
  readonly unread: boolean;
  /** The end of a wait that is not waited for. */
  readonly waived: number;
  /** A flush came before the note was read. `all`: it overrides what the destination asked for, too. */
  readonly rushed?: 'own' | 'all' | undefined;
  /** A probe may go at once: the page has just started, or somebody flushes. */
  readonly probe: boolean;
  /** The lane was defined since it last sent: a pause may be over. */
  readonly reopened: boolean;
  /** The reason of the pause that was reported last and has not ended. */
  readonly told?: string | undefined;

  /** The credential at hand. */
  readonly held?: Credential | undefined;
  readonly asking: boolean;
  /** The one that the destination did not take last; and whether another was asked for since it took anything. */
  readonly refused?: Credential | undefined;
  readonly renewed: boolean;
  /** The credential and headers of the last request: what a pause is remembered by, as a digest. */
  readonly worn: string;

  readonly head: HeadCache;
  /** Something gathers. */
  readonly lingering: boolean;
  /** What waits has gathered long enough; what comes from now on has not. */
  readonly ripe: boolean;
  /** How many were found since then. */
  readonly found: number;

  readonly bisect: Bisect;
  readonly round?: Round | undefined;
  readonly batch: readonly Row[];

  readonly flights: readonly Flight[];
  readonly flown: number;
  /** Ids that arrived with keepalive, whose rows are still in the store. */
  readonly landed: readonly string[];
}

export const newLane = (lane: Lane): LaneState => ({
  lane,
  version: 0,
  closed: false,
  turn: { at: 'idle' },
  wanted: false,
  forgotten: false,
  note: FRESH,
  unread: true,
  waived: 0,
  probe: true,
  reopened: true,
  asking: false,
  renewed: false,
  worn: '',
  head: EMPTY_HEAD,
  lingering: false,
  ripe: false,
  found: 0,
  bisect: UNKNOWN,
  batch: [],
  flights: [],
  flown: 0,
  landed: []
});

type WithoutLane<E> = E extends DeliveryEvent ? Omit<E, 'lane'> : never;

/** What happened, without the lane's name. */
export type LaneReport = WithoutLane<DeliveryEvent>;

/** One of several acts in the storage that follow each other. `note`: writes the note as it then stands. */
export type Step =
  | { readonly do: 'remove'; readonly keys: readonly number[] }
  | { readonly do: 'bury'; readonly row: Row; readonly reason: string }
  | { readonly do: 'note' }
  | { readonly do: 'report'; readonly report: LaneReport };

/** What the worker is to do. Each says what comes back. */
export type Effect =
  /** `locked`, and `unlocked` when it was held; else `busy`, or `unlocked` where it is waited for in vain. */
  | { readonly do: 'lock'; readonly patient: boolean }
  /** `unlocked`. */
  | { readonly do: 'unlock' }
  /** `noted`. */
  | { readonly do: 'readNote' }
  /** `read`. `peek`: only to know them. */
  | { readonly do: 'read'; readonly count: number; readonly epoch: number; readonly peek: boolean }
  /** `written`, unless nobody waits for it. */
  | { readonly do: 'write'; readonly steps: readonly Step[]; readonly waits: boolean }
  /** `credential`. */
  | { readonly do: 'ask'; readonly refused: Credential | undefined; readonly version: number }
  /** `replied`. `flight`: with keepalive. */
  | {
      readonly do: 'send';
      readonly parcels: readonly Parcel[];
      readonly credential: Credential;
      readonly flight?: number;
    }
  /** `lingered`, or `due`. Without a time: cancelled. */
  | { readonly do: 'timer'; readonly of: 'lingered' | 'due'; readonly after?: number | undefined };

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
  /** The page goes away. `room`: bytes that may still leave with it. */
  | { readonly type: 'leaving'; readonly room: number }
  | { readonly type: 'forgotten' | 'closed' | 'lingered' | 'due' | 'locked' | 'busy' | 'unlocked' }
  /** Without a note: there is none. `failed`: nobody can tell. */
  | { readonly type: 'noted'; readonly note: LaneNote | undefined; readonly failed: boolean }
  /** Without rows: the storage failed. */
  | {
      readonly type: 'read';
      readonly rows: readonly Row[] | undefined;
      readonly count: number;
      readonly epoch: number;
      readonly peek: boolean;
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
