import type { Happening } from './happening.js';
import type { StopReason } from './viewing-event.js';

/** A moment on both clocks, in milliseconds. The fold reads no clock: each event brings its own. */
export interface Instant {
  /** Monotonic, for example `performance.now()`. Elapsed times come from here. */
  readonly mono: number;
  /** Since 1970, for example `Date.now()`. Timestamps come from here. */
  readonly wall: number;
}

/**
 * What the player shows round the picture. The Video Profile wants these in its contexts, whole, whenever one changes.
 * Everything is optional: what an adapter cannot know stays out.
 */
export interface Surroundings {
  readonly captions?: boolean;
  /** Language tag of the captions that show. */
  readonly captionLanguage?: string;
  /** 0 (mute) to 1. */
  readonly volume?: number;
  readonly fullScreen?: boolean;
  /** `1280x720`. */
  readonly screenSize?: string;
  readonly playbackSize?: string;
  /** Height of the playing rendition in pixels. */
  readonly quality?: number;
  readonly frameRate?: number;
  readonly track?: string;
  readonly userAgent?: string;
}

/** Where a player is when it reports something. */
export interface Whereabouts {
  /** Seconds of content. While the player seeks this is the target. */
  readonly position: number;
  /**
   * Whether the player is seeking at this very moment, as `HTMLMediaElement.seeking` tells. Such a report counts nothing:
   * its position is where the newest seek leads. Left out by players that do not know it: then everything between
   * `seeking` and `seeked` is taken for seeking, unless the playhead moves on from the target by itself.
   */
  readonly seeking?: boolean;
}

/**
 * What a player reports, in its own words. Positions are seconds of content on the media's own time line (a clip
 * counts from its own beginning, a live programme on the programme's clock); a player that does not know its
 * position says `NaN`. Engines differ in order and in what they leave out: the fold depends on states only.
 */
export type PlaybackEvent = Instant &
  (
    | (Whereabouts & { readonly type: 'play' })
    | (Whereabouts & { readonly type: 'playing' })
    /** `ended`: the engine pauses because the media is over, which is not a pause. */
    | (Whereabouts & { readonly type: 'pause'; readonly ended?: boolean })
    | (Whereabouts & { readonly type: 'timeupdate' })
    | (Whereabouts & { readonly type: 'waiting' })
    /** `position` is the target already. */
    | (Whereabouts & { readonly type: 'seeking' })
    | (Whereabouts & { readonly type: 'seeked' })
    | (Whereabouts & { readonly type: 'ratechange'; readonly rate: number })
    | { readonly type: 'durationchange'; readonly duration: number }
    | (Whereabouts & { readonly type: 'ended' })
    | { readonly type: 'adstart' }
    | { readonly type: 'adend' }
    /** Captions, volume, screen or quality changed: the new state, whole. */
    | (Whereabouts & { readonly type: 'surroundings'; readonly surroundings: Surroundings })
    | { readonly type: 'happening'; readonly happening: Happening }
    /** The time that the fold asked for with `wakeAt` has come. */
    | { readonly type: 'tick' }
    /** The viewing is over: new media (`source`), or the viewer leaves, by destroy, page end or another user. */
    | (Whereabouts & { readonly type: 'close'; readonly reason: Extract<StopReason, 'source' | 'leaving'> })
  );
