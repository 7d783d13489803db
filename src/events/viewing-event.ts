import type { Happening } from './happening.js';

/** A stretch of content that really played, in seconds: `[from, to]`. */
export type Segment = readonly [from: number, to: number];

/** Why media stopped. Each vocabulary decides what that is in its words. */
export type StopReason = 'user' | 'end' | 'source' | 'leaving';

/** What was truly watched when an event happened, over the whole registration. */
export interface Evidence {
  /** In the order in which they were watched; the last one may still be open. */
  readonly segments: readonly Segment[];
  /** There were more segments than are kept: some that are told were merged, and cover more than was watched. */
  readonly merged?: true;
  /** Seconds of content that played, repetitions counted again. */
  readonly played: number;
  /** Length of the union of the segments divided by the length of the content, 0 to 1. Absent while no length is known. */
  readonly watched?: number;
  /** Seconds on the wall clock that the viewer spent with playing media. */
  readonly spent: number;
}

/** Kaltura's own marks in percent: the quartiles, and 90 for its analytics. */
export type PlayReached = 25 | 50 | 75 | 90 | 100;

interface Happened {
  /** Milliseconds since 1970, strictly increasing inside a viewing. */
  readonly at: number;
  /** The playhead in seconds of content. */
  readonly position: number;
  /** Length of the content in seconds; absent while unknown. For live: the programme so far. */
  readonly duration?: number;
  readonly evidence: Evidence;
}

/** What we conclude from what a player reports. Names follow Kaltura's xAPI guide where it has them. */
export type ViewingEvent = Happened &
  /** A playback session begins: the first of a viewing, or a replay (a loop round included). */
  (
    | { readonly type: 'started'; readonly replay: boolean }
    /** Playback started or resumed. */
    | { readonly type: 'play' }
    | { readonly type: 'stopped'; readonly reason: StopReason }
    | { readonly type: 'seek'; readonly from: number; readonly to: number }
    | { readonly type: 'playbackRateChange'; readonly from: number; readonly to: number }
    /**
     * A milestone was crossed by natural playback. `percent` is the milestone's, floored, and 100 only at the natural
     * end. `finished` is on the one that counts the media as finished, once per registration.
     */
    | { readonly type: 'playProgress'; readonly percent: number; readonly finished: boolean }
    /** The watched union reached the threshold: the Video Profile's `completed`, once per registration. */
    | { readonly type: 'completed' }
    /** Captions, volume, screen or quality changed. */
    | { readonly type: 'interacted' }
    /**
     * A quartile (or 90 %) of the content was crossed by natural playback, whatever the beacon interval; each once per playback
     * session, 100 only at the natural end.
     */
    | { readonly type: 'playReached'; readonly percent: PlayReached }
    /** Something beside the content; its time may lie before that of a seek that still waits to be said. */
    | { readonly type: 'happening'; readonly happening: Happening }
    /** A playback session ended: new media, leaving, or the replay that follows it. */
    | { readonly type: 'terminated' }
  );
