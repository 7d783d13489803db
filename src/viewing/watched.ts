import type { Segment } from '../events/viewing-event.js';
import { threshold } from './completion.js';
import { milestones, percentAt } from './milestones.js';
import type { ViewingState } from './state.js';
import { evidenceOf } from './turn.js';

/** A position where `playProgress` is due, and whether it has fired in this playback session. */
export interface Milestone {
  /** Seconds of content. */
  readonly position: number;
  readonly percent: number;
  readonly fired: boolean;
}

/** What `watched()` answers: where the viewing stands, for a timeline or a learner's own view. */
export interface Watched {
  /** In the order of watching, this registration; no more than 300 and the one that plays. */
  readonly segments: readonly Segment[];
  /** There were more: neighbours were merged, and cover more than was watched. `watched` does not. */
  readonly merged?: true;
  /** Length of their union divided by the length of the content, 0 to 1; absent while no length is known (live). */
  readonly watched?: number;
  /** Seconds on the wall clock spent with playing media. */
  readonly spent: number;
  readonly position: number;
  readonly duration?: number;
  /** Empty for live and while no length is known. */
  readonly milestones: readonly Milestone[];
  /** The position from which the media counts as finished, in seconds; absent where nothing can be finished. */
  readonly threshold?: number;
  readonly finished: boolean;
}

/** Where a viewing stands. */
export function watchedOf(state: ViewingState): Watched {
  const { live, duration, rules, position, fired, finished } = state;
  const { segments, merged, spent, watched } = evidenceOf(state);
  const common = { segments, ...(merged && { merged }), spent, position, finished };
  if (live || !duration) return { ...common, milestones: [] };
  const { every, count } = milestones(rules.beaconInterval, duration);
  const at = (k: number): Milestone => ({
    position: k < count ? k * every : duration,
    percent: k < count ? percentAt(k * every, duration) : 100,
    fired: fired.includes(k)
  });
  return {
    ...common,
    duration,
    watched: watched ?? 0,
    milestones: Array.from({ length: count + 1 }, (_, k) => at(k)),
    threshold: threshold(rules, duration)
  };
}
