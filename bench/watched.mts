import type { Act, Counted } from './page/watched.mjs';
import { createGate } from './support/gate.mjs';
import { inFreshPage, openChromium } from './support/chromium.mjs';
import { line, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite } from './support/site.mjs';
import { table } from './support/table.mjs';

interface Viewing {
  readonly name: string;
  /** Of media/. */
  readonly file: string;
  readonly acts: readonly Act[];
}

const play: Act = { do: 'play' };
const pause: Act = { do: 'pause' };
const end: Act = { do: 'end' };
const until = (position: number): Act => ({ do: 'until', position });
const seek = (to: number): Act => ({ do: 'seek', to });
const rate = (rate: number): Act => ({ do: 'rate', rate });
const drag = (every: number, ...through: readonly number[]): Act => ({ do: 'drag', every, through });
const lecture = 'lecture.mp4';

const VIEWINGS: readonly Viewing[] = [
  { name: 'straight through', file: 'six.mp4', acts: [play, end] },
  { name: 'a seek forwards', file: lecture, acts: [play, until(3), seek(48), until(51), pause] },
  { name: 'a seek back', file: lecture, acts: [play, until(4), seek(1), until(5), pause] },
  {
    name: 'three seeks of ten seconds',
    file: lecture,
    acts: [play, until(2), seek(12), seek(22), seek(32), until(34), pause]
  },
  {
    name: 'a drag while it plays',
    file: lecture,
    acts: [play, until(2), drag(60, 8, 14, 20, 26, 32, 38, 44, 50), until(52), pause]
  },
  {
    name: 'a drag to and fro',
    file: lecture,
    acts: [play, until(2), drag(90, 15, 30, 45, 30, 15, 30, 40), until(42), pause]
  },
  {
    name: 'a drag while it is paused',
    file: lecture,
    acts: [play, until(2), pause, drag(60, 10, 25, 40, 55, 30), play, until(32), pause]
  },
  { name: 'twice the rate', file: lecture, acts: [play, rate(2), until(12), pause] },
  { name: 'half the rate, then twice', file: lecture, acts: [play, rate(0.5), until(2), rate(2), until(8), pause] },
  {
    name: 'twice the rate, with seeks',
    file: lecture,
    acts: [play, rate(2), until(4), seek(40), until(44), seek(2), until(8), pause]
  },
  { name: 'to the end by a seek', file: lecture, acts: [play, until(2), seek(58), end] },
  { name: 'twice from start to end', file: 'six.mp4', acts: [play, rate(2), end, seek(0), play, end] },
  {
    name: 'a look at five places',
    file: lecture,
    acts: [play, until(1), seek(10), until(11), seek(20), until(21), seek(30), until(31), seek(40), until(41), pause]
  },
  { name: 'pauses', file: lecture, acts: [play, until(1), pause, play, until(2), pause, play, until(3), pause] }
];

const HOW = `\
Real media in the real player, in real time; all look at the same playback. The truth is what the browser itself keeps of what it has
rendered (HTMLMediaElement.played), each second once. Ours: watched() of the plugin. Snowplow: contentWatched of its last event. The
player: the largest PLAY_REACHED_* that it dispatched, in quarters of the length, which is all that a plugin has that listens to those.`;

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const off = (value: number, truth: number): string => `${value < truth ? '' : '+'}${(value - truth).toFixed(2)}`;

/** Watched seconds against the truth. */
export const watched: Bench = {
  title: 'Watched seconds against the truth',
  async measure(short) {
    const site = await startSite(await scripts());
    const browser = await openChromium();
    try {
      // More than one a core: most of a viewing is waiting, but not so many that media stutters.
      const atOnce = createGate(3);
      const url = site.page('player', 'plugin', 'snowplow', 'page-watched');
      const viewings = VIEWINGS.slice(0, short ? 2 : undefined);
      const counted = await Promise.all(
        viewings.map(({ file, acts }) =>
          atOnce(() =>
            inFreshPage(browser, url, (page): Promise<Counted> =>
              page.evaluate(([file, acts]) => window.watch(file, acts), [file, acts] as const)
            )
          )
        )
      );
      const error = (part: 'ours' | 'snowplow' | 'reached'): number =>
        counted.reduce((sum, one) => sum + Math.abs(one[part] - one.truth), 0) / counted.length;
      const lines = [
        line(
          'watched seconds, off the truth',
          [error('ours'), error('snowplow')],
          "Snowplow's contentWatched",
          seconds
        ),
        line(
          'watched seconds, off the truth',
          [error('ours'), error('reached')],
          "the player's PLAY_REACHED_*",
          seconds
        )
      ];
      const rows = counted.map(({ truth, ours, snowplow, reached }, i) => [
        viewings[i]?.name ?? '',
        truth.toFixed(2),
        off(ours, truth),
        off(snowplow, truth),
        off(reached, truth)
      ]);
      return {
        lines,
        how: HOW,
        detail: table(['viewing', 'truth, s', 'ours', 'Snowplow', 'player'], rows, 1),
        // Far from what it is: a thousandth.
        ...(error('ours') > error('snowplow') / 2 && { wrong: `ours is off by ${seconds(error('ours'))}` })
      };
    } finally {
      await browser.close();
      await site.close();
    }
  }
};
