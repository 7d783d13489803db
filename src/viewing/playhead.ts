import { percentAt } from './milestones.js';
import { progress } from './progress.js';
import { closeSegment, flush, say, SCRAP, SETTLE, type Turn } from './turn.js';

/** Longest time between two reports that can be natural playback, in seconds: a throttled tab reports once a minute. */
const LONGEST_STEP = 65;
/** How much faster than its rate playback may seem to be: neither clock is exact. */
const PACE = 1.5;
/** A position that wavers by less than this, in seconds, is the engine's and not a seek. */
const WAVER = 0.5;
/** Longest time between two time updates of a playing engine, in milliseconds: how far the last one may be out of date. */
const TICK = 300;
/** A seek over less than this, in seconds, went nowhere: engines put the playhead back after an advertisement, hls.js over a hole. */
const NOWHERE = 0.11;
/** So many seconds of such hops forward are let pass in a viewing: they are counted as watched. */
const SLIPS = 0.3;
/** A playhead that is further behind the target of a seek than playing explains, in seconds, was put there by the next one. */
const HOP = 0.1;
/** Seconds from the beginning within which a seek after the end is the replay. */
export const BEGINNING = 1;

/** Seconds of content that natural playback can cover at most since a moment, but for a little that is allowed on top. */
function playable(turn: Turn, since: number): number {
  return turn.rate * Math.min(Math.max(turn.now.mono - since, 0) / 1000, LONGEST_STEP) * PACE;
}

/** Seconds of content that natural playback can cover at most since the last report. */
function reachable(turn: Turn): number {
  const { seek } = turn;
  if (!seek) return playable(turn, turn.mono) + 1;
  // While somebody scrubs, a hop is rather the next seek, of which the player has not told yet; and so are many small ones,
  // which is why all that played behind the target is measured.
  const behind = seek.settled ? turn.position - seek.to : 0;
  return playable(turn, seek.since) + HOP - behind;
}

/** The playhead as a number that can be used: within the content, or where it was. */
function sane(turn: Turn, position: number): number {
  if (!Number.isFinite(position)) return turn.position;
  const end = turn.live ? Infinity : (turn.duration ?? Infinity);
  return Math.min(Math.max(position, 0), end);
}

/** Playback begins: the first frame of a playback session. */
export function begin(turn: Turn, reported: number): void {
  // What is said must be where the segment begins: where the seek on its way leads.
  const position = turn.seek?.to ?? sane(turn, reported);
  // Some engines show the end still while the replay begins.
  const stale = turn.sessions > 0 && turn.duration !== undefined && position > turn.duration - WAVER;
  Object.assign(turn, { phase: 'open', wanted: true, playing: true, position: stale ? 0 : position });
  turn.sessions++;
  say(turn, { type: 'started', replay: turn.sessions > 1 });
  say(turn, { type: 'play' });
  if (turn.live) return;
  turn.fired = [0];
  // Playback that begins further on has reached that much, and no milestone before it.
  const { position: at, duration } = turn;
  const percent = duration && at >= BEGINNING ? percentAt(at, duration) : 0;
  say(turn, { type: 'playProgress', percent, finished: false });
}

/** The stretch of playing that play asked for shows its first frame. */
export function resume(turn: Turn): void {
  if (turn.playing) return;
  turn.playing = true;
  say(turn, { type: 'play' });
}

function playOn(turn: Turn, position: number): void {
  resume(turn);
  const from = turn.position;
  const least = (position - from) / turn.rate;
  const elapsed = Math.max(turn.now.mono - turn.mono, 0) / 1000;
  const open = turn.open ?? { from, spent: 0, needed: 0 };
  // A machine that slept in mid-play did not watch meanwhile.
  const spent = open.spent + Math.min(elapsed, least * PACE + 1);
  turn.open = { from: open.from, spent, needed: open.needed + least };
  turn.position = position;
  const began = turn.unjudged ?? from;
  // As long as another seek may take back what plays here, it crosses nothing.
  if (turn.seek?.settled && position - turn.seek.to < SCRAP) turn.unjudged = began;
  else {
    turn.unjudged = undefined;
    progress(turn, began, position, false, position - began < SCRAP && began < from);
  }
}

/** What played since the last seek is not taken back any more. */
export function judge(turn: Turn): void {
  const { unjudged, position } = turn;
  if (unjudged === undefined) return;
  turn.unjudged = undefined;
  progress(turn, unjudged, position, false, position - unjudged < SCRAP);
}

/** Takes a reported position: as natural playback, as nothing, or as a seek that nobody announced. */
export function advance(turn: Turn, reported: number): void {
  const { seek, phase } = turn;
  if (turn.isSeeking) return;
  const position = sane(turn, reported);
  // In an advertisement the position may be the advertisement's.
  if (!turn.ad && phase === 'waiting') {
    turn.position = position;
  } else if (!turn.ad && phase === 'open') {
    if (seek && !seek.settled) {
      const step = position - seek.to;
      if (!turn.wanted || step <= 0 || step > reachable(turn)) return;
      // Some engines leave out `seeked`: a playhead that moves on by itself has settled.
      settle(turn, seek.to);
    }
    const step = position - turn.position;
    if (turn.wanted && step > 0 && step <= reachable(turn)) playOn(turn, position);
    else if (Math.abs(step) >= WAVER) {
      seekTo(turn, position);
      settle(turn, position);
    }
  }
  turn.mono = turn.now.mono;
}

/** A time update: some engines leave out `playing`, and a playhead that moves on by itself has shown its first frame. */
export function update(turn: Turn, reported: number): void {
  const step = reported - turn.position;
  const isMoving = step > 0 && step <= reachable(turn);
  if (turn.phase === 'waiting' && turn.wanted && !turn.ad && !turn.isSeeking && isMoving) {
    begin(turn, reported);
  }
  advance(turn, reported);
}

/** A seek begins; the player shows the target already. */
export function seekTo(turn: Turn, target: number): void {
  const to = sane(turn, target);
  const since = turn.now.mono;
  const { seek, phase } = turn;
  if (phase !== 'open') {
    // Where playback begins is not sought: start time, resume point, live edge, the 0 of a replay.
    turn.position = to;
    turn.seek = { from: to, to, since, silent: true };
  } else if (seek && !seek.settled) {
    // Playback has begun where the silent one led, and that was said: from there on it is a seek.
    turn.seek =
      seek.silent && Math.abs(to - seek.to) >= NOWHERE ? { from: turn.position, to, since } : { ...seek, to, since };
  } else if (seek?.settled && turn.now.mono - seek.settled.mono <= SETTLE && turn.position - seek.to < SCRAP) {
    // Scrubbing: the scrap that played in between is not counted, and from the first to the last is one seek.
    turn.open = turn.unjudged = undefined;
    turn.seek = { from: seek.from, to, since, continued: true };
  } else {
    // Truly playing: something moved since playing began.
    if (turn.moving && turn.open) {
      const since = Math.min(turn.now.mono - turn.mono, TICK) / 1000;
      if (since > 0) playOn(turn, sane(turn, turn.position + since * turn.rate));
    }
    judge(turn);
    flush(turn);
    turn.seek = { from: turn.position, to, since };
  }
}

/** The seek on its way has come to `to`. */
export function settle(turn: Turn, to: number): void {
  const { seek } = turn;
  if (!seek) return;
  turn.mono = turn.now.mono;
  turn.seek = undefined;
  const hop = to - seek.from;
  if (!seek.silent && !seek.continued && Math.abs(hop) < NOWHERE && turn.slipped + hop <= SLIPS) {
    turn.slipped += Math.max(hop, 0);
    return;
  }
  closeSegment(turn);
  if (!seek.silent) turn.seek = { from: seek.from, to, since: turn.mono, settled: turn.now };
  // Where playback began was said: it does not begin elsewhere without a word.
  if (!seek.silent || turn.phase !== 'open') turn.position = to;
}

/** A seek has settled. Engines that play on meanwhile report a position a little past the target. */
export function seekDone(turn: Turn, reported: number): void {
  const { seek } = turn;
  if (seek && !seek.settled) {
    const position = Number.isFinite(reported) ? sane(turn, reported) : seek.to;
    const past = position - seek.to;
    const playsOn = past >= 0 && past <= SCRAP;
    settle(turn, playsOn ? seek.to : position);
    // It has settled before it said so, by as much as it has played.
    if (playsOn && turn.seek && past > HOP && past <= playable(turn, seek.since) + HOP)
      turn.seek = { ...turn.seek, since: turn.mono - ((past - HOP) / turn.rate / PACE) * 1000 };
    // Some engines said that frames move while it was on its way, and do not say it again.
    if (turn.phase === 'waiting' && turn.moving && !turn.ad) begin(turn, turn.position);
  }
  advance(turn, reported);
}
