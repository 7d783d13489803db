import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import { advance, BEGINNING, begin, resume, seekDone, seekTo, settle, update } from './playhead.js';
import { progress, reconsider } from './progress.js';
import type { ViewingState } from './state.js';
import { closeSegment, flush, say, SETTLE, type Turn } from './turn.js';

/** The next playback session waits for its first frame, under the newest rules. */
function replay(turn: Turn): void {
  const { draft } = turn;
  say(turn, { type: 'terminated' });
  Object.assign(draft, {
    phase: 'waiting',
    rules: draft.nextRules,
    seek: undefined,
    fired: [],
    sessionSegments: draft.segments.length
  });
}

function rest(turn: Turn): void {
  Object.assign(turn.draft, { wanted: false, playing: false, moving: false });
}

function play(turn: Turn, position: number): void {
  if (turn.draft.phase === 'ended') replay(turn);
  advance(turn, position);
  turn.draft.wanted = true;
}

function playing(turn: Turn, position: number): void {
  const { draft } = turn;
  play(turn, position);
  draft.moving = true;
  if (draft.phase === 'waiting') begin(turn, position);
  else if (draft.phase === 'open') resume(turn);
}

function pause(turn: Turn, position: number): void {
  const { draft } = turn;
  advance(turn, position);
  // Flushed first: a seek cut short by the pause moves the playhead.
  if (draft.playing) flush(turn);
  closeSegment(draft);
  if (draft.playing) say(turn, { type: 'stopped', reason: 'user' });
  rest(turn);
}

function end(turn: Turn, position: number): void {
  const { draft } = turn;
  if (draft.phase !== 'open') return;
  if (draft.seek && !draft.seek.settled) settle(turn, draft.seek.to);
  advance(turn, position);
  // Natural only when something played since the last seek: a seek to the very end has watched nothing.
  if (draft.open && draft.wanted && !draft.live) {
    draft.reachedEnd = true;
    if (!draft.duration) {
      draft.duration = draft.position;
      reconsider(turn);
    }
    progress(turn, draft.position, draft.position, true);
  }
  flush(turn);
  closeSegment(draft);
  if (draft.playing) say(turn, { type: 'stopped', reason: 'end' });
  rest(turn);
  draft.phase = 'ended';
}

function close(turn: Turn, position: number, reason: 'source' | 'leaving'): void {
  const { draft } = turn;
  if (draft.phase !== 'waiting') {
    advance(turn, position);
    flush(turn);
    closeSegment(draft);
    if (draft.playing) say(turn, { type: 'stopped', reason });
    say(turn, { type: 'terminated' });
  }
  rest(turn);
  draft.phase = 'closed';
}

function measure(turn: Turn, duration: number): void {
  const { draft } = turn;
  if (!(duration > 0 && duration < Infinity) || duration === draft.duration) return;
  draft.duration = duration;
  if (draft.phase === 'open') reconsider(turn);
}

function changeRate(turn: Turn, position: number, rate: number): void {
  const { draft } = turn;
  if (!(rate > 0 && rate < Infinity) || rate === draft.rate) return;
  advance(turn, position);
  const from = draft.rate;
  draft.rate = rate;
  if (draft.phase === 'open') say(turn, { type: 'playbackRateChange', from, to: rate });
}

function seek(turn: Turn, position: number): void {
  const { draft } = turn;
  if (draft.phase === 'ended') {
    if (position < BEGINNING) replay(turn);
    else draft.phase = 'open';
  }
  seekTo(turn, position);
}

/** Advertisements are neither play nor pause: until they end, only what does not speak of the playhead counts. */
function takeInAd(turn: Turn, event: PlaybackEvent): void {
  const { draft, now } = turn;
  if (event.type === 'adend') {
    draft.ad = false;
    draft.mono = now.mono;
  } else if (event.type === 'ratechange' && event.rate > 0) draft.rate = event.rate;
  else if (event.type === 'durationchange') draft.duration ??= event.duration > 0 ? event.duration : undefined;
  else if (event.type === 'close') close(turn, event.position, event.reason);
}

function take(turn: Turn, event: PlaybackEvent): void {
  const { draft, now } = turn;
  switch (event.type) {
    case 'timeupdate':
      return update(turn, event.position);
    case 'play':
      return play(turn, event.position);
    case 'playing':
      return playing(turn, event.position);
    case 'pause':
      return event.ended ? advance(turn, event.position) : pause(turn, event.position);
    case 'waiting':
      advance(turn, event.position);
      draft.moving = false;
      return;
    case 'seeking':
      return seek(turn, event.position);
    case 'seeked':
      return seekDone(turn, event.position);
    case 'ratechange':
      return changeRate(turn, event.position, event.rate);
    case 'durationchange':
      return measure(turn, event.duration);
    case 'ended':
      return end(turn, event.position);
    case 'adstart':
      draft.ad = true;
      draft.moving = false;
      return;
    case 'adend':
      return;
    case 'surroundings':
      advance(turn, event.position);
      if (draft.phase !== 'waiting') draft.touched = { ...now, position: draft.position };
      return;
    case 'tick': {
      const due = wakeAt(draft);
      if (due !== undefined && now.mono >= due) flush(turn);
      return;
    }
    case 'close':
      return close(turn, event.position, event.reason);
  }
}

/**
 * One step of a viewing: what a player reports, in; what we conclude, out. Reads no clock and keeps nothing: the same
 * events always give the same answer.
 */
export function view(state: ViewingState, event: PlaybackEvent): readonly [ViewingState, readonly ViewingEvent[]] {
  if (state.phase === 'closed') return [state, []];
  const turn: Turn = { draft: { ...state }, now: { mono: event.mono, wall: event.wall }, said: [] };
  if (state.ad && event.type !== 'tick') takeInAd(turn, event);
  else take(turn, event);
  return [turn.draft, turn.said];
}

/** New rules apply from the next playback session; at once while none has begun. */
export function withRules(state: ViewingState, rules: ViewingRules): ViewingState {
  return { ...state, nextRules: rules, rules: state.phase === 'waiting' ? rules : state.rules };
}

/** When something waits to be said: the monotonic time at which the fold wants a `tick`. */
export function wakeAt({ seek, touched }: ViewingState): number | undefined {
  const since = Math.min(seek?.settled?.mono ?? Infinity, touched?.mono ?? Infinity);
  return since < Infinity ? since + SETTLE : undefined;
}
