import { expect } from 'chai';
import { numbers, openScene, types } from '../../support/kaltura-scene.js';
import { closeStages, media } from '../../support/stage.js';

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

  it('errors, fatal or recoverable, as the guide says; a recoverable one once a code in a session', async () => {
    const { player, load, playTo, heard } = openScene({ stats: 'No', analytics: { playerEvents: 'Yes' } });
    const { Core } = player.Event;
    const fail = (severity: number, code: number): void =>
      void player.dispatchEvent({ type: Core.ERROR, payload: { severity, code, category: 1 } } as never);
    load(media.mp4('short.mp4'));
    await playTo(0.2);
    for (let i = 0; i < 20; i++) fail(1, 1002);
    fail(1, 3016);
    fail(2, 1002);
    fail(2, 1002);
    const errors = (await heard('analytics')).filter(({ fields }) => fields['eventType'] === '98');
    expect(errors.map(({ fields }) => fields['errorCode'])).to.deep.equal(['1002', '3016', '1002', '1002']);
    expect(new Set(errors.map(({ fields }) => fields['errorPosition']))).to.deep.equal(new Set(['2']));
  });

  it('under the referrer that the settings name: a kiosk, an application with pages of its own', async () => {
    const analytics = { playerEvents: 'Yes' };
    for (const [referrer, sent, problem] of [
      ['kiosk://device-001', 'kiosk://device-001', undefined],
      ['app://com.example.player/lesson?token=not-for-you', 'app://com.example.player/lesson', undefined],
      [' ', parent.location.origin + parent.location.pathname, undefined],
      [{}, parent.location.origin + parent.location.pathname, 'warning bad-value referrer']
    ] as const) {
      const { load, playTo, heard, xapi, problems } = openScene({ referrer, analytics });
      load(media.mp4('lecture.mp4'));
      await playTo(0.1);
      xapi.pageLoad();
      const all = [...(await heard()), ...(await heard('analytics'))];
      expect(new Set(all.map(({ fields }) => fields['eventType'])).has('10003')).to.equal(true);
      expect(new Set(all.map(({ fields }) => fields['referrer']))).to.deep.equal(new Set([sent]));
      expect(problems.map(({ level, code, path }) => `${level} ${code} ${path}`)).to.deep.equal(
        problem ? [problem] : []
      );
      await closeStages();
    }
  });

  it('the player’s events, when they are asked for; not beside kava, unless forced', async () => {
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
