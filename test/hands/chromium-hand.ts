import { chromium } from 'playwright-core';
import { paced, STEP, type Hand, type Point } from './hand.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--mute-audio'];

/** Chromium by its DevTools protocol, with the processor slowed down four times. */
export async function chromiumHand(executablePath: string): Promise<Hand> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 900, height: 700 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });

  /** Not awaited one by one: the next one comes when it is due, as those of a pointer do. */
  async function along(points: readonly Point[], send: (point: Point) => Promise<unknown>): Promise<void> {
    const since = performance.now();
    const sent: Promise<unknown>[] = [];
    for (const [index, point] of points.entries()) {
      await paced(since, index * STEP);
      sent.push(send(point));
    }
    await Promise.all(sent);
  }

  return {
    async open(url) {
      await page.goto(url);
    },
    ask: (expression) => page.evaluate(expression),
    async drag(points) {
      const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', point: Point): Promise<unknown> =>
        session.send('Input.dispatchMouseEvent', {
          type,
          ...point,
          buttons: type === 'mouseReleased' ? 0 : 1,
          button: 'left',
          ...(type !== 'mouseMoved' && { clickCount: 1 })
        });
      const [first, last] = [points[0], points.at(-1)];
      if (!first || !last) return;
      await mouse('mousePressed', first);
      await along(points.slice(1), (point) => mouse('mouseMoved', point));
      await mouse('mouseReleased', last);
    },
    async swipe(points) {
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]): Promise<unknown> =>
        session.send('Input.dispatchTouchEvent', { type, touchPoints });
      const [first] = points;
      if (!first) return;
      await touch('touchStart', [first]);
      await along(points.slice(1), (point) => touch('touchMove', [point]));
      await touch('touchEnd', []);
    },
    async hold(key, times) {
      const since = performance.now();
      for (let index = 0; index < times; index++) {
        await paced(since, index * STEP);
        // A second press without a release is a repetition.
        await page.keyboard.down(key);
      }
      await page.keyboard.up(key);
    },
    close: () => browser.close()
  };
}
