import type { Watcher } from './page/viewing.mjs';
import { inFreshPage, mainThread, onTheStack, openChromium } from './support/chromium.mjs';
import { interleaved, median } from './support/measure.mjs';
import { line, milliseconds, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite } from './support/site.mjs';
import { table } from './support/table.mjs';

const TITLES: Readonly<Record<Watcher, string>> = {
  nobody: 'the player alone',
  plugin: 'with the plugin',
  snowplow: "with Snowplow's media plugin"
};
const SUBJECTS = Object.keys(TITLES) as readonly Watcher[];

const HOW = `\
Ten minutes in the real Kaltura player: 2400 time updates, three pauses, five seeks, two changes of the rate. The media element says
what the script wants it to say, and the page's timers come when they are due in those ten minutes; storage and requests are real.
Main thread: processor time of all its tasks, from the first play until all was sent; what one round differs from the next is more than
what a tracker adds. Its script: the time in which a function of the tracker was at work, or what it had called, by looking a thousand
times a second.`;

interface Sample {
  readonly main: number;
  /** Milliseconds; of the player alone, nothing. */
  readonly script: number;
}

/** Longer than statements and events gather (bench/page/trackers.mts). */
const CALM = 2000;

/** Main-thread time of a viewing, with and without. */
export const viewing: Bench = {
  title: 'A viewing of ten minutes',
  async measure(short) {
    const site = await startSite(await scripts());
    const browser = await openChromium();
    const seconds = short ? 30 : 600;
    try {
      const sample = (watcher: Watcher): Promise<Sample> => {
        const needs = { nobody: [], plugin: ['plugin'], snowplow: ['snowplow'] }[watcher];
        return inFreshPage(browser, site.page('player', ...needs, 'page-viewing'), async (page) => {
          const posted = site.posted.length;
          await page.evaluate((watcher) => window.viewing.begin(watcher), watcher);
          const busy = await mainThread(page);
          const script = await onTheStack(page, `/script/${watcher}.js`);
          const before = await busy();
          const position = await page.evaluate((seconds) => window.viewing.watch(seconds), seconds);
          await page.waitForTimeout(CALM);
          if (position < seconds / 2) throw new Error(`${TITLES[watcher]}: the viewing came to ${position} s only.`);
          if (watcher !== 'nobody' && site.posted.length === posted)
            throw new Error(`${TITLES[watcher]}: nothing was sent.`);
          return { main: (await busy()) - before, script: await script() };
        });
      };
      const found = await interleaved(SUBJECTS, short ? 1 : 5, sample);
      const of = (watcher: Watcher, part: keyof Sample): number => median(found[watcher].map((one) => one[part]));
      const snowplow = "Snowplow's media plugin";
      const lines = [
        line('ten minutes, main thread', [of('plugin', 'main'), of('nobody', 'main')], TITLES.nobody, milliseconds),
        line('ten minutes, main thread', [of('plugin', 'main'), of('snowplow', 'main')], snowplow, milliseconds),
        line('ten minutes, its script', [of('plugin', 'script'), of('snowplow', 'script')], snowplow, milliseconds)
      ];
      const rows = SUBJECTS.map((watcher) => [
        TITLES[watcher],
        milliseconds(of(watcher, 'main')),
        watcher === 'nobody' ? '' : milliseconds(of(watcher, 'script')),
        found[watcher].map(({ main }) => main.toFixed(0)).join(' ')
      ]);
      return { lines, how: HOW, detail: table(['player', 'main thread', 'its script', 'each round, ms'], rows, 1) };
    } finally {
      await browser.close();
      await site.close();
    }
  }
};
