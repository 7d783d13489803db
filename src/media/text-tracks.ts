import type { Source } from './dom-listeners.js';

/** What of a text track is looked at. */
interface TextTrackLike {
  readonly kind?: string;
  readonly mode?: string;
  readonly language?: string;
}

/** `element.textTracks`, or the list of a library that keeps its own, as video.js does. */
export interface TextTrackListLike extends Source {
  readonly length: number;
  readonly [index: number]: TextTrackLike;
}

/** Language of the captions that show; `und` where the track does not say, nothing where none show. */
export function captionsOf(tracks: TextTrackListLike | undefined): string | undefined {
  const shows = ({ kind, mode }: TextTrackLike): boolean =>
    mode === 'showing' && (kind === 'captions' || kind === 'subtitles');
  const track = Array.from(tracks ?? []).find(shows);
  return track && (track.language || 'und');
}
