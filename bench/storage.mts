import type { Page } from 'playwright-core';
import { inFreshPage, mainThread, openChromium } from './support/chromium.mjs';
import { kilobytes, line, milliseconds, type Bench } from './support/report.mjs';
import { scripts } from './support/scripts.mjs';
import { startSite } from './support/site.mjs';
import { table } from './support/table.mjs';

const COUNTS = [0, 100, 1_000, 10_000, 100_000] as const;
const BODY = 300;
/** Milliseconds: tasks that take longer are "long tasks" (https://w3c.github.io/longtasks/). */
const LONG = 50;
/** Milliseconds in which a page looks at what waits: it does a second after its settings are there. */
const LOOK = 3000;

const HOW = `\
The start of a page (the portal) over so many waiting rows of ${BODY} bytes, of an address that is no longer named. In Chromium, a
profile a row. The longest task is 0 where none took ${LONG} ms, which is what browsers tell of.`;

interface Portal {
  status(): Promise<{ readonly unserved: readonly { readonly waiting: number }[] }>;
}

interface Started {
  /** As `status()` counts it. */
  readonly waiting: number;
  /** Milliseconds. */
  readonly busy: number;
  readonly longest: number;
  /** Bytes. */
  readonly heap: number;
}

/** Starts the portal, and resolves when it has looked at all that waits. */
async function start(page: Page): Promise<Started> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const used = async (): Promise<number> => (await session.send('Runtime.getHeapUsage')).usedSize;
  const before = await used();
  const busy = await mainThread(page);
  const idle = await busy();
  const found = await page.evaluate(async (look) => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const settings = {
      endpoint: `${location.origin}/sink/xapi/`,
      key: 'k',
      secret: 's',
      user: { id: 'ann' },
      stats: 'No',
      outbox: { maxMegabytes: 50 }
    };
    const tag = Object.assign(document.createElement('script'), { src: '/script/portal.js' });
    tag.dataset['xapiSettings'] = JSON.stringify(settings);
    await new Promise<unknown>((resolve, reject) => {
      tag.onload = resolve;
      tag.onerror = reject;
      document.head.append(tag);
    });
    const { startPortal } = (window as unknown as { PlaykitXapi: { portal: { startPortal(): Portal } } }).PlaykitXapi
      .portal;
    const portal = startPortal();
    await new Promise((resolve) => setTimeout(resolve, look));
    const { unserved } = await portal.status();
    return { waiting: unserved.reduce((sum, { waiting }) => sum + waiting, 0), longest };
  }, LOOK);
  return { ...found, busy: (await busy()) - idle, heap: (await used()) - before };
}

const fill = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    async ([count, size]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('playkit-js-xapi');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
      for (let from = 0; from < count; from += 5000)
        await new Promise<void>((resolve, reject) => {
          const transaction = db.transaction('parcels', 'readwrite');
          const rows = transaction.objectStore('parcels');
          for (let k = from; k < Math.min(from + 5000, count); k++) {
            const body = JSON.stringify({ id: `s${k}`, pad: 'x'.repeat(size) });
            rows.put({ id: `s${k}`, lane: 'left', kind: 'progress', body, at: Date.now(), v: 2, bytes: body.length });
          }
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
        });
      db.close();
    },
    [count, BODY] as const
  );

/** What a page start costs where many statements wait. */
export const storage: Bench = {
  title: 'A page start over waiting rows',
  async measure(short) {
    const site = await startSite(await scripts());
    const browser = await openChromium();
    const counts = short ? COUNTS.slice(0, 2) : COUNTS;
    try {
      const found: Started[] = [];
      for (const count of counts)
        found.push(
          await inFreshPage(browser, site.page(), async (page) => {
            // Makes the database.
            await start(page);
            if (count) await fill(page, count);
            await page.goto(site.page());
            return start(page);
          })
        );
      const wrong = counts.filter((count, i) => found[i]?.waiting !== count);
      const [least, most] = [found[0], found.at(-1)];
      const last = counts.at(-1)?.toLocaleString('en') ?? '';
      const none = 'with none';
      const lines = [
        line(`page start over ${last} rows, main thread`, [most?.busy ?? NaN, least?.busy ?? NaN], none, milliseconds),
        line(`page start over ${last} rows, heap`, [most?.heap ?? NaN, least?.heap ?? NaN], none, kilobytes)
      ];
      const rows = found.map(({ busy, longest, heap }, i) => [
        counts[i]?.toLocaleString('en') ?? '',
        milliseconds(busy),
        longest.toFixed(0),
        kilobytes(heap)
      ]);
      const head = ['rows', 'main thread', 'longest task, ms', 'heap'];
      return {
        lines,
        how: HOW,
        detail: table(head, rows, 1),
        ...(wrong.length && { wrong: `status() did not count ${wrong.join(', ')} rows` })
      };
    } finally {
      await browser.close();
      await site.close();
    }
  }
};
