import type { BeaconInterval } from '../events/viewing-rules.js';

/**
 * Where `playProgress` is due: at `k * every` seconds of content for `0 <= k < count`, and at the natural end, which is
 * milestone `count`. Milestones are told apart by `k`, so a length that is refined later moves them without firing one
 * twice.
 */
export interface Milestones {
  readonly every: number;
  readonly count: number;
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/**
 * @param duration seconds, above 0
 * @see the user's module page: Quarters at 0, 25, 50, 75, 100 %; One percent between 1 and 30 seconds
 */
export function milestones(interval: BeaconInterval, duration: number): Milestones {
  if (interval === 'quarters') return { every: duration / 4, count: 4 };
  const every = Math.min(Math.max(duration / 100, 1), 30);
  const count = Math.ceil(duration / every);
  // Rounding can put a milestone on the very end, where only the natural end may speak.
  return { every, count: milliseconds((count - 1) * every) < milliseconds(duration) ? count : count - 1 };
}

/** The milestones in `(from, to]`: a seek that lands on one has not crossed it. */
export function crossed({ every, count }: Milestones, from: number, to: number): readonly number[] {
  const result: number[] = [];
  const last = Math.min(Math.floor(to / every), count - 1);
  for (let k = Math.floor(from / every) + 1; k <= last; k++) result.push(k);
  return result;
}

/** Whole percent of the content, floored: 100 is for the natural end alone, so 99.5 % is 99. */
export function percentAt(position: number, duration: number): number {
  return Math.min(Math.floor((position / duration) * 100 + 1e-6), 99);
}
