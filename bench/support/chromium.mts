import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { findEngines } from '../../scripts/testing/engines.js';

/** Opens Chromium, which reaches this machine and no other. */
export async function openChromium(): Promise<Browser> {
  const { chromium: executablePath } = findEngines();
  if (!executablePath) throw new Error('No Chromium found: install it or name it in CHROME_BIN.');
  const args = [
    '--disable-gpu',
    '--mute-audio',
    '--autoplay-policy=no-user-gesture-required',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
  ];
  return chromium.launch({ executablePath, args });
}

/** A page in a profile and a process of its own. Resolves when `work` has; an error of the page rejects. */
export async function inFreshPage<T>(browser: Browser, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Gives how many milliseconds the main thread of a page has spent in tasks until now. */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  // Time of the thread and not of the clock: another process that takes the processor is nobody's cost.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
}

/**
 * Looks a thousand times a second at what a page's main thread does, until the returned function is called: that gives the milliseconds
 * in which a function of such a script was at work, by itself or in what it called.
 */
export async function onTheStack(page: Page, script: string): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 1000 });
  await devtools.send('Profiler.start');
  return async () => {
    const { profile } = await devtools.send('Profiler.stop');
    const { nodes, samples = [], timeDeltas = [] } = profile;
    const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
    const own = new Set(nodes.filter(({ callFrame }) => callFrame.url.endsWith(script)).map(({ id }) => id));
    const isOn = (id: number | undefined): boolean => id !== undefined && (own.has(id) || isOn(parents.get(id)));
    return samples.reduce((sum, id, i) => sum + (isOn(id) ? (timeDeltas[i] ?? 0) : 0), 0) / 1000;
  };
}
