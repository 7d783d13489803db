import { expect } from 'chai';
import { BasePlugin, registerPlugin } from '@playkit-js/kaltura-player-js';
import type { WireEvent } from '../../demo/kaltura/account.js';
import { skipIn } from '../support/engine.js';
import { adsOf, withAds } from '../support/fake-ads.js';
import { KalturaAccount } from '../support/kaltura.js';
import { hidePage, restorePage } from '../support/page-life.js';
import { sessionOf } from '../support/reading.js';
import { closeStages, media, openStage, type Stage } from '../support/stage.js';

/** Stands where Kaltura's own plugin would. */
class FakeKava extends BasePlugin {
  public static override defaultConfig: object = {};

  public static override isValid(): boolean {
    return true;
  }
}
registerPlugin('kava', FakeKava);

interface Scene extends Stage {
  readonly account: KalturaAccount;
  /** What was heard once all that waits is delivered; buffering left out, which depends on the machine. */
  heard(service?: 'stats' | 'analytics'): Promise<readonly WireEvent[]>;
}

function openScene(config: object = {}, provider: object = {}, plugins: object = {}): Scene {
  const account = new KalturaAccount();
  const options = { provider: { partnerId: 1091, uiConfId: 23456, env: account.env, ...provider } };
  const stage = openStage({ stats: 'auto', ...config }, options, plugins);
  return {
    ...stage,
    account,
    async heard(service = 'stats') {
      await stage.xapi.flush();
      const events = (await account.events()).filter((event) => event.service === service);
      const rest = service === 'stats' ? ['12', '13'] : ['45', '46', '99'];
      return events.filter(({ fields }) => !rest.includes(fields['eventType'] ?? ''));
    }
  };
}

const types = (events: readonly WireEvent[]): string => events.map(({ fields }) => fields['eventType']).join(' ');
const numbers = (events: readonly WireEvent[], field: string): readonly number[] =>
  events.map(({ fields }) => Number(fields[field]));

describe('Kaltura’s statistics', () => {
  afterEach(closeStages);

  it('straight through: the protocol of the guide, field by field', async () => {
    const { load, playToEnd, received, heard } = openScene({
      applicationName: 'Portal',
      category: { id: 21212121, name: 'Marketing' }
    });
    load(media.mp4('short.mp4'));
    const before = Math.floor(Date.now() / 1000);
    await playToEnd();
    const statements = await received();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7');
    for (const { method, fields, dropped } of events) {
      expect([method, dropped]).to.deep.equal(['POST', []]);
      expect(fields).to.include({
        partnerId: '1091',
        entryId: '0_shortmp4',
        uiconfId: '23456',
        widgetId: '_1091',
        userId: 'johnuser',
        applicationId: 'Portal',
        contextId: '21212121',
        seek: '0'
      });
      // The page round the frame that specs run in.
      expect(fields['referrer']).to.equal(parent.location.origin + parent.location.pathname);
      expect(fields['clientVer']).to.match(/^playkit-js-xapi:/);
      // The LRS and Kaltura's numbers can be joined.
      expect(fields['sessionId']).to.equal(sessionOf(statements[0] ?? ({} as never)));
    }
    expect(numbers(events, 'currentPoint').slice(-4)).to.deep.equal([0, 1, 1, 2]);
    expect(numbers(events, 'duration').slice(2)).to.deep.equal([2, 2, 2, 2, 2]);
    const times = numbers(events, 'eventTimestamp');
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(times[0]).to.be.within(before - 1, Math.ceil(Date.now() / 1000));
  });

  it('the older form: all in the address, milliseconds, no session unless asked for', async () => {
    const { load, playToEnd, heard } = openScene(
      { stats: { enabled: 'auto', transport: 'get' }, ks: 'the-ks' },
      { uiConfId: 'abc' }
    );
    load(media.mp4('short.mp4'));
    await playToEnd();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7');
    for (const { method, fields, rejected, ks } of events) {
      expect([method, rejected, ks]).to.deep.equal(['GET', undefined, undefined]);
      expect(fields['uiconfId']).to.equal('0');
    }
    expect(numbers(events, 'currentPoint').slice(-4, -1)).to.deep.equal([500, 1000, 1500]);
    expect(numbers(events, 'duration').at(-1)).to.equal(2);
    expect(numbers(events, 'eventTimestamp')[0]).to.be.greaterThan(1e12);
  });

  it('a seek over quarters tells none of them; they come when playing crosses them', async function () {
    skipIn(this, ['webkit'], 'a seek settles past its target');
    const { load, playTo, seek, pause, heard } = openScene();
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    await seek(6.5);
    await pause();
    await seek(1.5);
    await playTo(2.3);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 17 17 4');
    expect(numbers(events, 'newPoint').filter(Boolean)).to.deep.equal([6, 1]);
    expect(numbers(events, 'seek')).to.deep.equal([0, 0, 0, 1, 1, 1]);
  });

  it('a replay is a session of its own, which REPLAY opens', async () => {
    const { load, playToEnd, heard } = openScene();
    load(media.mp4('short.mp4'));
    await playToEnd();
    await playToEnd();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7 16 4 5 6 7');
    const sessions = events.map(({ fields }) => fields['sessionId']);
    expect(new Set(sessions.slice(0, 7)).size).to.equal(1);
    expect(new Set(sessions.slice(7)).size).to.equal(1);
    expect(sessions[7]).to.not.equal(sessions[0]);
  });

  it('two media: the widget is loaded once; a page that comes back begins with 2 and 3', async () => {
    const { load, playTo, heard } = openScene();
    load(media.mp4('short.mp4'));
    await playTo(0.2);
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    expect(types(await heard())).to.equal('1 2 3 2 3');
    hidePage(true);
    restorePage();
    await playTo(1);
    expect(types(await heard())).to.equal('1 2 3 2 3 2 3');
  });

  it('what plugins of the player do, and what the application says', async () => {
    const { player, load, playTo, heard, xapi, problems } = openScene();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    const say = (type: string): void => void player.dispatchEvent({ type, payload: {} } as never);
    for (const type of [
      'share_clicked',
      'download_show_overlay',
      'report_clicked',
      'enterfullscreen',
      'exitfullscreen'
    ])
      say(type);
    expect(xapi.collect('OPEN_EDIT', { controlId: 'toolbar' })).to.equal(true);
    expect(xapi.collect(18)).to.equal(true);
    expect(xapi.collect(41)).to.equal(false);
    expect(xapi.collect('SAVE_PUBLISH', { eventtype: 3 })).to.equal(false);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 9 10 11 14 15 8 18');
    expect(events.at(-2)?.fields['controlId']).to.equal('toolbar');
    expect(problems.map(({ path, code }) => [path, code])).to.deep.equal([
      ['collect', 'bad-call'],
      ['collect', 'bad-call']
    ]);
    expect(problems[0]?.message).to.contain('OPEN_EDIT');
  });

  it('advertisements, by where they stand', async () => {
    const { player, load, next, playTo, heard } = openScene({}, {}, withAds());
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    const { Core } = player.Event;
    const paused = next(Core.PAUSE);
    adsOf(player).start({ adBreak: { type: 'midroll' } }, { ad: { linear: true } });
    await paused;
    for (const name of [Core.AD_FIRST_QUARTILE, Core.AD_MIDPOINT, Core.AD_THIRD_QUARTILE, Core.AD_CLICKED])
      adsOf(player).say(name);
    const playing = next(Core.PLAYING);
    adsOf(player).end();
    await playing;
    await playTo(2.3);
    expect(types(await heard())).to.equal('1 2 3 25 35 36 37 29 4');
  });

  it('offline, refused for a while, and an answer that was lost: all of it, in order', async () => {
    const { load, playToEnd, heard, account, xapi, nextOf } = openScene();
    await account.faults({ cut: true, times: 1 }, { status: 503, times: 1 }, { exception: 'ACTION_BLOCKED', times: 1 });
    const retried = nextOf('xapi_delivery', ({ type }) => type === 'retry');
    load(media.mp4('short.mp4'));
    await playToEnd();
    await retried;
    await xapi.flush();
    await account.faults({ lose: true, times: 1 });
    await account.heard(7);
    const heardTypes = types(await heard()).split(' ');
    expect([...new Set(heardTypes)].join(' ')).to.equal('1 2 3 4 5 6 7');
    expect((await xapi.status()).lanes.find(({ lane }) => lane.startsWith('stats'))?.waiting).to.equal(0);
  });

  it('an invalid KS: asks once more, then goes without', async () => {
    let asked = 0;
    const ks = (): string => (asked++ ? 'second' : 'first');
    const { load, playTo, heard, account } = openScene({ ks });
    await account.invalid('first');
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    expect((await heard()).map((event) => event.ks?.value)).to.deep.equal(['second', 'second', 'second']);
  });

  it('a KS that stays invalid is left out', async () => {
    const { load, playTo, heard, account } = openScene({ ks: 'bad' });
    await account.invalid('bad');
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    expect((await heard()).map((event) => event.ks)).to.deep.equal([undefined, undefined, undefined]);
  });

  it('what Kaltura refuses is kept with the reason, and stops nothing', async () => {
    const { load, playTo, heard, account, xapi } = openScene();
    await account.faults({ exception: 'SERVICE_FORBIDDEN', times: 1 });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    expect(types(await heard())).to.equal('2 3');
    const { dead } = await xapi.status();
    expect(dead.map(({ reason }) => reason)).to.have.length(1);
    expect(dead[0]?.reason).to.contain('SERVICE_FORBIDDEN');
  });

  it('any of these is an answer of a stats host; a web page is none', async () => {
    for (const text of ['Kaltura', 'null', '', '1459671407']) {
      const { load, playTo, heard, account } = openScene();
      await account.faults({ text });
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      expect(types(await heard()), text).to.equal('1 2 3');
      await closeStages();
    }
    const { load, playTo, account, xapi } = openScene();
    await account.faults({ text: '<html>Sign in</html>' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await xapi.flush();
    const lane = (await xapi.status()).lanes.find((each) => each.lane.startsWith('stats'));
    expect(lane?.paused).to.contain('not the expected service');
    expect(lane?.waiting).to.equal(3);
  });

  it('alone, without a record store; and a bad entry or partner is one problem', async () => {
    const { load, playTo, heard, problems } = openScene({ endpoint: '', stats: 'Yes' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    expect(types(await heard())).to.equal('1 2 3');
    expect(problems).to.deep.equal([]);
    await closeStages();
    const other = openScene({ stats: 'Yes' }, { partnerId: 'abc' });
    other.load(media.mp4('lecture.mp4'));
    await other.playTo(0.2);
    expect(other.problems.map(({ path }) => path)).to.deep.equal(['stats.partnerId']);
    expect((await other.received()).length).to.equal(2);
  });

  it('auto: not beside Kaltura’s own plugin, which counts the same; Yes decides', async () => {
    for (const [stats, story] of [
      ['auto', ''],
      ['Yes', '1 2 3']
    ] as const) {
      const { load, playTo, heard } = openScene({ stats }, {}, { kava: {} });
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      expect(types(await heard()), stats).to.equal(story);
      await closeStages();
    }
  });
});

describe('Kaltura’s analytics', () => {
  afterEach(closeStages);

  it('pages and buttons, when they are told', async () => {
    const { load, playTo, heard, xapi, problems } = openScene({
      applicationName: 'Portal',
      analytics: { kalturaApplication: 'my-portal' }
    });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    expect(xapi.pageLoad({ pageType: 1, pageName: 'main-lobby' })).to.equal(true);
    expect(xapi.buttonClicked({ buttonType: 'cta', buttonName: 'register-now' })).to.equal(true);
    expect(xapi.buttonClicked({ pageName: 'x' })).to.equal(false);
    const [page, button, ...rest] = await heard('analytics');
    expect(rest).to.deep.equal([]);
    const common = {
      partnerId: '1091',
      entryId: '0_lecturemp4',
      kalturaApplication: 'my-portal',
      application: 'Portal',
      userId: 'johnuser'
    };
    expect(page?.fields).to.include({ ...common, eventType: '10003', pageType: '1', pageName: 'main-lobby' });
    expect(button?.fields).to.include({ ...common, eventType: '10002', buttonType: 'cta', buttonName: 'register-now' });
    expect(page?.fields['sessionId']).to.equal(button?.fields['sessionId']);
    expect([page?.rejected, button?.rejected]).to.deep.equal([undefined, undefined]);
    expect(problems.map(({ path }) => path)).to.deep.equal(['buttonClicked']);
  });

  it('the player’s events, when they are asked for; not beside kava, unless forced', async function () {
    skipIn(this, ['webkit'], 'a seek settles past its target');
    const asked = { stats: 'No', analytics: { playerEvents: 'Yes' } };
    const { player, load, playTo, pause, seek, heard, account, xapi } = openScene(asked);
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    await pause();
    await seek(1.8);
    player.playbackRate = 2;
    await playTo(2.5);
    const events = await heard('analytics');
    expect(types(events)).to.equal('1 2 3 33 35 41 4 11');
    expect(numbers(events, 'eventIndex').every((index, i, all) => i === 0 || index > (all[i - 1] ?? 0))).to.equal(true);
    await xapi.flush();
    expect((await account.events()).some(({ fields }) => fields['eventType'] === '99')).to.equal(true);
    await closeStages();

    for (const [playerEvents, some, problems] of [
      ['Yes', false, ['analytics.playerEvents']],
      ['force', true, []]
    ] as const) {
      const other = openScene({ stats: 'No', analytics: { playerEvents } }, {}, { kava: {} });
      other.load(media.mp4('lecture.mp4'));
      await other.playTo(0.2);
      expect((await other.heard('analytics')).length > 0).to.equal(some);
      expect(other.problems.map(({ path }) => path)).to.deep.equal(problems);
      await closeStages();
    }
  });
});
