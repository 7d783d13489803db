import type { PlaybackEvent, Whereabouts } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import { advance, BEGINNING, begin, judge, resume, seekDone, seekTo, settle, update } from './playhead.js';
import { progress, reconsider } from './progress.js';
import type { ViewingState } from './state.js';
import { beginTurn, closeSegment, flush, mention, say, SETTLE, type Turn } from './turn.js';

/** The next playback session waits for its first frame, under the newest rules. */
function replay(turn: Turn): void {
  say(turn, { type: 'terminated' });
  Object.assign(turn, {
    phase: 'waiting',
    rules: turn.nextRules,
    seek: undefined,
    unjudged: undefined,
    fired: [],
    playReached: [],
    sessionUnion: []
  });
}

function rest(turn: Turn): void {
  Object.assign(turn, { wanted: false, playing: false, moving: false });
}

function play(turn: Turn, position: number): void {
  if (turn.phase === 'ended') replay(turn);
  advance(turn, position);
  turn.wanted = true;
}

function playing(turn: Turn, position: number): void {
  play(turn, position);
  turn.moving = true;
  if (turn.isSeeking) return;
  if (turn.phase === 'waiting') begin(turn, position);
  else if (turn.phase === 'open') resume(turn);
}

function pause(turn: Turn, position: number): void {
  advance(turn, position);
  judge(turn);
  if (turn.playing) flush(turn);
  closeSegment(turn);
  if (turn.playing) say(turn, { type: 'stopped', reason: 'user' });
  rest(turn);
}

function end(turn: Turn, position: number): void {
  if (turn.phase !== 'open') return;
  if (turn.seek && !turn.seek.settled) {
    // A hand that drags the playhead over the end, and back.
    if (turn.isSeeking) return;
    settle(turn, turn.seek.to);
  }
  advance(turn, position);
  judge(turn);
  // Natural only when something played since the last seek: a seek to the very end has watched nothing.
  if (turn.open && turn.wanted && !turn.live) {
    if (!turn.duration) {
      turn.duration = turn.position;
      reconsider(turn);
    }
    turn.reachedEnd = true;
    progress(turn, turn.position, turn.position, true);
  }
  flush(turn);
  closeSegment(turn);
  if (turn.playing) say(turn, { type: 'stopped', reason: 'end' });
  rest(turn);
  turn.phase = 'ended';
}

function close(turn: Turn, position: number, reason: 'source' | 'leaving'): void {
  if (turn.phase !== 'waiting') {
    advance(turn, position);
    if (turn.seek && !turn.seek.settled) settle(turn, turn.seek.to);
    judge(turn);
    flush(turn);
    closeSegment(turn);
    if (turn.playing) say(turn, { type: 'stopped', reason });
    say(turn, { type: 'terminated' });
  }
  rest(turn);
  turn.phase = 'closed';
}

function measure(turn: Turn, duration: number): void {
  if (!(duration > 0 && duration < Infinity) || duration === turn.duration) return;
  turn.duration = duration;
  if (turn.phase === 'open') reconsider(turn);
}

function changeRate(turn: Turn, position: number, rate: number): void {
  if (!(rate > 0 && rate < Infinity) || rate === turn.rate) return;
  advance(turn, position);
  const from = turn.rate;
  turn.rate = rate;
  if (turn.phase !== 'open') return;
  // It ends a scrubbing, so that what played before it is not taken back, and comes first.
  judge(turn);
  say(turn, { type: 'playbackRateChange', from, to: rate });
}

function seek(turn: Turn, position: number): void {
  if (turn.phase === 'ended') {
    if (position < BEGINNING) replay(turn);
    else turn.phase = 'open';
  }
  seekTo(turn, position);
}

/** What is known of seeking from a report that is not about it. */
function sense(turn: Turn, { type, position, seeking }: Extract<PlaybackEvent, Whereabouts>): void {
  if (type === 'seeking' || type === 'ended') return;
  const isOnItsWay = turn.seek && !turn.seek.settled;
  // Its own `seeking` may come later.
  if (seeking && turn.phase !== 'ended' && Number.isFinite(position)) seekTo(turn, position);
  else if (seeking === false && isOnItsWay) seekDone(turn, position);
}

function take(turn: Turn, event: PlaybackEvent): void {
  if ('position' in event) sense(turn, event);
  switch (event.type) {
    case 'timeupdate':
      return update(turn, event.position);
    case 'play':
      return play(turn, event.position);
    case 'playing':
      return playing(turn, event.position);
    case 'pause':
      return event.ended && !turn.isSeeking ? advance(turn, event.position) : pause(turn, event.position);
    case 'waiting':
      advance(turn, event.position);
      turn.moving = false;
      return;
    case 'seeking':
      return seek(turn, event.position);
    case 'seeked':
      return turn.isSeeking ? undefined : seekDone(turn, event.position);
    case 'ratechange':
      return changeRate(turn, event.position, event.rate);
    case 'durationchange':
      return measure(turn, event.duration);
    case 'ended':
      return end(turn, event.position);
    case 'adstart':
      turn.ad = true;
      turn.moving = false;
      return;
    case 'adend':
      turn.ad = false;
      turn.mono = turn.now.mono;
      return;
    case 'surroundings':
      advance(turn, event.position);
      if (turn.phase !== 'waiting') turn.touched = { ...turn.now, position: turn.position };
      return;
    case 'tick': {
      const due = wakeAt(turn);
      if (due === undefined || turn.now.mono < due) return;
      flush(turn);
      if (!turn.seek) judge(turn);
      return;
    }
    case 'happening':
      // Before the first frame a player may still say where the media before it was.
      return mention(
        turn,
        { type: 'happening', happening: event.happening },
        turn.phase === 'waiting' ? 0 : turn.position
      );
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
  const isSeeking = 'position' in event && event.seeking === true && event.type !== 'seeking';
  const turn = beginTurn(state, event, isSeeking);
  // Advertisements are neither play nor pause, and what the player says meanwhile may be theirs.
  if (!state.ad || ['adend', 'tick', 'happening', 'close'].includes(event.type)) take(turn, event);
  return [turn, turn.said];
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
