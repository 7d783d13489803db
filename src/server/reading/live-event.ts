import type { Instant, PlaybackEvent } from '../../events/playback-event.js';

/** When it happened; none of them: now. @see readTimes */
interface Times {
  /** Milliseconds on a clock that never goes back. */
  readonly mono?: number;
  /** Milliseconds since 1970. */
  readonly wall?: number;
  /** ISO 8601 with a zone, instead of `wall`. */
  readonly timestamp?: string;
}

type Untimed<E> = {
  readonly [K in keyof E as Exclude<K, keyof Instant>]: K extends 'position' ? number | null : E[K];
};

type Said<E> = E extends { readonly type: 'close'; readonly reason: infer R }
  ? Omit<Untimed<E>, 'reason'> & { readonly reason?: R }
  : E extends unknown
    ? Untimed<E>
    : never;

/**
 * A playback event as it is fed. Its time may be left out; so may the reason of a `close`, which is `leaving`. A position
 * that is not known is `null` or `NaN`.
 */
export type LiveEvent = Times & Said<PlaybackEvent>;
