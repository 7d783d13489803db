import Hls, { type HlsConfig } from 'hls.js';
import videojs from 'video.js';
import { openScene } from './kaltura-scene.js';
import {
  addressOf,
  newVideo,
  openElement,
  typesOf,
  whenClosed,
  type ElementScreen,
  type Film,
  type Screen,
  type ScreenOptions
} from './media-screens.js';
import type { TextTrackListLike } from '../../src/media/index.js';
import { media, type Media } from './media.js';

const mediaOf = (film: Film): Media =>
  film.path.endsWith('.m3u8') ? { sources: { ...media.hls().sources, id: film.id } } : media.mp4(film.path);

/** The player that the package was made for. */
export function openKaltura(config: object = {}): Screen {
  const scene = openScene(config, {}, {});
  const { player } = scene;
  return {
    load: (film) => scene.load(mediaOf(film)),
    position: () => player.currentTime ?? NaN,
    rate: (rate) => (player.playbackRate = rate),
    playTo: (position) => scene.playTo(position),
    pause: () => scene.pause(),
    seek: (position) => scene.seek(position),
    playToEnd: () => scene.playToEnd(),
    received: () => scene.received(),
    stats: async () => typesOf(await scene.heard())
  };
}

/** hls.js, which feeds a bare element. */
export function openHls(
  options: ScreenOptions = {},
  config: Partial<HlsConfig> = {}
): ElementScreen & { readonly hls: Hls } {
  const hls = new Hls(config);
  const element = newVideo();
  whenClosed(() => hls.destroy());
  hls.attachMedia(element);
  const give = (_: HTMLVideoElement, film: Film): void => hls.loadSource(addressOf(film));
  return { ...openElement(element, { give, ...options }), hls };
}

type VideoJs = ReturnType<typeof videojs>;

/** video.js keeps a list of its own, which its types describe otherwise. */
export const tracksOf = (player: VideoJs): TextTrackListLike & ArrayLike<TextTrack> =>
  player.textTracks() as unknown as TextTrackListLike & ArrayLike<TextTrack>;

/** video.js, with its own controls and texts; the element is the one that its tech plays in. */
export function openVideoJs(options: ScreenOptions = {}): ElementScreen & { readonly player: VideoJs } {
  const box = newVideo();
  box.className = 'video-js';
  const player = videojs(box, { controls: true, width: 320, height: 180 });
  whenClosed(() => player.dispose());
  const element = player.el().querySelector('video');
  if (!element) throw new Error('video.js has no element');
  const give = (_: HTMLVideoElement, film: Film): void => {
    const type = film.path.endsWith('.m3u8') ? 'application/x-mpegURL' : 'video/mp4';
    player.src({ src: addressOf(film), type });
  };
  return { ...openElement(element, { give, textTracks: tracksOf(player), ...options }), player };
}
