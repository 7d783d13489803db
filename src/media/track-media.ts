import { isFunction, isObject } from '../schema/kinds.js';
import type { XapiConfig } from '../settings/config.js';
import type { EntrySource } from './entry.js';
import { MediaTracking } from './media-tracking.js';
import type { TextTrackListLike } from './text-tracks.js';

export interface MediaOptions {
  /**
   * What plays, or a function that gives it: asked at each load of the element. Another id begins another viewing; the
   * same id goes on with the same one, which is how a change of quality is none.
   */
  readonly entry: EntrySource;
  /** The settings of the plugin (docs/settings.md). */
  readonly settings: XapiConfig;
  /** The list of captions of a library that keeps its own, as video.js does. Left out: the element's. */
  readonly textTracks?: TextTrackListLike;
}

/** Web components may stand in for the element where they do as it does. */
function isMedia(element: unknown): element is HTMLMediaElement {
  const { addEventListener, currentTime, paused } = Object(element) as Partial<HTMLMediaElement>;
  return isFunction(addEventListener) && typeof currentTime === 'number' && typeof paused === 'boolean';
}

/** What was given instead, in a word. */
const nameOf = (value: unknown): string =>
  typeof value === 'object' && value ? Object.prototype.toString.call(value).slice(8, -1) : value === null ? 'null' : typeof value;

/**
 * Tracks any `<video>` or `<audio>`, whatever feeds it. An element that is tracked already is taken over, with a problem:
 * the viewing before ends.
 * @throws TypeError where there is no element, or no options: nothing could be tracked
 */
export function trackMedia(element: HTMLMediaElement, options: MediaOptions): MediaTracking {
  if (!isMedia(element))
    throw new TypeError(
      `trackMedia: the first argument must be a <video> or <audio> element, got ${nameOf(element)}. Of a library's player, pass the element that it plays in.`
    );
  const given: unknown = options;
  if (!isObject(given)) throw new TypeError('trackMedia: the second argument must be { entry, settings }.');
  const { entry, settings, textTracks = element.textTracks } = options;
  return new MediaTracking(element, entry, settings, textTracks);
}
