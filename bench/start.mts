import type { Page } from 'playwright-core';
import type { Started } from './page/start.mjs';
import { inFreshPage, mainThread, openChromium } from './support/chromium.mjs';
import { interleaved, median } from './support/measure.mjs';
import { line, milliseconds, showRatio, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite } from './support/site.mjs';
import { table } from './support/table.mjs';

const TITLES: Readonly<Record<Started, string>> = {
  plugin: 'plugin',
  media: 'media',
  snowplow: 'Snowplow + media plugin',
  mux: 'mux-embed',
  xapijs: '@xapi/xapi',
  tincan: 'tincanjs'
};
const PEERS = ['snowplow', 'mux', 'xapijs', 'tincan'] as const;
const SUBJECTS = Object.keys(TITLES) as readonly Started[];

const HOW = `\
Cold: each sample is a page of its own in a browser profile of its own, so that V8 has seen nothing of the script. Evaluation is
what a script tag takes that has its text; set-up is the call that begins to track a video (for the plugin: its constructor, in a
real player; @xapi/xapi and tincanjs: their constructors, which look at no video). Processor time of the main thread, as the browser
counts it, so that a busy machine disturbs less; the part of a second after it, in which storage is opened and the first event is
sent, stands beside. All in turn, and the median of each.`;

/** Milliseconds in which what a start began goes on. */
const AFTER = 300;

/** Milliseconds of a start. */
interface Start {
  readonly evaluate: number;
  readonly setUp: number;
  readonly after: number;
}

async function sample(page: Page, name: Started): Promise<Start> {
  await page.evaluate((name) => window.start.prepare(name), name);
  const busy = await mainThread(page);
  const step = async (work: () => Promise<void>): Promise<number> => {
    const before = await busy();
    await work();
    return (await busy()) - before;
  };
  // The first one compiles what all of them need.
  await page.evaluate(() => window.start.nothing());
  const nothing = await step(() => page.evaluate(() => window.start.nothing()));
  const evaluate = await step(() => page.evaluate(() => window.start.evaluate()));
  const setUp = await step(() => page.evaluate(() => window.start.setUp()));
  const after = await step(() => page.waitForTimeout(AFTER));
  return { evaluate: evaluate - nothing, setUp: setUp - nothing, after };
}

/** What a start costs, beside the others. */
export const start: Bench = {
  title: 'Start',
  async measure(short) {
    const site = await startSite(await scripts());
    const browser = await openChromium();
    try {
      const one = (name: Started): Promise<Start> => {
        const needs = name === 'plugin' ? ['player', 'page-start'] : ['page-start'];
        return inFreshPage(browser, site.page(...needs), (page) => sample(page, name));
      };
      const found = await interleaved(SUBJECTS, short ? 1 : 15, one);
      const of = (name: Started, part: (start: Start) => number): number => median(found[name].map(part));
      const both = (name: Started): number => of(name, ({ evaluate, setUp }) => evaluate + setUp);
      const evaluation = (name: Started): number => of(name, ({ evaluate }) => evaluate);
      const lines = PEERS.flatMap((peer) => [
        line(
          'start of the plugin: evaluation and set-up, cold',
          [both('plugin'), both(peer)],
          TITLES[peer],
          milliseconds
        ),
        line(
          'start of the plugin: evaluation alone, cold',
          [evaluation('plugin'), evaluation(peer)],
          TITLES[peer],
          milliseconds
        )
      ]);
      const rows = SUBJECTS.map((name) => {
        const parts = [evaluation(name), of(name, ({ setUp }) => setUp), both(name), of(name, ({ after }) => after)];
        return [TITLES[name], ...parts.map(milliseconds), showRatio(both(name) / both('snowplow'))];
      });
      return {
        lines,
        how: HOW,
        detail: table(['script', 'evaluation', 'set-up', 'both', `${AFTER} ms after`, 'both / Snowplow'], rows, 1)
      };
    } finally {
      await browser.close();
      await site.close();
    }
  }
};
