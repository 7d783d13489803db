import type { Segment } from '../events/viewing-event.js';

/** A position where `playProgress` is due, and whether it has fired in this playback session. */
export interface Milestone {
  /** Seconds of content. */
  readonly position: number;
  readonly percent: number;
  readonly fired: boolean;
}

/** What `watched()` answers: where the viewing stands, for a timeline or a learner's own view. */
export interface Watched {
  /** In the order of watching, this registration. */
  readonly segments: readonly Segment[];
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
