import type { Page } from 'playwright-core';
import type { Started } from './page/start.mjs';
import { inFreshPage, mainThread, openChromium } from './support/chromium.mjs';
import { interleaved, median } from './support/measure.mjs';
import { line, milliseconds, showRatio, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite } from './support/site.mjs';
import { table } from './support/table.mjs';

const OURS = { plugin: 'plugin', media: 'media' } as const;
const PEERS = {
  snowplow: 'Snowplow + media plugin',
  mux: 'mux-embed',
  xapijs: '@xapi/xapi',
  tincan: 'tincanjs'
} as const;
const TITLES: Readonly<Record<Started, string>> = { ...OURS, ...PEERS };
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
      const found = await interleaved(SUBJECTS, short ? 1 : 21, one);
      const total = (name: Started): number => median(found[name].map(({ evaluate, setUp }) => evaluate + setUp));
      const lines = (Object.keys(OURS) as (keyof typeof OURS)[]).flatMap((ours) =>
        (Object.keys(PEERS) as (keyof typeof PEERS)[]).map((peer) =>
          line(`start of the ${OURS[ours]}, cold`, [total(ours), total(peer)], PEERS[peer], milliseconds)
        )
      );
      const rows = SUBJECTS.map((name) => {
        const evaluate = median(found[name].map((one) => one.evaluate));
        const setUp = median(found[name].map((one) => one.setUp));
        const after = median(found[name].map((one) => one.after));
        const figures = [evaluate, setUp, total(name), after].map(milliseconds);
        return [TITLES[name], ...figures, showRatio(total(name) / total('snowplow'))];
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
