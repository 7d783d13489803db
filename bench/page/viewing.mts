import { useFakeTimers } from 'sinon';
import { fakeMedia, type FakeMedia } from './fake-media.mjs';
import { lecture, newPlayer, settings, snowplow, type Player } from './trackers.mjs';

/** Who watches the player beside the viewer. */
export type Watcher = 'nobody' | 'plugin' | 'snowplow';

/** Time updates come four times a second. */
const STEP = 0.25;

interface Act {
  /** Seconds since the viewing began. */
  readonly at: number;
  do(player: Player): void;
}

/** What the viewer of ten minutes does, beside watching. */
const ACTS: readonly Act[] = [
  { at: 20, do: (player) => (player.currentTime += 30) },
  { at: 40, do: (player) => player.pause() },
  { at: 50, do: (player) => player.play() },
  { at: 90, do: (player) => (player.currentTime -= 20) },
  { at: 150, do: (player) => (player.playbackRate = 1.5) },
  { at: 210, do: (player) => (player.playbackRate = 1) },
  { at: 240, do: (player) => player.pause() },
  { at: 270, do: (player) => player.play() },
  { at: 330, do: (player) => (player.currentTime += 60) },
  { at: 390, do: (player) => (player.currentTime -= 90) },
  { at: 480, do: (player) => player.pause() },
  { at: 490, do: (player) => player.play() },
  { at: 540, do: (player) => (player.currentTime += 10) }
];

const { setTimeout: realTimeout } = window;
const realNow = performance.now.bind(performance);
const nextTask = (): Promise<unknown> => new Promise((resolve) => realTimeout(resolve, 0));

let playing: { readonly player: Player; readonly fake: FakeMedia } | undefined;

const viewing = {
  /** A real player with its real media at hand, which plays what the script says. */
  async begin(watcher: Watcher): Promise<void> {
    const destination = `${location.origin}/sink`;
    const player = newPlayer(watcher === 'plugin' ? { xapi: settings(destination) } : {});
    const loaded = new Promise<void>((resolve) => player.addEventListener('canplay', () => resolve()));
    player.setMedia(lecture());
    player.load();
    await loaded;
    if (watcher === 'snowplow') snowplow(player.getVideoElement(), destination);
    playing = { player, fake: fakeMedia(player.getVideoElement(), 1200) };
  },

  /** Watches for so many seconds; timers come when they are due. Gives the playhead, so that one sees that it played. */
  async watch(seconds: number): Promise<number> {
    if (!playing) throw new Error('Call begin first.');
    const { player, fake } = playing;
    const started = realNow();
    const clock = useFakeTimers({
      now: Date.now(),
      shouldClearNativeTimers: true,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date']
    });
    const began = clock.now;
    performance.now = () => started + clock.now - began;
    player.play();
    for (let at = 0; at < seconds; at += STEP) {
      for (const act of ACTS) if (act.at === at) act.do(player);
      await clock.tickAsync(STEP * 1000);
      fake.pass(STEP);
      // Storage and requests are real.
      await nextTask();
    }
    player.pause();
    await clock.tickAsync(10_000);
    clock.restore();
    performance.now = () => realNow() + seconds * 1000;
    return player.currentTime;
  }
};

declare global {
  interface Window {
    viewing: typeof viewing;
  }
}

window.viewing = viewing;
