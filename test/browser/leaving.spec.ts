import { expect } from 'chai';
import sinon from 'sinon';
import { engine } from '../support/engine.js';
import { judgeSession } from '../support/judges/video-session.js';
import { watchRequests } from '../support/outgoing.js';
import { hidePage, restorePage, restoreVisibility, setVisibility } from '../support/page-life.js';
import { briefly, brieflyFromHere, segmentsOf, sessionOf, the, timeOf } from '../support/reading.js';
import { closeStages, media, openStage, type Stage } from '../support/stage.js';

describe('leaving', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());
  afterEach(restoreVisibility);

  const here = ({ player }: Stage): number => player.currentTime ?? NaN;

  it('the tab for another: what waits leaves by keepalive, and the viewing goes on', async () => {
    const { store, load, playTo, xapi, received, nextOf } = openStage({ linger: 60 });
    const requests = watchRequests(store);
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    expect(await store.statements()).to.deep.equal([]);
    const sent = nextOf('xapi_delivery', ({ type }) => type === 'sent');
    setVisibility('hidden');
    expect(requests().map(({ keepalive }) => keepalive)).to.deep.equal([true]);
    await store.waitFor(2);
    await sent;
    setVisibility('visible');
    await playTo(2.2);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'watched 25']);
    expect((await xapi.status()).lanes.map(({ waiting, sent: count }) => [waiting, count])).to.deep.equal([[0, 3]]);
    // None was sent twice, not even as a repetition that the record store would forgive.
    expect((await store.requests()).map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it('the page in mid-play: the viewing is closed, and leaves by keepalive', async () => {
    const { store, load, playTo } = openStage({ vocabulary: 'video', linger: 60 });
    const requests = watchRequests(store);
    load(media.mp4('lecture.mp4'));
    await playTo(0.7);
    hidePage();
    expect(requests().map(({ keepalive }) => keepalive)).to.deep.equal([true]);
    await store.waitFor(4);
    const statements = await store.statements();
    expect(briefly(statements)).to.deep.equal(['initialized', 'played', 'paused', 'terminated']);
    expect(judgeSession(statements, { over: true })).to.deep.equal([]);
    const end = the(statements, 'terminated');
    expect(timeOf(end)).to.be.at.least(0.7);
    expect(segmentsOf(end)).to.deep.equal([[timeOf(the(statements, 'played')), timeOf(end)]]);
  });

  it('the page in Kaltura’s words invents no pause', async () => {
    const { store, load, playTo, received } = openStage({ linger: 60 });
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    hidePage();
    await store.waitFor(2);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
  });

  it('in fast playback, over several milestones at once: each statement has an id of its own, and none is held', async () => {
    const stage = openStage({ beaconInterval: 'One percent', videoEndPercent: 2 });
    const { player, store, load, playTo, xapi, next } = stage;
    load(media.mp4('lecture.mp4'));
    await playTo(0.1);
    player.playbackRate = engine() === 'webkit' ? 4 : 16;
    await next(player.Event.Core.TIME_UPDATE);
    const told = here(stage);
    // Two milestones, a second apart, before the next time update.
    while (Math.floor(here(stage)) < Math.floor(told) + 2) await new Promise(requestAnimationFrame);
    hidePage();
    await xapi.flush();
    const { lanes, dead } = await xapi.status();
    expect(dead).to.deep.equal([]);
    const statements = await store.statements();
    expect(lanes.map(({ sent }) => sent)).to.deep.equal([statements.length]);
    expect(briefly(statements).filter((word) => word.startsWith('watched')).length).to.be.at.least(3);
  });

  it('the page for the back/forward cache, and coming back: a new session begins', async () => {
    const { player, store, load, playTo, pause, received } = openStage({ events: { terminated: true }, linger: 60 });
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    hidePage(true);
    await store.waitFor(3);
    // Nothing that the player does in the cache is anybody's.
    await playTo((player.currentTime ?? 0) + 0.3);
    restorePage();
    await playTo((player.currentTime ?? 0) + 0.3);
    await pause();
    const statements = await received();
    expect(brieflyFromHere(statements, 60)).to.deep.equal([
      ...['played', 'watched from here', 'terminated'],
      ...['played', 'watched from here', 'paused']
    ]);
    expect(new Set(statements.slice(0, 3).map(sessionOf)).size).to.equal(1);
    expect(new Set(statements.map(sessionOf)).size).to.equal(2);
  });

  it('by closing the player in mid-play: the viewing is closed and delivered', async () => {
    const { player, store, load, playTo } = openStage({ vocabulary: 'video', linger: 60 });
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    player.destroy();
    await store.waitFor(4);
    const statements = await store.statements();
    expect(briefly(statements)).to.deep.equal(['initialized', 'played', 'paused', 'terminated']);
    expect(judgeSession(statements, { over: true })).to.deep.equal([]);
  });
});

describe('another user in mid-play', () => {
  afterEach(closeStages);

  const jane = { id: 'jane', name: 'Jane', email: 'jane@example.org' };
  const john = { id: 'johnuser', name: 'John User', email: 'john@example.org' };

  it('closes the viewing of the one, and begins that of the other at once', async () => {
    const { player, load, configure, playTo, pause, received } = openStage({ user: john, vocabulary: 'both' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    configure({ user: jane });
    const at = player.currentTime ?? NaN;
    await playTo(at + 0.5);
    await pause();
    const statements = await received();
    const johns = statements.filter(({ actor }) => actor.mbox === 'mailto:john@example.org');
    const janes = statements.filter(({ actor }) => actor.mbox === 'mailto:jane@example.org');
    expect([...johns, ...janes]).to.deep.equal(statements);
    expect(briefly(johns)).to.deep.equal(['initialized', 'played', 'played', 'watched 0', 'paused', 'terminated']);
    expect(brieflyFromHere(janes, 60)).to.deep.equal([
      ...['initialized', 'played', 'played', 'watched from here', 'paused', 'paused']
    ]);
    expect(timeOf(the(janes, 'played'))).to.be.closeTo(at, 0.3);
    expect(judgeSession(statements)).to.deep.equal([]);
    expect(new Set(statements.map(sessionOf)).size).to.equal(2);
    expect(new Set(statements.map(({ context }) => context.registration)).size).to.equal(2);
  });

  it('does not inherit the name and the address of the one before', async () => {
    const { player, load, configure, playTo, received } = openStage({ user: john });
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    configure({ user: { id: 'jane' } });
    await playTo((player.currentTime ?? 0) + 0.3);
    const statements = await received();
    expect(statements[2]?.actor).to.deep.equal({
      objectType: 'Agent',
      account: { name: 'jane', homePage: 'https://example.mediaspace.kaltura.com' }
    });
  });

  it('that is the same user again changes nothing', async () => {
    const { player, load, configure, playTo, received } = openStage({ user: john });
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    configure({ user: { ...john } });
    await playTo((player.currentTime ?? 0) + 0.3);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
  });
});
