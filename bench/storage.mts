import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findEngines } from '../scripts/testing/engines.js';

/**
 * What a page start costs where many statements of an address that is no longer named wait in the storage:
 * `npm run build && npm run bench:storage`. In Chromium, a context a row, all in one run: compare the rows with each other.
 */
const COUNTS = [0, 100, 1_000, 10_000, 100_000] as const;
const BODY = 300;
/** Milliseconds: tasks that take longer are "long tasks" (https://w3c.github.io/longtasks/). */
const LONG = 50;

const { chromium: executablePath } = findEngines();
if (!executablePath) throw new Error('Chromium: not found. Install it or name it in CHROME_BIN.');

const script = readFileSync(path.join(import.meta.dirname, '../dist/playkit-xapi-portal.js'));
const server = createServer((request, response) => {
  const isScript = request.url === '/portal.js';
  if (request.url?.startsWith('/xapi')) response.writeHead(503).end();
  else if (isScript) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
  else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Bench</title>');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Portal {
  status(): Promise<{ readonly unserved: readonly { readonly waiting: number }[] }>;
}

/** Starts the portal, and resolves when it has looked at all that waits. */
async function start(
  page: Page
): Promise<{ readonly waiting: number; readonly longest: number; readonly heap: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const used = async (): Promise<number> => (await session.send('Runtime.getHeapUsage')).usedSize;
  const before = await used();
  const found = await page.evaluate(async () => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const settings = {
      endpoint: `${location.origin}/xapi/`,
      key: 'k',
      secret: 's',
      user: { id: 'ann' },
      stats: 'No',
      outbox: { maxMegabytes: 50 }
    };
    const tag = Object.assign(document.createElement('script'), { src: '/portal.js' });
    tag.dataset['xapiSettings'] = JSON.stringify(settings);
    await new Promise<unknown>((resolve, reject) => {
      tag.onload = resolve;
      tag.onerror = reject;
      document.head.append(tag);
    });
    const { startPortal } = (window as unknown as { PlaykitXapi: { portal: { startPortal(): Portal } } }).PlaykitXapi
      .portal;
    const portal = startPortal();
    // The page looks a second after its settings are there.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const { unserved } = await portal.status();
    return { waiting: unserved.reduce((sum, { waiting }) => sum + waiting, 0), longest };
  });
  return { ...found, heap: (await used()) - before };
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

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
console.log(`Page start over waiting rows of ${BODY} bytes (Chromium ${browser.version()})\n`);
console.log('rows waiting   found   longest task (ms)   heap (kB)');
try {
  for (const count of COUNTS) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    // Makes the database.
    await start(page);
    if (count) await fill(page, count);
    await page.goto(origin);
    const { waiting, longest, heap } = await start(page);
    const task = longest ? longest.toFixed(0) : `${LONG} or less`;
    console.log(
      `${String(count).padStart(12)}${String(waiting).padStart(8)}${task.padStart(20)}${(heap / 1000).toFixed(0).padStart(12)}`
    );
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
