import { globals, lecture, newPlayer, settings, type Player } from './trackers.mjs';

/** What a viewer does, in real time. */
export type Act =
  | { readonly do: 'play' }
  | { readonly do: 'pause' }
  | { readonly do: 'end' }
  /** Waits until the playhead is there. */
  | { readonly do: 'until'; readonly position: number }
  | { readonly do: 'seek'; readonly to: number }
  /** As a hand drags a seek bar: a seek every so many milliseconds, whether the last one has settled or not. */
  | { readonly do: 'drag'; readonly through: readonly number[]; readonly every: number }
  | { readonly do: 'rate'; readonly rate: number };

/** Seconds of content, by who says so. */
export interface Counted {
  /** What the browser itself keeps of what was rendered: HTMLMediaElement.played. */
  readonly truth: number;
  readonly ours: number;
  readonly snowplow: number;
  /** The largest quarter that the player said it reached, of the whole. */
  readonly reached: number;
}

/** Resolves at the next event of that name. */
const next = (video: HTMLMediaElement, type: string, when = () => true): Promise<void> =>
  new Promise((resolve) => {
    const heard = (): void => {
      if (!when()) return;
      video.removeEventListener(type, heard);
      resolve();
    };
    video.addEventListener(type, heard);
  });

const sleep = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function act(one: Act, player: Player, video: HTMLMediaElement): Promise<void> {
  if (one.do === 'play') {
    const playing = next(video, 'playing');
    player.play();
    await playing;
  } else if (one.do === 'pause') {
    const paused = next(video, 'pause');
    player.pause();
    await paused;
  } else if (one.do === 'end') await next(video, 'ended');
  else if (one.do === 'until')
    await next(video, 'timeupdate', () => video.currentTime >= one.position && !video.seeking);
  else if (one.do === 'rate') player.playbackRate = one.rate;
  else {
    const settled = next(video, 'seeked', () => !video.seeking);
    for (const [i, to] of (one.do === 'seek' ? [one.to] : one.through).entries()) {
      if (one.do === 'drag' && i) await sleep(one.every);
      player.currentTime = to;
    }
    if (video.seeking) await settled;
  }
}

/** The union: the element's ranges never touch. */
function played({ played }: HTMLMediaElement): number {
  let seconds = 0;
  for (let i = 0; i < played.length; i++) seconds += played.end(i) - played.start(i);
  return seconds;
}

interface Session {
  readonly data?: readonly { readonly schema: string; readonly data: { readonly contentWatched?: number } }[];
}

/** Plays a script in a real player that all three look at. */
async function watch(file: string, acts: readonly Act[]): Promise<Counted> {
  const destination = `${location.origin}/sink`;
  const player = newPlayer({ xapi: settings(destination) });
  let reached = 0;
  for (const quarter of [25, 50, 75, 100])
    player.addEventListener(`playreached${quarter}percent`, () => (reached = Math.max(reached, quarter)));
  player.setMedia(lecture(file));
  const loaded = new Promise<void>((resolve) => player.addEventListener('canplay', () => resolve()));
  player.load();
  await loaded;
  const video = player.getVideoElement();
  let snowplow = NaN;
  const tracking = globals().snowplow.track(video, destination, (entities) => {
    const { data = [] } = JSON.parse(entities || '{}') as Session;
    for (const { schema, data: session } of data)
      if (schema.includes('/session/') && session.contentWatched !== undefined) snowplow = session.contentWatched;
  });
  for (const one of acts) await act(one, player, video);
  tracking.stop();
  const { plugins } = player as unknown as {
    readonly plugins: { readonly xapi: { watched(): { readonly watched?: number; readonly duration?: number } } };
  };
  const { watched = NaN, duration = NaN } = plugins.xapi.watched();
  return { truth: played(video), ours: watched * duration, snowplow, reached: (reached / 100) * video.duration };
}

declare global {
  interface Window {
    watch: typeof watch;
  }
}

window.watch = watch;
