import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { Surroundings } from '../events/playback-event.js';

interface ActiveTracks {
  readonly text?: { readonly language?: unknown };
  readonly video?: { readonly height?: unknown };
}

const size = (width: number, height: number): string => `${Math.round(width)}x${Math.round(height)}`;

/** What the player shows round the picture now. */
export function surroundingsOf(player: KalturaPlayer): Surroundings {
  const tracks = player.getActiveTracks() as ActiveTracks | null;
  const language = tracks?.text?.language;
  const captions = typeof language === 'string' && language !== 'off';
  const height = tracks?.video?.height ?? player.videoHeight;
  const { width, height: high } = player.dimensions;
  return {
    captions,
    ...(captions && { captionLanguage: language }),
    volume: player.muted ? 0 : (player.volume ?? 1),
    fullScreen: player.isFullscreen(),
    screenSize: size(screen.width, screen.height),
    playbackSize: size(Number(width) || 0, Number(high) || 0),
    ...(typeof height === 'number' && height > 0 && { quality: height }),
    userAgent: navigator.userAgent
  };
}
