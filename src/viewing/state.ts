import type { PlayReached, Segment } from '../events/viewing-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';

/** A seek on its way (no `settled`), or one that waits a moment for the next to continue it. */
export interface Seek {
  readonly from: number;
  readonly to: number;
  /** From when on what plays behind the target is measured: when the player told of it, then when it settled. */
  readonly since: number;
  readonly settled?: { readonly mono: number; readonly wall: number };
  /** Scrubbing: goes on from an earlier one. */
  readonly continued?: boolean;
  /** The player put the playhead where playback begins (start time, resume, live edge, replay): nobody sought. */
  readonly silent?: boolean;
}

/** Playing that is not yet closed: from `from` to the state's `position`. */
export interface OpenSegment {
  readonly from: number;
  readonly spent: number;
  readonly needed: number;
}

/** One viewing: one load of one entry by one viewer. Plain data, so that it can be stored and compared. */
export interface ViewingState {
  /** `waiting` for the first frame of a playback session, `open`, `ended` (still the same session), or `closed`. */
  readonly phase: 'waiting' | 'open' | 'ended' | 'closed';
  readonly live: boolean;
  /** The rules of this playback session, and those of the next. */
  readonly rules: ViewingRules;
  readonly nextRules: ViewingRules;
  /** Playback sessions begun. */
  readonly sessions: number;

  /** Seconds; absent while unknown. */
  readonly duration: number | undefined;
  readonly rate: number;
  /** Last natural position in seconds, and when it was reported on the monotonic clock. */
  readonly position: number;
  readonly mono: number;
  /** Last timestamp said. */
  readonly saidAt: number;

  /** Play was accepted and not paused since. */
  readonly wanted: boolean;
  /** `play` was said for this stretch. */
  readonly playing: boolean;
  /** Frames move, as far as the player told. */
  readonly moving: boolean;
  readonly ad: boolean;
  readonly seek: Seek | undefined;
  /** Where what plays behind the last seek began: it crosses nothing as long as another seek may take it back. */
  readonly unjudged: number | undefined;
  /** Seconds of hops forward that were too small to be told as seeks. */
  readonly slipped: number;
  /** Captions, volume, screen or quality changed a moment ago: bursts are one interaction. */
  readonly touched: { readonly mono: number; readonly wall: number; readonly position: number } | undefined;

  readonly open: OpenSegment | undefined;
  /** Closed segments of the registration, in the order of watching: to be told, and no more than can be told. */
  readonly segments: readonly Segment[];
  /** Some of them were merged. */
  readonly merged: boolean;
  /** What they really cover, in the registration and in this playback session, in order of position. */
  readonly union: readonly Segment[];
  readonly sessionUnion: readonly Segment[];
  /** Length of `union` in seconds. */
  readonly unionLength: number;
  /** Seconds of content in closed segments, their time on the wall clock, and the time that they need at least. */
  readonly played: number;
  readonly spent: number;
  readonly needed: number;

  /** Milestones fired in this playback session. */
  readonly fired: readonly number[];
  /** Quarters crossed in it, of any beacon interval. */
  readonly playReached: readonly PlayReached[];
  readonly finished: boolean;
  readonly completed: boolean;
  readonly reachedEnd: boolean;
}

/** The state before anything played. `duration` in seconds where it is known before the media loads. */
export function unwatched(rules: ViewingRules, live: boolean, duration?: number): ViewingState {
  return {
    phase: 'waiting',
    live,
    rules,
    nextRules: rules,
    sessions: 0,
    duration,
    rate: 1,
    position: 0,
    mono: 0,
    saidAt: 0,
    wanted: false,
    playing: false,
    moving: false,
    ad: false,
    seek: undefined,
    unjudged: undefined,
    slipped: 0,
    touched: undefined,
    open: undefined,
    segments: [],
    merged: false,
    union: [],
    sessionUnion: [],
    unionLength: 0,
    played: 0,
    spent: 0,
    needed: 0,
    fired: [],
    playReached: [],
    finished: false,
    completed: false,
    reachedEnd: false
  };
}

/** The segment that is not yet closed. */
export function openSegment({ open, position }: ViewingState): Segment | undefined {
  return open && position > open.from ? [open.from, position] : undefined;
}

/** All segments of the registration, the open one included. */
export function segmentsOf(state: ViewingState): readonly Segment[] {
  const open = openSegment(state);
  return open ? [...state.segments, open] : state.segments;
}
