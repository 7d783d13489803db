import type { Segment } from '../events/viewing-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import { covered } from './segments.js';

/**
 * The position in seconds from which media counts as finished: `videoEndPercent` is reached, or `videoEndSeconds` or
 * less remain; the earlier one. Seconds are ignored on media no longer than them.
 */
export function threshold({ videoEndPercent, videoEndSeconds }: ViewingRules, duration: number): number {
  const bySeconds = videoEndSeconds < duration ? duration - videoEndSeconds : duration;
  return Math.min((duration * videoEndPercent) / 100, bySeconds);
}

export interface Played {
  readonly segments: readonly Segment[];
  readonly duration: number;
  /** The media came to its natural end in this registration. */
  readonly reachedEnd: boolean;
  /** Seconds on the wall clock while media played. */
  readonly spent: number;
  /** Seconds that natural playback needed at least: content divided by rate. */
  readonly needed: number;
}

/**
 * Whether the watched union is as long as the threshold asks, and the clock agrees.
 *
 * Engines start at 0.2 to 0.7 s and stop short of the end by some hundredths, so for this test alone gaps of a second
 * close (of a tenth of the length on media below 10 s), and so does the head. The tail closes only once the media came
 * to its natural end: 99.5 % is not 100 %. The clock gets 2 % and a quarter of a second for its jitter.
 */
export function watchedEnough(played: Played, needs: number): boolean {
  const { segments, duration, reachedEnd, spent, needed } = played;
  const gap = Math.min(1, duration / 10);
  const closed: Segment[] = [[0, 0], ...segments];
  if (reachedEnd) closed.push([duration, duration]);
  return covered(closed, gap) >= needs - 0.001 && spent * 1.02 + 0.25 >= needed;
}
