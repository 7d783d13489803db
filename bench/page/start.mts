import { globals, media, mux, newPlayer, newVideo, settings, snowplow } from './trackers.mjs';

/** What a start needs of the page; it gives the call that begins to track. */
const STARTS = {
  plugin() {
    const player = newPlayer();
    const config = settings(`${location.origin}/sink`);
    return () => new (globals().KalturaPlayer.plugins.xapi.Plugin)('xapi', player, config);
  },
  media: () => {
    const video = newVideo();
    return () => media(video, `${location.origin}/sink`);
  },
  snowplow: () => {
    const video = newVideo();
    return () => snowplow(video, `${location.origin}/sink`);
  },
  mux: () => {
    const video = newVideo();
    return () => mux(video, '');
  },
  xapijs: () => () =>
    new (globals().XAPI)({
      endpoint: `${location.origin}/sink/xapi/`,
      auth: 'Basic a2V5OnNlY3JldA==',
      version: '1.0.3'
    }),
  tincan: () => () =>
    new (globals().TinCan)({
      recordStores: [
        { endpoint: `${location.origin}/sink/xapi/`, username: 'key', password: 'secret', allowFail: false }
      ]
    })
} as const satisfies Readonly<Record<string, () => () => unknown>>;

export type Started = keyof typeof STARTS;

let script: HTMLScriptElement | undefined;
let setUp = (): unknown => undefined;

/** A start in steps, so that each can be timed from outside. */
const steps = {
  /** All that the start needs of the page, and the script's text. */
  async prepare(name: Started): Promise<void> {
    setUp = STARTS[name]();
    script = document.createElement('script');
    script.text = await (await fetch(`/script/${name}.js`)).text();
  },
  /** What each step costs that does nothing. */
  nothing: (): void => undefined,
  evaluate: (): void => document.head.append(script ?? ''),
  setUp(): void {
    setUp();
  }
};

declare global {
  interface Window {
    start: typeof steps;
  }
}

window.start = steps;
