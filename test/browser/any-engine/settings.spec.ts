import { expect } from 'chai';
import sinon from 'sinon';
import { briefly, sessionOf, STRAIGHT } from '../../support/reading.js';
import { watchRequests } from '../../support/outgoing.js';
import { forgetUiConf, publishSite, serveUiConf } from '../../support/site.js';
import { closeStages, media, openStage, type Stage } from '../../support/stage.js';

/** The application's name is what the specs tell layers apart by. */
const platforms = async ({ received }: Stage): Promise<readonly (string | undefined)[]> =>
  (await received()).map(({ context }) => context.platform);

describe('a setting', () => {
  afterEach(closeStages);
  afterEach(forgetUiConf);

  const LAYERS = ['site', 'uiconf', 'setup', 'configure', 'setMedia'] as const;

  LAYERS.forEach((strongest, rank) => {
    it(`of ${strongest} is stronger than of ${LAYERS.slice(0, rank).join(', ') || 'nobody'}`, async () => {
      const said = (layer: (typeof LAYERS)[number]): object =>
        LAYERS.indexOf(layer) <= rank ? { applicationName: `by ${layer}` } : {};
      serveUiConf(said('uiconf'));
      const stage = openStage({ siteSettings: said('site'), ...said('setup') });
      stage.configure(said('configure'));
      stage.load({ ...media.mp4('lecture.mp4'), plugins: { xapi: said('setMedia') } });
      await stage.playTo(0.01);
      expect(await platforms(stage)).to.deep.equal([`by ${strongest}`, `by ${strongest}`]);
      expect(stage.problems).to.deep.equal([]);
    });
  });

  it('changed while playing holds from the next event on', async () => {
    const stage = openStage({ applicationName: 'before' });
    stage.load(media.mp4('lecture.mp4'));
    await stage.playTo(0.2);
    stage.configure({ applicationName: 'after' });
    await stage.pause();
    expect(await platforms(stage)).to.deep.equal(['before', 'before', 'after']);
    expect(new Set((await stage.received()).map(sessionOf)).size).to.equal(1);
  });

  it('of setMedia stays for the next media, as the player has it', async () => {
    const stage = openStage();
    stage.load({ ...media.mp4('lecture.mp4'), plugins: { xapi: { applicationName: 'sticky' } } });
    await stage.playTo(0.01);
    stage.load(media.mp4('eight.mp4'));
    await stage.playTo(0.01);
    expect(await platforms(stage)).to.deep.equal(Array(4).fill('sticky'));
  });

  it('that shapes a viewing holds from the next playback session on', async () => {
    const { player, load, playTo, playToEnd, configure, received } = openStage({
      events: { playbackRateChange: 'No' }
    });
    load(media.mp4('short.mp4'));
    await playTo(0.01);
    player.playbackRate = 2;
    configure({ beaconInterval: 'One percent' });
    await playToEnd();
    await playToEnd();
    // One percent, but a second at least.
    expect(briefly(await received())).to.deep.equal([...STRAIGHT, 'played', 'watched 0', 'watched 50', 'watched 100']);
  });

  it('is understood as the module writes it, and as a type', async () => {
    const stages = [
      { usePersonalOAuthToken: 'No', videoEndPercent: '50', videoEndSeconds: '0', beaconInterval: 'One percent' },
      { usePersonalOAuthToken: false, videoEndPercent: 50, videoEndSeconds: 0, beaconInterval: 'onePercent' }
    ].map((config) => openStage({ enabled: 'Yes', ...config }));
    for (const { load } of stages) load(media.mp4('short.mp4'));
    await Promise.all(stages.map(({ playToEnd }) => playToEnd()));
    for (const { received, problems } of stages) {
      expect(problems).to.deep.equal([]);
      const words = ['played', 'watched 0', 'watched 50 finished', 'watched 100'];
      expect(briefly(await received())).to.deep.equal(words);
    }
  });
});

describe('site settings at an address', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  it('hold what happens until they are there, and lose nothing of it', async () => {
    const address = await publishSite({ applicationName: 'the site', events: { pause: 'No' } });
    const stage = openStage({ siteSettings: address });
    stage.load(media.mp4('lecture.mp4'));
    await stage.playTo(0.3);
    await stage.pause();
    await stage.store.waitFor(2);
    expect(briefly(await stage.received())).to.deep.equal(['played', 'watched 0']);
    expect(await platforms(stage)).to.deep.equal(['the site', 'the site']);
  });

  it('that cannot be reached leave the decision to the others, with a warning', async () => {
    const { load, playTo, store, problems, received } = openStage({ siteSettings: 'http://127.0.0.1:9/none.json' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    await store.waitFor(2);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
    expect(problems.map(({ level, path }) => [level, path])).to.deep.equal([['warning', 'siteSettings']]);
  });

  it('never bring secrets', async () => {
    const address = await publishSite({ key: 'served-key', secret: 'served-secret', applicationName: 'the site' });
    const { load, playTo, store, problems } = openStage({ siteSettings: address });
    const requests = watchRequests(store);
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    await store.waitFor(2);
    expect(problems.map(({ code }) => code)).to.deep.equal(['secret-served']);
    expect(JSON.stringify([problems, Object.entries(localStorage)])).to.not.match(/served-(key|secret)/);
    expect(requests()[0]?.headers['Authorization']).to.equal(`Basic ${btoa('demo-key:demo-secret')}`);
  });
});
