import type { Stream } from './kaltura-account.js';

/** A shorter window than this, in seconds, is what every live stream keeps, and not one to go back in. */
const WINDOW = 60;

/** How an element's media comes, as far as the element knows: a library that feeds it keeps that to itself. */
export function streamOf({ currentSrc, seekable }: HTMLMediaElement): Stream {
  const path = currentSrc.replace(/[?#].*/, '');
  const known = !path || path.startsWith('blob:') ? undefined : 'url';
  const { length } = seekable;
  return {
    deliveryType: path.endsWith('.m3u8') ? 'hls' : path.endsWith('.mpd') ? 'dash' : known,
    dvr: length > 0 && seekable.end(length - 1) - seekable.start(0) > WINDOW
  };
}
