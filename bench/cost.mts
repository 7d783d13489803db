import type { Costed } from './page/cost.mjs';
import { inFreshPage, mainThread, openChromium } from './support/chromium.mjs';
import { fastest, interleaved, median } from './support/measure.mjs';
import { line, microseconds, milliseconds, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite, type Site } from './support/site.mjs';
import { table } from './support/table.mjs';

const TITLES: Readonly<Record<Costed, string>> = {
  bare: 'a listener that counts',
  media: 'ours',
  snowplow: "Snowplow's media plugin",
  mux: 'mux-embed'
};
const SUBJECTS = Object.keys(TITLES) as readonly Costed[];
const PEERS = ['snowplow', 'mux', 'bare'] as const;

const HOW = `\
A video of a page says what a script wants it to say, while the page's clocks run ahead, and one tracker listens to it: ours is
trackMedia, which feeds the same fold as the plugin. Each sample in a page of its own. A time update: the dispatch of the event with
all that listens to it, in the fastest of many rounds of a thousand. A statement: pause and play in turn. "call" is the dispatch of the event;
"main thread" is all processor time of the thread for it, with storage and sending, until all was sent.`;

/** Longer than anybody gathers here (bench/page/trackers.mts). */
const CALM = 2000;

interface Sample {
  readonly update: number;
  readonly call: number;
  readonly main: number;
}

async function calm(site: Site): Promise<void> {
  for (let seen = -1; seen !== site.posted.length;) {
    seen = site.posted.length;
    await new Promise((resolve) => setTimeout(resolve, CALM));
  }
}

/** What time updates and statements cost, beside the others. */
export const cost: Bench = {
  title: 'Time updates and statements',
  async measure(short) {
    const site = await startSite(await scripts());
    const browser = await openChromium();
    const [rounds, statements] = short ? [2, 20] : [20, 400];
    try {
      const sample = (name: Costed): Promise<Sample> => {
        const needs = name === 'bare' ? ['page-cost'] : [name, 'page-cost'];
        return inFreshPage(browser, site.page(...needs), async (page) => {
          await page.evaluate((name) => window.cost.begin(name), name);
          await page.evaluate(() => window.cost.timeUpdate(1000));
          const updates: number[] = [];
          for (let round = 0; round < rounds; round++)
            updates.push(await page.evaluate(() => window.cost.timeUpdate(1000)));
          const busy = await mainThread(page);
          const before = await busy();
          const calls = await page.evaluate((count) => window.cost.statements(count), statements);
          await calm(site);
          return { update: fastest(updates), call: median(calls), main: ((await busy()) - before) / statements };
        });
      };
      const found = await interleaved(SUBJECTS, short ? 1 : 5, sample);
      const of = (name: Costed, part: keyof Sample): number => median(found[name].map((one) => one[part]));
      const lines = PEERS.flatMap((peer) => [
        line('a time update', [of('media', 'update'), of(peer, 'update')], TITLES[peer], microseconds),
        line('a statement, in the call', [of('media', 'call'), of(peer, 'call')], TITLES[peer], milliseconds),
        line('a statement, main thread', [of('media', 'main'), of(peer, 'main')], TITLES[peer], milliseconds)
      ]);
      const rows = SUBJECTS.map((name) => [
        TITLES[name],
        microseconds(of(name, 'update')),
        milliseconds(of(name, 'call')),
        milliseconds(of(name, 'main'))
      ]);
      const head = ['who', 'time update', 'statement: call', 'statement: main thread'];
      return { lines, how: HOW, detail: table(head, rows, 1) };
    } finally {
      await browser.close();
      await site.close();
    }
  }
};
