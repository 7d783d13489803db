import type { Surroundings } from '../events/playback-event.js';
import { isFullscreen } from './fullscreen.js';
import { captionsOf, type TextTrackListLike } from './text-tracks.js';

/** Height of the picture as it was coded; 0 for sound, and before the media is known. */
export const heightOf = (element: HTMLMediaElement): number =>
  Number((element as Partial<HTMLVideoElement>).videoHeight) || 0;

/** What shows round the picture now. */
export function surroundingsOf(element: HTMLMediaElement, tracks: TextTrackListLike | undefined): Surroundings {
  const captionLanguage = captionsOf(tracks);
  const quality = heightOf(element);
  return {
    captions: captionLanguage !== undefined,
    ...(captionLanguage !== undefined && { captionLanguage }),
    volume: element.muted ? 0 : element.volume,
    fullScreen: isFullscreen(element),
    screenSize: `${screen.width}x${screen.height}`,
    playbackSize: `${element.clientWidth}x${element.clientHeight}`,
    ...(quality > 0 && { quality }),
    userAgent: navigator.userAgent
  };
}
