import type { Snowplow } from '../peers/snowplow.mjs';

/** Set up as each one's documentation shows, for a video of the page. */
export type Tracker = (video: HTMLVideoElement, destination: string) => void;

interface Player {
  readonly plugins: Readonly<Record<string, unknown>>;
  setMedia(media: object): void;
  play(): void;
  pause(): void;
  destroy(): void;
  currentTime: number;
  playbackRate: number;
  getVideoElement(): HTMLVideoElement;
  load(): void;
  addEventListener(name: string, listener: (event: { readonly payload: unknown }) => void): void;
}

interface Globals {
  readonly KalturaPlayer: {
    setup(config: object): Player;
    readonly plugins: {
      readonly xapi: { readonly Plugin: new (name: string, player: Player, config: object) => { loadMedia(): void } };
    };
  };
  readonly PlaykitXapi: {
    readonly media: { trackMedia(video: HTMLMediaElement, options: object): { watched(): unknown } };
  };
  readonly snowplow: Snowplow;
  readonly mux: { monitor(video: HTMLMediaElement, options: object): void };
  readonly XAPI: new (options: object) => unknown;
  readonly TinCan: new (options: object) => unknown;
}

export type { Player };

/** What the scripts of the page have left. */
export const globals = (): Globals => window as unknown as Globals;

/** Statements leave together after this many seconds; the default is 5. Nobody waits for more than a second here. */
const LINGER = 1;

export const settings = (destination: string): object => ({
  endpoint: `${destination}/xapi`,
  key: 'key',
  secret: 'secret',
  user: { id: 'johnuser', name: 'John User' },
  site: { homePage: 'https://example.mediaspace.kaltura.com' },
  linger: LINGER,
  stats: 'No'
});

export const media: Tracker = (video, destination) =>
  void globals().PlaykitXapi.media.trackMedia(video, {
    entry: { id: '0_lecture', name: 'Lecture 1' },
    settings: settings(destination)
  });

export const snowplow: Tracker = (video, destination) => void globals().snowplow.track(video, destination);

/** Its destination is Mux's own, which nothing here can reach: it goes on as on a page that blocks it. */
export const mux: Tracker = (video) =>
  globals().mux.monitor(video, {
    debug: false,
    data: {
      env_key: 'bench',
      player_name: 'bench',
      viewer_user_id: 'johnuser',
      video_id: '0_lecture',
      video_title: 'Lecture 1'
    }
  });

/** What anybody does who listens. */
export const bare: Tracker = (video) => {
  let heard = 0;
  for (const type of ['timeupdate', 'play', 'playing', 'pause', 'seeking', 'seeked'])
    video.addEventListener(type, () => heard++);
};

/** A video that the page does not show. */
export const newVideo = (): HTMLVideoElement => document.createElement('video');

/** A real player without any plugin, unless `plugins` names some. */
export function newPlayer(plugins: object = {}): Player {
  // Nobody is there: what is measured is not to be counted.
  const env = {
    serviceUrl: `${location.origin}/sink/api`,
    cdnUrl: `${location.origin}/sink`,
    analyticsServiceUrl: `${location.origin}/sink/analytics`
  };
  return globals().KalturaPlayer.setup({
    targetId: 'player',
    provider: { partnerId: 1091, uiConfId: 1, env },
    log: { level: 'ERROR' },
    plugins
  });
}

/** The lecture of the repository, 60 s. */
export const lecture = (file = 'lecture.mp4'): object => ({
  sources: {
    id: '0_lecture',
    type: 'Vod',
    metadata: { name: 'Lecture 1' },
    progressive: [{ id: file, url: `${location.origin}/media/${file}`, mimetype: 'video/mp4' }]
  }
});
