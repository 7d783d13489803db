import type { Whereabouts } from '../events/playback-event.js';
import type { OwnReport } from '../page/player-client.js';
import type { Hear } from './dom-listeners.js';
import { FULLSCREEN_EVENTS, NATIVE_FULLSCREEN_EVENTS } from './fullscreen.js';
import { surroundingsOf } from './surroundings.js';
import type { TextTrackListLike } from './text-tracks.js';

/** The playhead in seconds. An element that was given other media has none: it says 0. */
const positionOf = ({ readyState, currentTime }: HTMLMediaElement): number =>
  readyState > 0 ? currentTime : NaN;

/** Where the element is, and whether it is only on its way there. Web components that stand in for one may not know. */
export const whereabouts = (element: HTMLMediaElement): Required<Whereabouts> => ({
  position: positionOf(element),
  seeking: element.seeking
});

/**
 * Translates the element's events. What each means, and in which order they come, is the fold's business; here is only
 * what of the element's state belongs to them.
 */
export function listen(
  element: HTMLMediaElement,
  tracks: TextTrackListLike | undefined,
  hear: Hear,
  report: (report: OwnReport) => void
): void {
  const on = (name: string, listener: () => void): void => hear(element, [name], listener);
  const here = (): Required<Whereabouts> => whereabouts(element);
  const measure = (): void => report({ type: 'durationchange', duration: element.duration });
  const pace = (): void => report({ type: 'ratechange', ...here(), rate: element.playbackRate });
  const look = (): void =>
    report({ type: 'surroundings', ...here(), surroundings: surroundingsOf(element, tracks) });

  // Those that were on their way while the element was given other media say nothing.
  for (const type of ['seeking', 'seeked'] as const)
    on(type, () => {
      if (element.readyState > 0) report({ type, ...here() });
    });
  on('timeupdate', () => {
    if (element.readyState > 0) report({ type: 'timeupdate', ...here() });
  });
  on('play', () => {
    look();
    report({ type: 'play', ...here() });
  });
  on('playing', () => {
    // Adaptive streams know their length for sure only with the first frame.
    measure();
    // A rate of 0 is how some pages hold the picture: it is no pace.
    if (element.playbackRate > 0) pace();
    report({ type: 'playing', ...here() });
  });
  // At the end every engine pauses first, and then says that it ended.
  on('pause', () => report({ type: 'pause', ...here(), ended: element.ended }));
  on('waiting', () => report({ type: 'waiting', ...here() }));
  on('ratechange', () => {
    if (element.playbackRate > 0) pace();
  });
  on('durationchange', measure);
  on('ended', () => report({ type: 'ended', ...here() }));
  hear(element, ['volumechange', 'resize', ...NATIVE_FULLSCREEN_EVENTS], look);
  hear(document, FULLSCREEN_EVENTS, look);
  if (tracks) hear(tracks, ['change', 'addtrack', 'removetrack'], look);
}

/** Reports where the element is, for a viewing that begins in the middle. */
export function catchUp(
  element: HTMLMediaElement,
  tracks: TextTrackListLike | undefined,
  report: (report: OwnReport) => void
): void {
  const { readyState, duration, playbackRate, paused, ended } = element;
  const here = whereabouts(element);
  if (readyState > 0) {
    report({ type: 'durationchange', duration });
    report({ type: 'happening', happening: { name: 'loaded' } });
  }
  if (playbackRate > 0) report({ type: 'ratechange', ...here, rate: playbackRate });
  report({ type: 'surroundings', ...here, surroundings: surroundingsOf(element, tracks) });
  if (paused || ended) return;
  report({ type: 'happening', happening: { name: 'playRequest' } });
  report({ type: 'play', ...here });
  // What still loads says by itself when it plays.
  if (readyState > 2) report({ type: 'playing', ...here });
}
