import { expect } from 'chai';
import { openScene, types } from '../../support/kaltura-scene.js';
import { closeStages, media } from '../../support/stage.js';

describe('Kaltura’s statistics: what is answered, and what is set', () => {
  afterEach(closeStages);

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
    const lane = (await xapi.status()).lanes.find((each) => each.lane.destination === 'stats');
    expect(lane?.waiting).to.equal(0);
    // In order, and each that came twice was counted as one that might.
    expect(heardTypes).to.deep.equal([...heardTypes].sort((a, b) => Number(a) - Number(b)));
    expect(lane?.uncertain).to.be.at.least(Math.max(1, heardTypes.length - 7));
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

  it('a KS that stays invalid is a problem until another one is taken', async () => {
    const { load, playTo, pause, heard, account, configure, xapi, player } = openScene({ ks: 'bad' });
    const codes = async (): Promise<readonly string[]> => (await xapi.status()).problems.map(({ code }) => code);
    await account.invalid('bad');
    load(media.mp4('short.mp4'));
    await playTo(0.2);
    await heard();
    expect(await codes()).to.deep.equal(['bad-ks']);
    configure({ ks: 'good' });
    await playTo((player.duration ?? 0) / 2);
    await pause();
    expect((await heard()).at(-1)?.ks?.value).to.equal('good');
    expect(await codes()).to.deep.equal([]);
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
    const lane = (await xapi.status()).lanes.find((each) => each.lane.destination === 'stats');
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
