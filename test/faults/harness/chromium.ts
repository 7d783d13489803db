import { chromium as playwright, type Browser as Connection, type Page } from 'playwright-core';
import type { Browser, View } from './browser.js';
import { within } from './deadline.js';
import { newProfile, start, type Program } from './program.js';

/**
 * Playwright's own flags are not used, for they switch the back/forward cache off. These keep the browser from hosts that
 * a test machine must not reach, let media start without a gesture, and let root run it.
 */
const FLAGS = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--autoplay-policy=no-user-gesture-required',
  '--mute-audio'
];

async function connect(program: Program): Promise<Connection> {
  const line = await program.line(/DevTools listening on ws:\S+/);
  return playwright.connectOverCDP(line.replace(/^.* /, ''));
}

function viewOf(page: Page): View {
  return {
    async close() {
      await within(page.close({ runBeforeUnload: false }), 'a tab to close');
    },
    async crash() {
      const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()));
      const session = await page.context().newCDPSession(page);
      // Nobody is left to answer it.
      void session.send('Page.crash').catch(() => undefined);
      await within(crashed, 'a tab to crash');
    }
  };
}

/** Chromium by its DevTools protocol, its processes started here, so that they can be killed here. */
export function createChromium(file: string): Browser {
  const profile = newProfile('chromium');
  let program: Program | undefined;
  let meter: Page | undefined;
  let connection: Promise<Connection> | undefined;
  const newPage = async (): Promise<Page> => {
    program ??= start(file, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank']);
    const [context] = (await (connection ??= connect(program))).contexts();
    if (!context) throw new Error('Chromium has no window');
    return context.newPage();
  };
  const kill = async (): Promise<void> => {
    // Before anything is awaited: whoever kills it means this moment.
    const dead = program?.kill();
    const cut = connection?.then((each) => each.close()).catch(() => undefined);
    program = connection = meter = undefined;
    await dead;
    await cut;
  };
  return {
    engine: 'chromium',
    async open(url) {
      const page = await newPage();
      await page.goto(url, { waitUntil: 'commit' });
      return viewOf(page);
    },
    kill,
    async quota(origin, bytes) {
      // It holds as long as whoever asked for it is there.
      await meter?.close();
      meter = undefined;
      if (bytes === undefined) return;
      meter = await newPage();
      const session = await meter.context().newCDPSession(meter);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
    },
    close: kill
  };
}
