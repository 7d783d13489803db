import { expect } from 'chai';
import type { Statement } from '../../../src/xapi/statement.js';
import { KalturaAccount } from '../../support/kaltura.js';
import { closePages, openPage, scriptTag, vouched } from '../../support/portal-page.js';
import { closePortals, judged, openPortal, portalSettings } from '../../support/portal-stage.js';
import { K, sessionOf, wordOf } from '../../support/reading.js';
import { closeStages, media, newStore, openStage } from '../../support/stage.js';

const entry = { id: '0_lecturemp4' };
const nobody = { user: undefined, site: undefined };
const john = { id: 'john', name: 'John' };
const site = { homePage: 'https://example.mediaspace.kaltura.com', name: 'Kaltura MediaSpace' };

const identityOf = ({ actor, context }: Statement): readonly unknown[] => [
  actor.account,
  actor.name,
  context.platform,
  context.contextActivities.other[0]?.id
];

describe('a portal beside a player', () => {
  afterEach(closePortals);
  afterEach(closeStages);
  afterEach(closePages);

  /** Both to one record store. */
  const both = (player: object, portal: object): ReturnType<typeof openStage> & ReturnType<typeof openPortal> => {
    const stage = openStage({ linger: 0, ...player });
    const { endpoint } = stage.store;
    return { ...stage, ...openPortal({ endpoint, analytics: undefined, ...portal }, stage.store) };
  };

  const expected = [
    { name: 'john', homePage: 'https://example.mediaspace.kaltura.com' },
    'John',
    'Portal',
    'https://example.mediaspace.kaltura.com'
  ];
  const known = { user: john, site, applicationName: 'Portal' };

  for (const [name, player, portal] of [
    ['the player alone', known, nobody],
    ['the portal alone', nobody, known]
  ] as const)
    it(`speaks of one person, site and application where ${name} knows them`, async () => {
      const { load, playTo, portal: said, store, problems } = both(player, portal);
      load(media.mp4('lecture.mp4'));
      await playTo(0.2);
      said.entryLike({ entry });
      await said.flush();
      const statements = await judged(store);
      expect(statements.map(wordOf)).to.have.members(['played', 'watched', 'liked']);
      for (const statement of statements) expect(identityOf(statement), wordOf(statement)).to.deep.equal(expected);
      expect(problems.filter(({ level }) => level === 'error')).to.deep.equal([]);
    });

  it('keeps what it was told itself', async () => {
    const { load, playTo, portal, store } = both(known, { user: { id: 'jane' }, site });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.entryLike({ entry });
    await portal.flush();
    const who = (await judged(store)).map((one) => [wordOf(one), one.actor.account?.name, one.actor.name]);
    expect(who).to.deep.include.members([
      ['played', 'john', 'John'],
      ['liked', 'jane', undefined]
    ]);
  });

  it('knows nobody once it was told so, whomever the player knows', async () => {
    const { load, playTo, portal, store, problems } = both(known, { user: null, site });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.entryLike({ entry });
    portal.configure({ user: null });
    portal.entryUnlike({ entry });
    await portal.flush();
    const who = (await judged(store)).filter(({ verb }) => /like$/.test(verb.id));
    expect(who[0]?.actor.account?.name, 'left out at first: borrowed').to.equal('john');
    expect(who[1]?.actor.account?.name).to.not.equal('john');
    expect(who[1]?.actor).to.not.have.property('name');
    expect(problems.filter(({ code }) => code === 'bad-identity')).to.deep.equal([]);
  });

  it('takes the viewer back whom it shared with the player', async () => {
    const { load, playTo, portal, store } = both(nobody, known);
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.configure({ user: null });
    await playTo(0.5);
    await portal.flush();
    const played = (await judged(store)).filter((one) => wordOf(one) === 'played');
    expect(played.map(({ actor }) => actor.name)).to.deep.equal(['John', undefined]);
  });

  it('follows the player to another viewer', async () => {
    const { load, playTo, configure, portal, store } = both(known, nobody);
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.entryLike({ entry });
    configure({ user: { id: 'jane' } });
    portal.entryUnlike({ entry });
    await portal.flush();
    const who = (await judged(store)).filter(({ verb }) => /like$/.test(verb.id));
    expect(who.map(({ actor }) => [actor.account?.name, actor.name])).to.deep.equal([
      ['john', 'John'],
      ['jane', undefined]
    ]);
  });

  it('shares its outbox: one lane, whatever either said', async () => {
    const { load, playTo, portal, xapi } = both(known, nobody);
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.entryLike({ entry });
    await portal.flush();
    const mine = (await portal.status()).lanes.map(({ lane, sent }) => [lane, sent]);
    const theirs = (await xapi.status()).lanes.map(({ lane, sent }) => [lane, sent]);
    expect(mine).to.deep.equal(theirs);
    expect(mine.map(([, sent]) => sent)).to.deep.equal([3]);
  });

  it('tells its own listeners of its own statements alone', async () => {
    const { load, playTo, portal, player } = both(known, nobody);
    const told: string[] = [];
    portal.on('xapi_statement', ({ event }) => told.push(`portal ${event.type}`));
    player.addEventListener('xapi_statement', ({ payload }: { payload: { event: { type: string } } }) => {
      told.push(`player ${payload.event.type}`);
    });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    portal.entryLike({ entry });
    expect(told).to.deep.equal(['player play', 'player playProgress', 'portal entryLike']);
  });

  it('makes a funnel with it: one visit joins page load, click and playback', async () => {
    const account = new KalturaAccount();
    const { analytics } = portalSettings(newStore(), account);
    const { load, playTo, portal, store } = both(known, { ...nobody, analytics });
    portal.pageLoad({ pageType: 'lobby', entryId: entry.id });
    portal.buttonClicked({ buttonType: 'navigation', buttonName: 'view-session' });
    for (const file of ['lecture.mp4', 'eight.mp4']) {
      load(media.mp4(file));
      await playTo(0.2);
    }
    await portal.flush();
    const statements = await judged(store);
    const told = (await account.heard(2)).map(({ fields }) => fields['sessionId']);
    const visits = statements.map(({ context }) => context.extensions[K + 'visitId']);
    expect(new Set([...visits, ...told]).size).to.equal(1);
    expect(visits).to.have.length(4);
    expect(new Set(statements.map(sessionOf)).size, 'playback sessions').to.equal(2);
  });
});

describe('the bundles of portal and player on one page', () => {
  afterEach(closePages);

  it('share one outbox and one viewer', async () => {
    const store = newStore();
    const account = new KalturaAccount();
    const { user, ...settings } = portalSettings(store, account);
    const load = (src: string): string => `<script src="${location.origin}/base/${src}"></script>`;
    const setup = {
      targetId: 'player',
      provider: { partnerId: 1091, uiConfId: 1, env: new KalturaAccount('nobody').env },
      plugins: { xapi: { ...settings, user, stats: 'No' } }
    };
    const { view, find } = await openPage(
      `<div id="player"></div>
       ${vouched('<button data-xapi-event="entryLike" data-xapi-entry-id="0_abc">Like</button>')}
       ${scriptTag(settings)}
       ${load('node_modules/@playkit-js/kaltura-player-js/dist/kaltura-ovp-player.js')}
       ${load('dist/playkit-xapi.js')}
       <script>KalturaPlayer.setup(${JSON.stringify(setup)})</script>`
    );
    find('[data-xapi-event]').click();
    await view.PlaykitXapi?.portal.startPortal()?.flush();
    const [liked] = await judged(store);
    expect([liked && wordOf(liked), liked?.actor.name]).to.deep.equal(['liked', 'John User']);
    expect(Object.getOwnPropertySymbols(view).map(String)).to.include('Symbol(playkit-js-xapi/page@2)');
  });
});
