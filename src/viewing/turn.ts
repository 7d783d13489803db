import type { Instant } from '../events/playback-event.js';
import type { Evidence, ViewingEvent } from '../events/viewing-event.js';
import { boundSegments } from './bounded-segments.js';
import { include, uncovered } from './segments.js';
import { openSegment, segmentsOf, type ViewingState } from './state.js';

/** How long a settled seek, or a change of volume, waits for one that continues it, in milliseconds. */
export const SETTLE = 1000;
/** Less played than this between two seeks, in seconds, is a scrap of scrubbing. */
export const SCRAP = 0.5;

type Draft = { -readonly [K in keyof ViewingState]: ViewingState[K] };

/** One step of the fold in the making: a copy of the state that this step alone may write, and what it says. */
export interface Turn extends Draft {
  readonly now: Instant;
  /** The player is seeking while it reports: what it reports counts nothing. */
  readonly isSeeking: boolean;
  readonly said: ViewingEvent[];
}

/**
 * The step that an event begins. The state is copied field by field: engines spread an object of so many fields ten times as
 * slowly, and each report of a player is a step.
 */
export function beginTurn(state: ViewingState, { mono, wall }: Instant, isSeeking: boolean): Turn {
  const {
    phase,
    live,
    rules,
    nextRules,
    sessions,
    duration,
    rate,
    position,
    mono: last,
    saidAt,
    wanted,
    playing,
    moving,
    ad,
    seek,
    touched,
    open,
    segments,
    merged,
    union,
    sessionUnion,
    unionLength,
    played,
    spent,
    needed,
    fired,
    playReached,
    finished,
    completed,
    reachedEnd,
    unjudged,
    slipped
  } = state;
  return {
    phase,
    live,
    rules,
    nextRules,
    sessions,
    duration,
    rate,
    position,
    mono: last,
    saidAt,
    wanted,
    playing,
    moving,
    ad,
    seek,
    touched,
    open,
    segments,
    merged,
    union,
    sessionUnion,
    unionLength,
    played,
    spent,
    needed,
    fired,
    playReached,
    finished,
    completed,
    reachedEnd,
    unjudged,
    slipped,
    now: { mono, wall },
    isSeeking,
    said: []
  };
}

type Unstamped<E> = E extends ViewingEvent ? Omit<E, 'at' | 'position' | 'duration' | 'evidence'> : never;

/** What was truly watched so far. */
export function evidenceOf(state: ViewingState): Evidence {
  const { open, position, duration, union, unionLength, merged } = state;
  const last = openSegment(state);
  const common = {
    segments: segmentsOf(state),
    ...(merged && { merged }),
    played: state.played + (open ? position - open.from : 0),
    spent: state.spent + (open?.spent ?? 0)
  };
  if (!duration) return common;
  const watched = unionLength + (last ? uncovered(union, last) : 0);
  return { ...common, watched: Math.min(watched / duration, 1) };
}

/** Says an event without looking at what still waits to be said. */
function emitAt(
  turn: Turn,
  event: Unstamped<ViewingEvent>,
  wall: number,
  position: number,
  state: ViewingState = turn
): void {
  const { duration, now, said } = turn;
  // The wall clock may have jumped since the moment that is told: no timestamp lies in the future or goes back.
  const at = (turn.saidAt = Math.max(Math.min(wall, now.wall), turn.saidAt + 1));
  said.push({ ...event, at, position, evidence: evidenceOf(state), ...(duration && { duration }) });
}

/** Closes the open segment at the playhead. */
export function closeSegment(turn: Turn): void {
  const { open } = turn;
  if (!open) return;
  const closed = openSegment(turn);
  if (closed) {
    const segments = [...turn.segments, closed];
    turn.segments = boundSegments(segments);
    turn.merged ||= turn.segments.length < segments.length;
    turn.unionLength += uncovered(turn.union, closed);
    turn.union = include(turn.union, closed);
    turn.sessionUnion = include(turn.sessionUnion, closed);
  }
  turn.played += turn.position - open.from;
  turn.spent += open.spent;
  turn.needed += open.needed;
  turn.open = undefined;
}

/** Says what waits to be said: a seek that has settled, and a change of the surroundings; the older one first. */
export function flush(turn: Turn): void {
  const { seek, touched } = turn;
  const touch = (): void => {
    if (touched) emitAt(turn, { type: 'interacted' }, touched.wall, touched.position);
    turn.touched = undefined;
  };
  if (touched && touched.mono <= (seek?.settled?.mono ?? Infinity)) touch();
  if (seek?.settled) {
    turn.seek = undefined;
    // What played since it settled is not yet part of its story.
    const then = { ...turn, open: undefined };
    emitAt(turn, { type: 'seek', from: seek.from, to: seek.to }, seek.settled.wall, seek.to, then);
  }
  if (turn.touched) touch();
}

/** Says that something happened, after whatever still waited to be said. */
export function say(turn: Turn, event: Unstamped<ViewingEvent>, position?: number): void {
  flush(turn);
  emitAt(turn, event, turn.now.wall, position ?? turn.position);
}

/** Says what only counters hear: it waits for nothing, and moves no timestamp of what is told. */
export function mention(turn: Turn, event: Unstamped<ViewingEvent>, position: number): void {
  const { duration, now, said, saidAt } = turn;
  said.push({
    ...event,
    at: Math.max(now.wall, saidAt),
    position,
    evidence: evidenceOf(turn),
    ...(duration && { duration })
  });
}
