import { serverUrl } from './server.js';

/** What `player.setMedia` takes. The player's own types leave out clips and much else. */
export interface Media {
  readonly sources: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly plugins?: object;
}

const url = (path: string): string => `${serverUrl()}/${path}`;

const vod = (id: string, sources: object): Media => ({ sources: { id, type: 'Vod', ...sources } });

const captions = ['en', 'de'].map((language) => ({
  type: 'vtt',
  language,
  label: language,
  url: url(`media/lecture.${language}.vtt`)
}));

/** Media of the test server as the player wants it. `more` goes into the sources. */
export const media = {
  /** `short.mp4` (2 s), `six.mp4`, `eight.mp4` or `lecture.mp4` (60 s). */
  mp4: (file: string, more: object = {}) =>
    vod(`0_${file.replace(/\W/g, '')}`, {
      metadata: { name: file },
      progressive: [{ id: file, url: url(`media/${file}`), mimetype: 'video/mp4' }],
      ...more
    }),
  captioned: () => media.mp4('lecture.mp4', { captions }),
  webm: () => vod('0_webm', { progressive: [{ id: 'w', url: url('media/lecture.webm'), mimetype: 'video/webm' }] }),
  /** 8 s. */
  audio: () =>
    vod('0_talk', { type: 'Audio', progressive: [{ id: 'a', url: url('media/talk.m4a'), mimetype: 'video/mp4' }] }),
  /** 20 s, and a little more once it is loaded. */
  hls: () => vod('0_hls', { hls: [{ id: 'h', url: url('media/hls/master.m3u8'), mimetype: 'application/x-mpegURL' }] }),
  /** 20 s. */
  dash: () =>
    vod('0_dash', { dash: [{ id: 'd', url: url('media/dash/manifest.mpd'), mimetype: 'application/dash+xml' }] }),
  live: () =>
    vod('0_live', {
      type: 'Live',
      dvr: true,
      hls: [{ id: 'l', url: url('live/master.m3u8'), mimetype: 'application/x-mpegURL' }]
    }),
  /** From 2 to 4 s of a film of 8 s: what plays is 2 s long. */
  clip: () =>
    media.mp4('eight.mp4', {
      duration: 8,
      seekFrom: 2,
      clipTo: 4,
      progressive: [{ id: 'c', url: url('media/playManifest/eight.mp4'), mimetype: 'video/mp4' }]
    }),
  missing: () => media.mp4('no-such-file.mp4')
};
