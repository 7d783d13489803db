import { arrived, isCommitted } from '../harness/arrived.js';
import { ALL, CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import type { Stage } from '../harness/stage.js';
import type { Tab } from '../harness/tab.js';
import type { Report } from '../page/protocol.js';
import { pauses, restless } from './deeds.js';

/** Kills the browser while it reports that: the page has not gone on when it dies. */
export async function killAt(stage: Stage, tab: Tab, count: number, when: (report: Report) => boolean): Promise<void> {
  let left = count;
  let dead: Promise<void> | undefined;
  const stop = tab.heard.listen((report) => {
    if (when(report) && (left -= 1) === 0) dead = stage.kill();
  });
  await tab.act(...restless(stage.random, 2 * count + 4)).catch(() => undefined);
  stop();
  // It may have said less than expected.
  await (dead ?? stage.kill());
}

export const isCapture = ({ type }: Report): boolean => type === 'captured';
export const isCommit = (report: Report): boolean => report.type === 'delivery' && report.event.type === 'stored';

/** Less than the half minute after which every page looks for what nobody takes care of. */
const TAKEOVER = 20_000;

export const deaths: readonly Scenario[] = [
  {
    name: 'three-tabs',
    engines: CHROMIUM,
    async run(stage) {
      const tabs = [await stage.open(), await stage.open(), await stage.open()];
      stage.fault({ status: 503, times: 1 }, { dropAfterAccept: true, times: 2 }, { cut: true, times: 1 });
      await Promise.all(tabs.map((tab) => tab.act(...restless(stage.random, 8))));
      await arrived(stage);
    }
  },
  {
    name: 'tab-crash',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      stage.fault({ hold: true, times: 1 });
      await tab.act(...restless(stage.random, 6));
      await stage.until(() => stage.store.arrivals.length > 0, 'a request to be under way');
      // The other one stays behind it, since only one tab sends at a time.
      const other = await stage.open();
      await other.act(...pauses(2));
      await other.until(isCommitted, 'everything to be committed');
      await stage.crash(tab);
      // By itself: nobody tells it that the other one is gone, and nothing happens in it any more.
      await arrived(stage, TAKEOVER);
    }
  },
  {
    name: 'browser-killed',
    engines: ALL,
    async run(stage) {
      stage.fault({ cut: true });
      await killAt(stage, await stage.open(), 4, isCapture);
      await killAt(stage, await stage.open(), 3, isCommit);
      stage.fault();
      await stage.open();
      await arrived(stage);
    }
  },
  {
    name: 'offline',
    engines: CHROMIUM,
    async run(stage) {
      stage.fault({ cut: true });
      const tab = await stage.open();
      await tab.act(...restless(stage.random, 10));
      // Committed, so that no death of the page can harm it.
      await tab.until(isCommitted, 'everything to be committed');
      await stage.close(tab);
      expect(stage.store.arrivals.length === 0, 'the network was cut, and something arrived');
      stage.fault();
      await stage.open();
      await arrived(stage);
    }
  }
];
