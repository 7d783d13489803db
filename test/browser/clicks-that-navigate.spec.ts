import { expect } from 'chai';
import sinon from 'sinon';
import type { WireEvent } from '../../demo/kaltura/account.js';
import { unansweredMarks } from '../../src/browser/unanswered-marks.js';
import type { DeliveryEvent, LaneStatus } from '../../src/delivery/status.js';
import type { Portal } from '../../src/portal/index.js';
import { KalturaAccount } from '../support/kaltura.js';
import { closePages, openPage, publishPage, scriptTag, vouched, type PortalPage } from '../support/portal-page.js';
import { portalSettings } from '../support/portal-stage.js';
import { openScene } from '../support/kaltura-scene.js';
import { hidePage, restorePage } from '../support/page-life.js';
import { closeStages, media, newStore } from '../support/stage.js';

const CLICKS = 10;
const KEY = 'playkit-js-xapi/unanswered';

/** The portal of the page that a frame shows now. */
function portalOf({ frame }: PortalPage): Portal {
  const { PlaykitXapi } = frame.contentWindow as PortalPage['view'];
  if (!PlaykitXapi) throw new Error('the page has no portal');
  const portal = PlaykitXapi.portal.startPortal();
  if (!portal) throw new Error('the portal does not start');
  return portal;
}

async function analyticsLane(portal: Portal): Promise<Partial<LaneStatus>> {
  const { lanes } = await portal.status();
  return lanes.find(({ lane }) => lane.destination === 'analytics') ?? {};
}

/** The next event of delivery of that type. */
const delivery = (portal: Portal, type: DeliveryEvent['type']): Promise<void> =>
  new Promise((resolve) => {
    portal.on('xapi_delivery', (event) => {
      if (event.type === type) resolve();
    });
  });

/** What pages that went left behind for those that follow. */
const marks = (): unknown => Object.keys(JSON.parse(localStorage.getItem(KEY) ?? '{}') as object);

/** The name of each button that the service was told of. */
const names = (events: readonly WireEvent[]): readonly string[] =>
  events.map(({ fields }) => fields['buttonName'] ?? '');

/** A page whose only link leads to another page, and what follows a link in it. */
class Site {
  public readonly account = new KalturaAccount();
  private readonly settings: object;

  public constructor() {
    const { endpoint: _e, key: _k, secret: _s, ...rest } = portalSettings(newStore(), this.account);
    this.settings = { ...rest, stats: 'No' };
  }

  /** The address of a page to go to. */
  public next(): string {
    return publishPage(`${scriptTag(this.settings)}<title>Next</title>`);
  }

  public open(name: string): Promise<PortalPage> {
    const link = `<a data-track-button="cta" data-track-button-name="${name}" href="${this.next()}">Go</a>`;
    return openPage(scriptTag(this.settings) + vouched(link));
  }

  /** Goes to another page, and gives the portal of that one. */
  public async leave(page: PortalPage): Promise<Portal> {
    const gone = new Promise((resolve) => page.frame.addEventListener('load', resolve, { once: true }));
    page.frame.src = this.next();
    await gone;
    return portalOf(page);
  }

  /** Clicks the link, and gives the portal of the page that it led to. */
  public async follow(page: PortalPage): Promise<Portal> {
    const gone = new Promise((resolve) => page.frame.addEventListener('load', resolve, { once: true }));
    page.find('a').click();
    await gone;
    return portalOf(page);
  }
}

describe('a click that leads to another page at once', () => {
  afterEach(closePages);
  beforeEach(() => localStorage.removeItem(KEY));

  it('is told to Kaltura once, each of ten times', async function () {
    this.timeout(120_000);
    const site = new Site();
    let unclear = 0;
    for (let i = 0; i < CLICKS; i++) {
      const page = await site.open(`click-${i}`);
      const portal = await site.follow(page);
      await portal.flush();
      const { waiting = 0, uncertain = 0 } = await analyticsLane(portal);
      unclear = uncertain;
      expect(waiting).to.equal(0);
      page.frame.remove();
    }
    const told = names(await site.account.heard(CLICKS));
    const count = (n: number): number =>
      Array.from({ length: CLICKS }, (_, i) => told.filter((name) => name === `click-${i}`).length).filter(
        (times) => times === n
      ).length;
    expect({ once: count(1), twice: count(2), never: count(0), uncertain: unclear }).to.deep.equal({
      once: CLICKS,
      twice: 0,
      never: 0,
      uncertain: 0
    });
  });

  it('is told once where the answer comes after the next page has begun, and counted as unanswered', async () => {
    const site = new Site();
    await site.account.faults({ hold: true, times: 1 });
    const page = await site.open('slow');
    const stored = delivery(portalOf(page), 'stored');
    page.find('a').addEventListener('click', (event) => event.preventDefault(), { once: true });
    page.find('a').click();
    await stored;
    expect(marks()).to.deep.equal([]);
    const portal = await site.leave(page);
    await portal.flush();
    expect(await analyticsLane(portal)).to.include({ waiting: 0, sent: 0, uncertain: 0, unanswered: 1 });
    expect(marks()).to.deep.equal([]);
    await site.account.release();
    portal.buttonClicked({ buttonName: 'last' });
    await portal.flush();
    expect(names(await site.account.heard(2))).to.deep.equal(['slow', 'last']);
    expect(await analyticsLane(portal)).to.include({ waiting: 0, sent: 1, unanswered: 1 });
  });

  it('is told later, and once, where the page saw the request fail', async () => {
    const site = new Site();
    await site.account.faults({ cut: true });
    const page = await site.open('in a tunnel');
    const failed = delivery(portalOf(page), 'retry');
    page.find('a').addEventListener('click', (event) => event.preventDefault(), { once: true });
    page.find('a').click();
    await failed;
    const portal = await site.leave(page);
    await site.account.faults();
    await portal.flush();
    expect(names(await site.account.heard(1))).to.deep.equal(['in a tunnel']);
    expect(await analyticsLane(portal)).to.include({ waiting: 0, sent: 1 });
    expect(await analyticsLane(portal)).not.to.have.property('unanswered');
  });
});

describe('what a page tells of playback, and has no answer to when it goes', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  afterEach(closeStages);

  it('is never let go of: plays and quartiles are sent again where nobody knows', async () => {
    const { load, playTo, account, heard, xapi } = openScene({ analytics: { playerEvents: 'Yes' } });
    await account.faults({ hold: true });
    load(media.mp4('short.mp4'));
    await playTo(0.3);
    // One of each lane is on its way.
    await account.heard(2);
    hidePage();
    expect(marks()).to.deep.equal([]);
    restorePage();
    await account.faults();
    await account.release();
    await heard();
    const { lanes } = await xapi.status();
    expect(lanes.filter(({ unanswered }) => unanswered)).to.deep.equal([]);
  });
});

describe('marks of what a page had no answer to', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  afterEach(() => {
    sinon.restore();
    localStorage.removeItem(KEY);
  });

  it('do not pile up: the last 50 of a month are kept, and nothing where none is left', () => {
    const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    unansweredMarks.add(['old']);
    clock.tick(31 * 86_400_000);
    for (let i = 0; i < 60; i++) unansweredMarks.add([`id-${i}`]);
    expect(marks()).to.deep.equal(Array.from({ length: 50 }, (_, i) => `id-${i + 10}`));
    unansweredMarks.remove(['id-59']);
    expect(unansweredMarks.all()).to.have.length(49);
    unansweredMarks.remove();
    expect(localStorage.getItem(KEY)).to.equal(null);
  });

  it('are none where storage is blocked, or where somebody else wrote there', () => {
    for (const text of ['null', '7', '[[', '"a"']) {
      localStorage.setItem(KEY, text);
      unansweredMarks.add(['a']);
      expect(unansweredMarks.all()).to.include('a');
    }
    sinon.stub(Storage.prototype, 'getItem').throws(new DOMException('blocked', 'SecurityError'));
    sinon.stub(Storage.prototype, 'setItem').throws(new DOMException('blocked', 'SecurityError'));
    unansweredMarks.add(['b']);
    expect(unansweredMarks.all()).to.deep.equal([]);
  });
});
