import { expect } from 'chai';
import { openScene, types } from '../../support/kaltura-scene.js';
import { closeStages, media } from '../../support/stage.js';

/** A KS of version 1, whose user can be read; no server would take it. */
const ksOf = (user: string): string => btoa(`${'0'.repeat(40)}|1091;1091;9999999999;0;123;${user};;;`);

describe('who Kaltura’s services are told of', () => {
  afterEach(closeStages);

  it('the user of the KS, where it can be read, whatever the page says; statements say the same', async () => {
    const ks = ksOf('maria');
    for (const [config, provider] of [
      [{ ks }, {}],
      [{}, { ks }]
    ] as const) {
      const asked = { ...config, user: { id: 'joe', name: 'Joe', email: 'joe@example.com' }, analytics: 'Yes' };
      const { load, playTo, heard, xapi, received } = openScene(asked, provider);
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      xapi.pageLoad({ pageName: 'lobby' });
      const events = [...(await heard()), ...(await heard('analytics'))];
      expect(new Set(events.map(({ fields }) => fields['userId']))).to.deep.equal(new Set(['maria']));
      expect(events.every((event) => event.ks?.value === ks)).to.equal(true);
      const actors = (await received()).map(({ actor }) => [actor.account?.name, actor.mbox, actor.name]);
      expect(actors.length).to.be.greaterThan(1);
      for (const actor of actors) expect(actor).to.deep.equal(['maria', undefined, undefined]);
    }
  });

  it('of a callback’s KS, from its first answer on', async () => {
    const { load, playTo, pause, account, heard } = openScene({ ks: () => Promise.resolve(ksOf('maria')) });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await account.heard(3);
    await pause();
    await playTo(0.6);
    const users = (await heard()).map(({ fields }) => fields['userId']);
    expect(users[0]).to.equal('johnuser');
    expect(new Set(users.slice(3))).to.deep.equal(new Set(users.length > 3 ? ['maria'] : []));
  });

  it('of the page, only where it is: what its address carries is nobody’s business', async () => {
    history.replaceState({}, '', `${location.pathname}?token=not-for-you#at`);
    try {
      const { load, playTo, xapi, heard } = openScene({ analytics: { playerEvents: 'Yes' } });
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      xapi.pageLoad();
      xapi.buttonClicked({ referrer: 'https://a.example/b?ks=not-for-you' });
      const referrers = [...(await heard()), ...(await heard('analytics'))].map(({ fields }) => fields['referrer']);
      expect(referrers.length).to.be.greaterThan(5);
      expect(referrers.join()).to.include('https://a.example/b').and.not.include('not-for-you');
    } finally {
      history.replaceState({}, '', location.pathname);
    }
  });
});

describe('what an integrator is told of Kaltura’s services', () => {
  afterEach(closeStages);

  it('each way to answer wrongly, and a KS that is refused: one problem each', async () => {
    for (const [fault, path, code] of [
      [{ text: '<html>Welcome</html>' }, 'stats.serviceUrl', 'paused'],
      [{ status: 404 }, 'stats.serviceUrl', 'paused'],
      [{ exception: 'SERVICE_FORBIDDEN' }, 'stats.serviceUrl', 'refused'],
      [{ status: 400 }, 'stats.serviceUrl', 'refused']
    ] as const) {
      const { load, playTo, xapi, problems, account } = openScene();
      await account.faults(fault);
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      await xapi.flush();
      expect(problems.map((problem) => `${problem.code} ${problem.path}`)).to.deep.equal([`${code} ${path}`]);
    }
    const { load, playTo, xapi, problems, account } = openScene({ ks: 'expired-1' });
    await account.invalid('expired-1');
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await xapi.flush();
    expect(problems.map(({ path }) => path)).to.deep.equal(['ks']);
    expect(JSON.stringify(problems)).to.include('INVALID_KS').and.not.include('expired-1');
  });

  it('where nothing can be told: no partner, no entry, another plugin that counts', async () => {
    const off = { endpoint: null, key: null, secret: null };
    for (const [config, provider, plugins, source, path] of [
      [{ ...off, stats: { transport: 'get' } }, { partnerId: '' }, {}, {}, 'stats.partnerId'],
      [{ ...off, stats: 'auto' }, {}, { kava: {} }, {}, 'stats.enabled'],
      [{}, {}, {}, { id: '' }, 'entryId'],
      [{}, {}, {}, { id: 'an-id-that-is-no-kaltura-entry' }, 'entryId']
    ] as const) {
      const { problems, load, playTo } = openScene(config, provider, plugins);
      const lecture = media.mp4('lecture.mp4');
      load({ ...lecture, sources: { ...lecture.sources, ...source } });
      await playTo(0.2);
      expect(problems.map((problem) => problem.path)).to.deep.equal([path]);
      await closeStages();
    }
  });

  it('kava counts: once, with the fields of kava that stand for what was set here and reaches no report', async () => {
    const said = { applicationName: 'Portal', category: { id: 42 }, user: { id: 'johnuser' } };
    const all = ['plugins.kava.application', 'plugins.kava.playbackContext', 'plugins.kava.userId'];
    // Of version 2, which only Kaltura can read.
    const ks = btoa('v2|1091|sealed');
    for (const [config, provider, kava, missing] of [
      [said, {}, {}, all],
      [said, { ks }, {}, all.slice(0, 2)],
      [said, {}, { application: 'Portal', userId: 'johnuser' }, all.slice(1, 2)],
      [said, {}, { application: 'Portal', playbackContext: '42', userId: 'johnuser' }, []],
      [{ user: undefined }, {}, {}, []],
      [{ ...said, stats: 'No' }, {}, {}, []]
    ] as const) {
      const { problems, load, playTo, heard } = openScene(config, provider, { kava });
      for (const file of ['lecture.mp4', 'eight.mp4']) {
        load(media.mp4(file));
        await playTo(0.1);
      }
      expect(await heard()).to.deep.equal([]);
      expect(problems.map(({ level, code, path }) => `${level} ${code} ${path}`)).to.deep.equal(
        missing.length ? ['warning counted-twice stats.enabled'] : []
      );
      const { message = '' } = problems[0] ?? {};
      expect(all.filter((field) => message.includes(field))).to.deep.equal(missing);
      await closeStages();
    }
  });

  it('nobody is named to the statistics: one notice; a session that may name somebody is enough', async () => {
    const ks = btoa('v2|1091|sealed');
    const nobody = btoa(`${'0'.repeat(40)}|1091;1091;9999999999;0;123;0;view:*,widget:1;;`);
    const user = undefined;
    for (const [config, session, some] of [
      [{ user }, undefined, true],
      [{ user, userId: 'johnuser' }, undefined, false],
      [{ user, ks }, undefined, false],
      [{ user, ks: () => ks }, undefined, false],
      [{ user, ks: ksOf('maria') }, undefined, false],
      [{ user, ks: nobody }, undefined, true],
      [{ user }, { ks }, false],
      [{ user }, { ks, isAnonymous: true }, true],
      [{ user, stats: 'No' }, undefined, false]
    ] as const) {
      const { problems, load, playTo } = openScene(config);
      for (const file of ['lecture.mp4', 'eight.mp4']) {
        load({ ...media.mp4(file), ...(session && { session }) });
        await playTo(0.1);
      }
      // What the one before left behind waits for a record store that is gone.
      const told = problems.filter(({ code }) => code !== 'unserved');
      expect(told.map(({ level, code, path }) => `${level} ${code} ${path}`)).to.deep.equal(
        some ? ['warning missing userId'] : []
      );
      await closeStages();
    }
  });

  it('a page before its media: the context of the settings', async () => {
    const { xapi, heard } = openScene({ analytics: 'Yes', category: { id: 42 } });
    expect(xapi.pageLoad({ pageName: 'lobby' })).to.equal(true);
    const [page] = await heard('analytics');
    expect(page?.fields['playbackContext']).to.equal('42');
  });

  it('calls that come while the site’s settings are on their way are taken, and told with their own time', async () => {
    const slow = `${location.origin}/site-settings/none.json`;
    const { load, playTo, xapi, heard, problems } = openScene({ siteSettings: slow, analytics: 'Yes' });
    load(media.mp4('lecture.mp4'));
    expect([xapi.pageLoad({ pageName: 'lobby' }), xapi.buttonClicked(), xapi.collect(18)]).to.deep.equal([
      true,
      true,
      true
    ]);
    expect(xapi.buttonClicked({ pageName: 'wrong' })).to.equal(true);
    await playTo(0.2);
    expect(types(await heard('analytics'))).to.equal('10003 10002');
    expect(types(await heard())).to.match(/\b18\b/);
    expect(problems.map(({ path }) => path)).to.include('buttonClicked');
  });

  it('what became of pages and buttons: they have a lane of their own', async () => {
    const { load, xapi, playTo, account } = openScene({ analytics: 'Yes' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await account.faults({ exception: 'SERVICE_FORBIDDEN', service: 'analytics', times: 1 });
    xapi.pageLoad({ pageName: 'lobby' });
    await xapi.flush();
    const { lanes, dead } = await xapi.status();
    expect(lanes.map(({ lane }) => lane.destination)).to.include('analytics');
    expect(dead.map(({ reason }) => reason).join()).to.include('SERVICE_FORBIDDEN');
    expect(await xapi.retry()).to.equal(1);
    await xapi.flush();
    expect((await account.events()).map(({ fields }) => fields['eventType'])).to.include('10003');
  });
});
