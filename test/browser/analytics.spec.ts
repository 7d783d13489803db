import { expect } from 'chai';
import { skipIn } from '../support/engine.js';
import { numbers, openScene, types } from '../support/kaltura-scene.js';
import { closeStages, media } from '../support/stage.js';

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
