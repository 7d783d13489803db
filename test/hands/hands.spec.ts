import { expect } from 'chai';
import { openDisplay, type Display } from '../../scripts/testing/display.js';
import { findEngines, onPath } from '../../scripts/testing/engines.js';
import { sweepAtExit } from '../faults/harness/litter.js';
import { judgeStatement } from '../support/judges/judge-statement.js';
import { parseSegments, unionOf } from '../support/judges/played-segments.js';
import { chromiumHand } from './chromium-hand.js';
import { firefoxHand } from './firefox-hand.js';
import type { Hand, Point } from './hand.js';
import type { Scene } from './page.js';
import { openSite, type Site } from './site.js';
import { webkitHand } from './webkit-hand.js';

const V = 'https://w3id.org/xapi/video/extensions/';

/** What the page itself says in the end. */
interface Account {
  /** Seconds that truly played, and how many seeks the element made. */
  readonly played: number;
  readonly seekings: number;
  readonly watched?: number;
  readonly segments: readonly (readonly [number, number])[];
  readonly finished: boolean;
  /** What the element said, for whoever has to find out why a test failed. */
  readonly log: readonly string[];
  /** Where it played on after the last seek. */
  readonly from: number;
}

interface Begun {
  readonly start: number;
  readonly end: number;
  readonly at: number;
}

type Act = (hand: Hand, begun: Begun) => Promise<void>;

/** From where the playhead is to one share of the media and on to another, over many small steps, as a hand does it. */
async function alongTheBar(hand: Hand, { start, end, at }: Begun, far: number, last: number): Promise<Point[]> {
  const { left, top, width, height } =
    await hand.ask<Record<'left' | 'top' | 'width' | 'height', number>>(`hands.box('#bar')`);
  // The thumb is 16 px wide in all three engines, and its middle is what is dragged.
  const point = (share: number): Point => ({ x: left + 8 + share * (width - 16), y: top + height / 2 });
  const way = (from: number, to: number, steps: number): Point[] =>
    Array.from({ length: steps }, (_, index) => point(from + ((to - from) * (index + 1)) / steps));
  const now = (at - start) / (end - start);
  return [point(now), ...way(now, far, 80), ...way(far, last, 30)];
}

// Over the threshold of 50 %, and let go of before it.
const dragTheBar: Act = async (hand, begun) => hand.drag(await alongTheBar(hand, begun, 0.75, 0.3));
const swipeTheBar: Act = async (hand, begun) => hand.swipe?.(await alongTheBar(hand, begun, 0.75, 0.3));

const dragItsOwnBar: Act = async (hand) => {
  const { left, top, width, height } =
    await hand.ask<Record<'left' | 'top' | 'width' | 'height', number>>(`hands.box('.playkit-seek-bar')`);
  const y = top + height / 2;
  const shares = [...Array(40).keys()].map((index) => (index < 30 ? 0.05 + index / 40 : 1.1 - index / 50));
  await hand.drag(shares.map((share) => ({ x: left + width * share, y })));
};

const holdTheKey: Act = async (hand) => {
  await hand.ask(`hands.focus()`);
  await hand.hold('ArrowRight', 30);
};

const scriptedSeeks: Act = async (hand) => {
  await hand.ask(`hands.seeks(1000)`);
};

const KALTURA: Scene = { player: 'kaltura', media: 'mp4' };
const ELEMENT: Scene = { player: 'element', media: 'mp4' };

interface Case {
  readonly name: string;
  readonly scene: Scene;
  readonly act: Act;
  /** Seeks of the element at least: otherwise nobody dragged. */
  readonly seekings: number;
  readonly needsTouch?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'a range input dragged, Kaltura player, MP4', scene: KALTURA, act: dragTheBar, seekings: 4 },
  { name: 'a range input dragged, trackMedia, MP4', scene: ELEMENT, act: dragTheBar, seekings: 4 },
  {
    name: 'a range input dragged, Kaltura player, HLS',
    scene: { ...KALTURA, media: 'hls' },
    act: dragTheBar,
    seekings: 4
  },
  {
    name: 'a range input dragged back, live with DVR',
    scene: { ...KALTURA, media: 'live' },
    act: dragTheBar,
    seekings: 4
  },
  {
    name: 'a range input under a finger, trackMedia, MP4',
    scene: ELEMENT,
    act: swipeTheBar,
    seekings: 4,
    needsTouch: true
  },
  { name: 'the Kaltura player’s own seek bar dragged', scene: KALTURA, act: dragItsOwnBar, seekings: 1 },
  { name: 'an arrow key held down, trackMedia', scene: ELEMENT, act: holdTheKey, seekings: 4 },
  { name: 'a thousand scripted seeks, one every 16 ms, trackMedia', scene: ELEMENT, act: scriptedSeeks, seekings: 100 }
];

const percent = (statement: {
  readonly result?: { readonly extensions?: Readonly<Record<string, unknown>> | undefined } | undefined;
}) => Number(statement.result?.extensions?.[V + 'time']);

/** Nothing, after so many milliseconds. */
const silence = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, undefined).unref());

function suite(engine: string, busy: number, take: () => Promise<Hand | undefined>): void {
  const wanted = process.env['HANDS_ENGINE'];
  if (wanted !== undefined && wanted !== engine) return;

  describe(`hands in ${engine}:`, function () {
    // A thousand seeks take as long as the engine takes for them, on a slowed page.
    this.timeout(150_000);
    let hand: Hand | undefined;
    let site: Site;

    before(async () => {
      site = await openSite(busy);
    });
    after(() => site.close());
    const close = async (): Promise<void> => {
      await hand?.close();
      hand = undefined;
    };
    beforeEach(async function () {
      hand ??= await take();
      if (!hand) this.skip();
    });
    // Another browser after a test that failed: one that hangs spoils neither the second try nor another test.
    afterEach(async function () {
      const { currentTest } = this;
      if (currentTest?.state !== 'passed' && !currentTest?.isPending()) await close();
    });
    after(close);

    for (const { name, scene, act, seekings, needsTouch = false } of CASES)
      it(`${name}: one seek, nothing watched that did not play, nothing finished`, async function () {
        if (!hand || (needsTouch && !hand.swipe)) return this.skip();
        const page = site.publish(scene);
        await hand.open(page.url);
        const begun = await hand.ask<Begun>('hands.begin()');
        const answer = act(hand, begun).then(() => hand?.ask<Account>('hands.finish()'));
        answer.catch(() => undefined);
        // WebKitGTK's media sometimes hangs for good in many seeks: a page that no longer answers shows nothing of ours.
        const account = await (engine === 'webkit' ? Promise.race([answer, silence(100_000)]) : answer);
        if (!account) {
          await close();
          return this.skip();
        }
        const { played, seekings: made, finished, segments, from, log } = account;
        expect(made, 'seeks of the element').to.be.at.least(seekings);

        const statements = await page.statements();
        expect(statements.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
        const seeks = statements.filter(({ verb }) => verb.display['en'] === 'seeked');
        const story = `${JSON.stringify(seeks.map(({ result }) => result?.extensions))}\n${log.join('\n')}`;
        expect(seeks.length, `seeks told: ${story}`).to.equal(1);
        expect(statements.filter(({ result }) => result?.completion === true)).to.deep.equal([]);
        expect(finished).to.equal(false);

        const paused = statements.filter(({ verb }) => verb.display['en'] === 'paused').at(-1);
        const told = parseSegments(String(paused?.result?.extensions?.[V + 'played-segments']));
        expect(unionOf(told ?? [[0, Infinity]]), `segments ${JSON.stringify(told)}`).to.be.at.most(played + 0.5);
        expect(unionOf(segments)).to.be.at.most(played + 0.5);
        // Milestones lie where it played: before the seek, or behind it.
        const left = Number(seeks[0]?.result?.extensions?.[V + 'time-from']);
        const watched = statements.filter(({ verb }) => verb.display['en'] === 'watched').map(percent);
        const strays = watched.filter((at) => !(at <= left) && !(at >= from - 1));
        expect(strays).to.deep.equal([]);
      });
  });
}

sweepAtExit();
const { chromium, firefox, webkit } = findEngines();

suite('chromium', 0, async () => (chromium ? chromiumHand(chromium) : undefined));
suite('firefox', 12, async () => (firefox ? firefoxHand(firefox) : undefined));

let display: Display | undefined;
suite('webkit', 12, async () => {
  const driver = onPath('WebKitWebDriver');
  if (!driver || !webkit) return undefined;
  display ??= await openDisplay();
  return display && webkitHand(driver, webkit, display.env);
});
after(() => display?.close());
