import { arrived, isCommitted } from '../harness/arrived.js';
import { CHROMIUM, expect, Unmet, type Scenario } from '../harness/scenario.js';
import type { Tab } from '../harness/tab.js';
import type { Stage } from '../harness/stage.js';
import { sessionOf } from '../judge/closings.js';
import { pauses, restless } from './deeds.js';

/** What gathers leaves in one last request; gives how many statements were captured. */
async function closeWithSome(stage: Stage): Promise<number> {
  const tab = await stage.open({ linger: 60, events: { terminated: true } });
  await tab.act({ do: 'play' }, { do: 'rate', rate: 2 });
  await tab.until(({ texts }) => texts.length > 1, 'statements');
  await stage.close(tab);
  return tab.texts.length;
}

const sessionsOf = (texts: readonly string[]): ReadonlySet<unknown> =>
  new Set(texts.map((text) => sessionOf(JSON.parse(text))));

export const leaving: readonly Scenario[] = [
  {
    name: 'keepalive-in-flight',
    engines: CHROMIUM,
    async run(stage) {
      stage.fault({ hold: true });
      const captured = await closeWithSome(stage);
      await stage.until(() => stage.store.arrivals.length > 0, 'the last request');
      const { arrivals } = stage.store;
      expect(arrivals.length >= captured, `${captured} were captured, ${arrivals.length} left with the page`);
      // The page is gone before there is an answer, so the next one must say it all again.
      stage.store.release();
      stage.fault();
      await stage.open();
      await stage.until(() => stage.store.arrivals.some(({ replay }) => replay), 'the next page to say it again');
    }
  },
  {
    name: 'keepalive-cut',
    engines: CHROMIUM,
    async run(stage) {
      stage.fault({ cut: true });
      await closeWithSome(stage);
      await stage.until(() => stage.store.requests.length > 0, 'the last request');
      stage.fault();
      await stage.open();
      await arrived(stage);
    }
  },
  {
    name: 'closed-behind-another',
    engines: CHROMIUM,
    async run(stage) {
      const sends = await stage.open({ linger: 0 });
      const say = async (tab: Tab): Promise<void> => {
        await tab.act(...pauses(1));
        await tab.until(isCommitted, 'everything to be committed');
      };
      stage.fault({ hold: true, times: 1 });
      await say(sends);
      await stage.until(() => stage.store.arrivals.length > 0, 'a request to be under way');
      const waits = await stage.open({ linger: 0 });
      // What the one says in between comes first, also in the last request of the other.
      for (const tab of [waits, sends, waits]) await say(tab);
      await stage.close(waits);
      await stage.until(() => stage.store.requests.some(({ status }) => status === 200), 'the last request');
      stage.store.release();
      await arrived(stage);
    }
  },
  {
    name: 'back-forward-cache',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      await tab.act(...pauses(1), { do: 'play' });
      await arrived(stage);
      // A request is under way, and so a lock held: it must not go into the cache with the page.
      stage.fault({ hold: true, times: 1 });
      const { length } = stage.store.arrivals;
      await tab.act(...pauses(1), { do: 'play' });
      await stage.until(() => stage.store.arrivals.length > length, 'a request to be under way');
      const before = sessionsOf(tab.texts);
      const elsewhere = stage.site.create({ xapi: {}, elsewhere: true });
      stage.note('away and back');
      await tab.ask({ name: 'go', url: elsewhere.url });
      await elsewhere.until(({ ready }) => ready, 'the other page');
      const first = tab.texts.length;
      const other = await stage.open();
      await other.act(...pauses(1));
      await arrived(stage);
      await stage.close(other);
      await elsewhere.ask({ name: 'back' });
      await tab.until(({ shown }) => shown.length > 1, 'the page to come back');
      elsewhere.gone('left');
      stage.store.release();
      const { persisted, reasons = '' } = tab.shown[1] ?? {};
      const missed = `the page was not in the back/forward cache: ${reasons}`;
      // A reason that the browser does not tell is no fault of the page.
      if (!persisted && /"masked"/.test(reasons) && !/"reason":"(?!masked)/.test(reasons)) throw new Unmet(missed);
      expect(persisted === true, missed);
      await tab.act(...restless(stage.random, 4));
      await tab.until(({ texts }) => texts.length > first, 'a statement after it came back');
      await arrived(stage);
      const after = [...sessionsOf(tab.texts.slice(first))];
      expect(
        after.length > 0 && after.every((session) => !before.has(session)),
        'no new session was told after it came back'
      );
    }
  }
];
