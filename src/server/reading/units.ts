import type { Entry } from '../../events/entry.js';
import type { PlaybackEvent } from '../../events/playback-event.js';
import type { Report } from '../../schema/reader.js';
import { clipLength } from './clip-length.js';

/** Seconds that engines are out by at the end of media. */
const END = 1;

/** As much too fast or too long as milliseconds taken for seconds are, roughly. */
const isThousandfold = (ratio: number): boolean => ratio > 300 && ratio < 3000;

/** What is known on the way through a recording. One is changed all the way: a recording has many events. */
interface Walk {
  duration: number | undefined;
  ad: boolean;
  /** Frames move, and where they were seen last; absent after whatever may move the playhead. */
  last: { readonly position: number; readonly mono: number } | undefined;
  playing: boolean;
  rate: number;
  /** Steps of playing: how many, how many of them a thousand times too fast, and the first of those. */
  steps: number;
  fast: number;
  first: number;
  /** Seconds of content, and of the clock, that they took. */
  played: number;
  spent: number;
}

function follow(walk: Walk, event: PlaybackEvent, index: number): void {
  switch (event.type) {
    case 'durationchange':
      if (event.duration > 0 && event.duration < Infinity) walk.duration = event.duration;
      return;
    case 'adstart':
    case 'adend':
      walk.ad = event.type === 'adstart';
      walk.last = undefined;
      return;
    case 'ratechange':
      walk.rate = event.rate;
      return;
    case 'play':
    case 'playing':
      walk.playing = true;
      walk.last = { position: event.position, mono: event.mono };
      return;
    case 'pause':
    case 'ended':
    case 'waiting':
    case 'seeking':
    case 'seeked':
      walk.playing &&= event.type !== 'pause' && event.type !== 'ended';
      walk.last = undefined;
      return;
    case 'timeupdate':
      step(walk, event.position, event.mono, index);
  }
}

/** A step that playing made. */
function step(walk: Walk, position: number, mono: number, index: number): void {
  const { last, playing, ad, rate } = walk;
  walk.last = { position, mono };
  const hop = position - (last?.position ?? NaN);
  const elapsed = (mono - (last?.mono ?? NaN)) / 1000;
  if (!playing || ad || !(hop > 0) || !(elapsed >= 0)) return;
  walk.steps++;
  walk.played += hop;
  walk.spent += elapsed;
  if (elapsed <= 0.05 || !isThousandfold(hop / elapsed / rate)) return;
  walk.fast++;
  if (walk.first < 0) walk.first = index;
}

const shorten = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** A position that lies behind the end, or an end that lies far before it. */
function misplaced(walk: Walk, event: PlaybackEvent): string | undefined {
  const { duration, ad } = walk;
  if (duration === undefined || ad || !('position' in event) || Number.isNaN(event.position)) return undefined;
  const { position } = event;
  if (position > duration + END) {
    const hint = position > 10 * duration ? '; are positions in milliseconds?' : '';
    return `expected seconds from 0 to the duration, ${shorten(duration)}, got ${shorten(position)}${hint}`;
  }
  // Some players are back at the beginning by then.
  return event.type === 'ended' && position >= 1 && isThousandfold(duration / position)
    ? `expected the end at the duration, ${shorten(duration)} s, got ${shorten(position)} s; is the duration in milliseconds?`
    : undefined;
}

/**
 * Complains of a recording in wrong units, by the rules of `checkAdapter` that tell them: what is told of it would be seeks
 * that nobody made. One unannounced seek is no wrong unit: more than half of the steps must say so.
 */
export function checkUnits(events: readonly PlaybackEvent[], entry: Entry, report: Report): void {
  const live = entry.kind === 'live';
  const walk: Walk = {
    duration: live ? undefined : entry.clip ? clipLength(entry) : entry.duration,
    ad: false,
    last: undefined,
    playing: false,
    rate: 1,
    steps: 0,
    fast: 0,
    first: -1,
    played: 0,
    spent: 0
  };
  for (const [index, event] of events.entries()) {
    const fault = live ? undefined : misplaced(walk, event);
    if (fault !== undefined) return report({ path: `events[${index}].position`, what: fault });
    follow(walk, event, index);
  }
  const { steps, fast, first, played, spent } = walk;
  const took = `${shorten(played)} s of content took ${shorten(spent)} s of playing`;
  if (fast * 2 > steps)
    report({
      path: `events[${first}].position`,
      what: `expected seconds, got ${fast} of ${steps} steps that are 300 times too fast and more (${took}): they are milliseconds`
    });
  else if (played > 5 && spent < played / 100)
    report({
      path: 'events[0].mono',
      what: `expected milliseconds of a clock that never goes back, got a clock that is too slow (${took}): is it in seconds?`
    });
}
