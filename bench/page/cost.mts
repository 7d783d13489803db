import { fakeMedia, type FakeMedia } from './fake-media.mjs';
import { bare, media, mux, newVideo, snowplow, type Tracker } from './trackers.mjs';

const TRACKERS = { bare, media, snowplow, mux } as const satisfies Readonly<Record<string, Tracker>>;

export type Costed = keyof typeof TRACKERS;

/** The page's clocks run as they do, and further ahead each time the script lets time pass. */
let ahead = 0;
const realNow = performance.now.bind(performance);
const realDate = Date.now.bind(Date);
performance.now = () => realNow() + ahead;
Date.now = () => Math.round(realDate() + ahead);

/** So long that nothing is reached and nothing ends. */
const DURATION = 1e7;

const { port1, port2 } = new MessageChannel();

const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });

let playing: FakeMedia | undefined;

function playingMedia(): FakeMedia {
  if (!playing) throw new Error('Call begin first.');
  return playing;
}

const cost = {
  /** Sets a tracker up, and plays for a second. */
  async begin(name: Costed): Promise<void> {
    const video = newVideo();
    playing = fakeMedia(video, DURATION);
    TRACKERS[name](video, `${location.origin}/sink`);
    playing.play();
    for (let i = 0; i < 4; i++) {
      ahead += 250;
      playing.pass(0.25);
      await nextTask();
    }
  },

  /** Microseconds of one time update, the event included. */
  timeUpdate(count: number): number {
    const fake = playingMedia();
    const began = realNow();
    for (let i = 0; i < count; i++) {
      ahead += 250;
      fake.pass(0.25);
    }
    return ((realNow() - began) / count) * 1000;
  },

  /** Milliseconds in each `pause` and each `play`, which every tracker tells of. A task each, as in a page. */
  async statements(count: number): Promise<readonly number[]> {
    const fake = playingMedia();
    const calls: number[] = [];
    for (let i = 0; i < count; i++) {
      ahead += 1000;
      const began = realNow();
      if (i % 2) fake.play();
      else fake.pause();
      calls.push(realNow() - began);
      await nextTask();
    }
    return calls;
  }
};

declare global {
  interface Window {
    cost: typeof cost;
  }
}

window.cost = cost;
