import { arrived, isCommitted } from '../harness/arrived.js';
import { CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import { pauses, restless } from './deeds.js';

/** Bytes of a statement at least, and of so many that some fit and some do not. */
const LARGE = 5000;
const ROOM = 8 * LARGE;

export const storage: readonly Scenario[] = [
  {
    name: 'quota-exceeded',
    engines: CHROMIUM,
    async run(stage) {
      // Before the page has any: Chromium remembers for a while how much room there was.
      await stage.browser.quota(stage.site.url, ROOM);
      stage.note(`room for ${ROOM} bytes`);
      const tab = await stage.open({ applicationName: 'x'.repeat(LARGE) });
      stage.fault({ status: 503 });
      await tab.act(...pauses(8));
      await tab.until(isCommitted, 'everything to be kept');
      const spilled = tab.delivery.some((event) => event.type === 'stored' && !event.durable);
      expect(spilled, 'there was no room, and it said that it is durable');
      stage.fault();
      await stage.browser.quota(stage.site.url, undefined);
      await arrived(stage);
      // The next one is taken by the storage again.
      await tab.act(...pauses(1));
      await arrived(stage);
      expect((await tab.status()).durable, 'there is room again, and it is not durable');
    }
  },
  {
    name: 'quota-exceeded-once',
    engines: CHROMIUM,
    async run(stage) {
      await stage.browser.quota(stage.site.url, ROOM);
      stage.note(`room for ${ROOM} bytes`);
      const tab = await stage.open({ applicationName: 'x'.repeat(LARGE) });
      stage.fault({ status: 503 });
      await tab.act(...pauses(8));
      await tab.until(isCommitted, 'everything to be kept');
      expect(!(await tab.status()).durable, 'there was no room, and it says that it is durable');
      await stage.browser.quota(stage.site.url, undefined);
      // Chromium remembers for a while how much room there was.
      for (let i = 0; i < 20 && !(await tab.status()).durable; i++) {
        await tab.act(...pauses(1));
        await tab.until(isCommitted, 'everything to be kept');
      }
      expect((await tab.status()).durable, 'there is room again, and what was said is in memory only');
      const said = tab.evidence().captured.map(({ id }) => id);
      await stage.kill();
      stage.fault();
      await stage.open();
      const isThere = (): boolean => said.every((id) => stage.store.arrivals.some((arrival) => arrival.id === id));
      await stage.until(isThere, 'what the first page said before its end');
    }
  },
  {
    name: 'storage-denied',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open({}, { denied: true });
      stage.note('no storage');
      stage.fault({ status: 503, times: 1 }, { dropAfterAccept: true, times: 1 });
      await tab.act(...restless(stage.random, 8));
      await arrived(stage);
      expect(!(await tab.status()).durable, 'there is no storage, and it says that it is durable');
    }
  }
];
