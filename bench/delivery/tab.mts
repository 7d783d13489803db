import type { BrowserContext } from 'playwright-core';
import { mainThread } from '../support/chromium.mjs';
import type { Target } from './page/sender.mjs';

/** What a page took of its main thread. */
export interface Spent {
  /** Milliseconds of processor time in tasks, from the sender's start to just before the page was closed. */
  readonly busy: number;
}

/** One page of a sender. */
export interface Tab {
  capture(first: number, count: number, pace: number): Promise<readonly number[]>;
  /** As a user closes a tab: the page hears of it, and nobody waits for it. */
  close(): Promise<Spent>;
}

export async function openTab(context: BrowserContext, address: string, target: Target): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(address);
  const busy = await mainThread(page);
  await page.evaluate((given) => window.drive.start(given), target);
  const before = await busy();

  return {
    capture: (first, count, pace) =>
      page.evaluate(([from, many, every]) => window.drive.capture(from, many, every), [first, count, pace] as const),
    async close() {
      const spent = { busy: (await busy()) - before };
      const gone = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true });
      await gone;
      return spent;
    }
  };
}
