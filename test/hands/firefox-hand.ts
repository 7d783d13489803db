import puppeteer from 'puppeteer-core';
import { paced, STEP, type Hand } from './hand.js';

const PREFERENCES = {
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.volume_scale': '0.0',
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,x',
  'media.gmp-manager.updateEnabled': false
};

/** Firefox by WebDriver BiDi; the page slows itself down. */
export async function firefoxHand(executablePath: string): Promise<Hand> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, extraPrefsFirefox: PREFERENCES });
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 700 });
  return {
    async open(url) {
      await page.goto(url);
    },
    ask: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    async drag(points) {
      const [first] = points;
      if (!first) return;
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      const since = performance.now();
      for (const [index, { x, y }] of points.entries()) {
        await paced(since, index * STEP);
        await page.mouse.move(x, y);
      }
      await page.mouse.up();
    },
    async hold(key, times) {
      const since = performance.now();
      for (let index = 0; index < times; index++) {
        await paced(since, index * STEP);
        await page.keyboard.down(key);
      }
      await page.keyboard.up(key);
    },
    close: () => browser.close()
  };
}
