import { progress } from './progress.js';
import { closeSegment, flush, say, SCRAP, SETTLE, type Turn } from './turn.js';

/** Longest time between two reports that can be natural playback, in seconds: a throttled tab reports once a minute. */
const LONGEST_STEP = 65;
/** A position that wavers by less than this, in seconds, is the engine's and not a seek. */
const WAVER = 0.5;
/** Longest time between two time updates of a playing engine, in milliseconds: how far the last one may be out of date. */
const TICK = 300;
/** A seek over less than this, in seconds, went nowhere: engines put the playhead back after an advertisement. */
const NOWHERE = 0.1;
/** Seconds from the beginning within which a seek after the end is the replay. */
export const BEGINNING = 1;

/** Seconds of content that natural playback can cover at most since the last report. */
function reachable({ draft, now }: Turn): number {
  const elapsed = Math.min(Math.max(now.mono - draft.mono, 0) / 1000, LONGEST_STEP);
  return draft.rate * elapsed * 1.5 + 1;
}

/** The playhead as a number that can be used: within the content, or where it was. */
function sane({ draft }: Turn, position: number): number {
  if (!Number.isFinite(position)) return draft.position;
  const end = draft.live ? Infinity : (draft.duration ?? Infinity);
  return Math.min(Math.max(position, 0), end);
}

/** Playback begins: the first frame of a playback session. */
export function begin(turn: Turn, reported: number): void {
  const { draft } = turn;
  const position = sane(turn, reported);
  // Some engines show the end still while the replay begins.
  const stale = draft.sessions > 0 && draft.duration !== undefined && position > draft.duration - WAVER;
  Object.assign(draft, { phase: 'open', wanted: true, playing: true, position: stale ? 0 : position });
  draft.sessions++;
  say(turn, { type: 'started', replay: draft.sessions > 1 });
  say(turn, { type: 'play' });
  if (draft.live) return;
  draft.fired = [0];
  say(turn, { type: 'playProgress', percent: 0, finished: false });
}

/** The stretch of playing that play asked for shows its first frame. */
export function resume(turn: Turn): void {
  if (turn.draft.playing) return;
  turn.draft.playing = true;
  say(turn, { type: 'play' });
}

function playOn(turn: Turn, position: number): void {
  const { draft, now } = turn;
  resume(turn);
  const from = draft.position;
  const least = (position - from) / draft.rate;
  const elapsed = Math.max(now.mono - draft.mono, 0) / 1000;
  const open = draft.open ?? { from, spent: 0, needed: 0 };
  // A machine that slept in mid-play did not watch meanwhile.
  const spent = open.spent + Math.min(elapsed, least * 1.5 + 1);
  draft.open = { from: open.from, spent, needed: open.needed + least };
  draft.position = position;
  progress(turn, from, position);
}

/** Takes a reported position: as natural playback, as nothing, or as a seek that nobody announced. */
export function advance(turn: Turn, reported: number): void {
  const { draft, now } = turn;
  const { seek, phase } = draft;
  const position = sane(turn, reported);
  // In an advertisement the position may be the advertisement's.
  if (!draft.ad && phase === 'waiting') {
    draft.position = position;
  } else if (!draft.ad && phase === 'open') {
    if (seek && !seek.settled) {
      const step = position - seek.to;
      if (!draft.wanted || step <= 0 || step > reachable(turn)) return;
      // Some engines leave out `seeked`: a playhead that moves on by itself has settled.
      settle(turn, seek.to);
    }
    const step = position - draft.position;
    if (draft.wanted && step > 0 && step <= reachable(turn)) playOn(turn, position);
    else if (Math.abs(step) >= WAVER) {
      seekTo(turn, position);
      settle(turn, position);
    }
  }
  draft.mono = now.mono;
}

/** A time update: some engines leave out `playing`, and a playhead that moves on by itself has shown its first frame. */
export function update(turn: Turn, reported: number): void {
  const { draft } = turn;
  const step = reported - draft.position;
  if (draft.phase === 'waiting' && draft.wanted && !draft.ad && step > 0 && step <= reachable(turn)) {
    begin(turn, reported);
  }
  advance(turn, reported);
}

/** A seek begins; the player shows the target already. */
export function seekTo(turn: Turn, target: number): void {
  const { draft, now } = turn;
  const to = sane(turn, target);
  const { seek, phase } = draft;
  if (phase !== 'open') {
    // Where playback begins is not sought: start time, resume point, live edge, the 0 of a replay.
    draft.position = to;
    draft.seek = { from: to, to, silent: true };
  } else if (seek && !seek.settled) {
    draft.seek = { ...seek, to };
  } else if (seek?.settled && now.mono - seek.settled.mono <= SETTLE && draft.position - seek.to < SCRAP) {
    // Scrubbing: the scrap that played in between is not counted, and from the first to the last is one seek.
    draft.open = undefined;
    draft.seek = { from: seek.from, to, continued: true };
  } else {
    // Truly playing: something moved since playing began.
    if (draft.moving && draft.open) {
      const since = Math.min(now.mono - draft.mono, TICK) / 1000;
      if (since > 0) playOn(turn, sane(turn, draft.position + since * draft.rate));
    }
    flush(turn);
    draft.seek = { from: draft.position, to };
  }
}

/** The seek on its way has come to `to`. */
export function settle({ draft, now }: Turn, to: number): void {
  const { seek } = draft;
  if (!seek) return;
  draft.mono = now.mono;
  draft.seek = undefined;
  if (!seek.silent && !seek.continued && Math.abs(to - seek.from) < NOWHERE) return;
  closeSegment(draft);
  draft.position = to;
  if (!seek.silent) draft.seek = { from: seek.from, to, settled: now };
}

/** A seek has settled. Engines that play on meanwhile report a position a little past the target. */
export function seekDone(turn: Turn, reported: number): void {
  const { seek } = turn.draft;
  if (seek && !seek.settled) {
    const position = sane(turn, reported);
    const past = position - seek.to;
    settle(turn, past >= 0 && past <= SCRAP ? seek.to : position);
  }
  advance(turn, reported);
}
