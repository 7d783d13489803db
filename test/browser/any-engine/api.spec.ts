import { expect } from 'chai';
import type { DeliveryEvent, StatementCaptured } from '../../../src/index.js';
import { briefly, segmentsOf, the, timeOf } from '../../support/reading.js';
import { closeStages, media, openStage } from '../../support/stage.js';

describe('what the plugin tells the page', () => {
  afterEach(closeStages);

  it('of a statement: what was concluded, and from which event of the player', async () => {
    const { player, load, playTo, seek, pause, received } = openStage();
    const told: StatementCaptured[] = [];
    player.addEventListener('xapi_statement', ({ payload }: { payload: StatementCaptured }) => void told.push(payload));
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    await seek(20);
    await pause();
    const statements = await received();
    expect(told.map(({ statement }) => statement)).to.deep.equal(statements);
    expect(told.map(({ event, cause }) => [event.type, cause.type])).to.deep.equal([
      ['play', 'playing'],
      ['playProgress', 'playing'],
      ['seek', 'pause'],
      ['stopped', 'pause']
    ]);
    const [, , jump, stop] = told;
    expect(jump?.event).to.include({ type: 'seek', position: 20, to: 20 });
    expect(stop?.event).to.include({ type: 'stopped', reason: 'user' });
    expect(stop?.cause.position).to.be.closeTo(timeOf(the(statements, 'paused')), 0.001);
    expect(stop?.event.evidence.spent).to.be.within(0.2, 3);
  });

  it('of delivery: what arrived', async () => {
    const { player, load, playTo, received } = openStage();
    const told: DeliveryEvent[] = [];
    player.addEventListener('xapi_delivery', ({ payload }: { payload: DeliveryEvent }) => void told.push(payload));
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    const ids = (await received()).map(({ id }) => id);
    expect(ids).to.have.length(2);
    expect(new Set(told.map(({ type }) => type))).to.deep.equal(new Set(['stored', 'sent']));
    for (const what of ['stored', 'sent'])
      expect(
        told.flatMap((event) => (event.type === what && 'ids' in event ? event.ids : [])),
        what
      ).to.deep.equal(ids);
  });

  it('of delivery: nothing of another player’s record store', async () => {
    const ours = openStage();
    const theirs = openStage();
    const told: DeliveryEvent[] = [];
    ours.player.addEventListener('xapi_delivery', ({ payload }: { payload: DeliveryEvent }) => void told.push(payload));
    theirs.load(media.mp4('lecture.mp4'));
    await theirs.playTo(0.2);
    expect(briefly(await theirs.received())).to.deep.equal(['played', 'watched 0']);
    expect(told).to.deep.equal([]);
  });
});

describe('status()', () => {
  afterEach(closeStages);

  it('says what waits, and flush() sends it', async () => {
    const { load, playTo, xapi, store } = openStage({ linger: 60 });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    const before = await xapi.status();
    expect(before).to.deep.include({ on: true, durable: true, exclusive: true, problems: [], dead: [] });
    const [lane] = before.lanes;
    expect([lane?.waiting, lane?.sent, lane?.refused]).to.deep.equal([2, 0, 0]);
    expect(Date.now() - (lane?.oldest ?? NaN)).to.be.within(0, 10_000);
    await xapi.flush();
    const [after] = (await xapi.status()).lanes;
    expect([after?.waiting, after?.sent, after?.refused]).to.deep.equal([0, 2, 0]);
    expect(briefly(await store.statements())).to.deep.equal(['played', 'watched 0']);
  });

  it('holds no secret', async () => {
    const { load, playTo, xapi } = openStage({ secret: 'hunter2' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await xapi.flush();
    const status = await xapi.status();
    expect(status.lanes).to.have.length(1);
    expect(JSON.stringify(status)).to.not.match(new RegExp(`hunter2|${btoa('demo-key:hunter2')}`));
  });

  it('lists the problems', async () => {
    const { xapi } = openStage({ videoEndPercent: 0 });
    const { on, problems, lanes } = await xapi.status();
    expect([on, lanes]).to.deep.equal([false, []]);
    expect(problems.map(({ path }) => path)).to.deep.equal(['videoEndPercent']);
  });
});

describe('retry()', () => {
  afterEach(closeStages);

  it('sends what was refused once more, by name or all of it', async () => {
    const { load, playTo, pause, xapi, store } = openStage();
    await store.faults([{ status: 400, verb: 'http://id.tincanapi.com/verb/paused' }]);
    load(media.mp4('lecture.mp4'));
    for (const position of [0.2, 0.6]) {
      await playTo(position);
      await pause();
    }
    await xapi.flush();
    const { dead } = await xapi.status();
    expect(dead.map(({ reason }) => reason.slice(0, 8))).to.deep.equal(['HTTP 400', 'HTTP 400']);
    const codes = async (): Promise<readonly string[]> => (await xapi.status()).problems.map(({ code }) => code);
    expect(await codes()).to.deep.equal(['refused']);
    await store.faults([]);
    expect(await xapi.retry(['nobody has this id'])).to.equal(0);
    expect(await xapi.retry([dead[1]?.id ?? ''])).to.equal(1);
    await xapi.flush();
    expect((await store.statements()).at(-1)?.id).to.equal(dead[1]?.id);
    expect(await codes()).to.deep.equal(['refused']);
    expect(await xapi.retry()).to.equal(1);
    await xapi.flush();
    expect((await store.statements()).at(-1)?.id).to.equal(dead[0]?.id);
    expect((await xapi.status()).dead).to.deep.equal([]);
    // Nothing is refused any more, and no problem says so.
    expect(await codes()).to.deep.equal([]);
  });

  it('lets beforeSend look again at what it failed on, and never sends it as it was', async () => {
    let broken = true;
    const beforeSend = (statement: Record<string, unknown>): void => {
      if (broken && JSON.stringify(statement['verb']).includes('paused')) throw new Error('redactor');
      delete statement['result'];
    };
    const { load, playTo, pause, xapi, store } = openStage({ beforeSend });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    expect(await xapi.retry()).to.equal(0);
    expect((await xapi.status()).dead.map(({ held }) => held)).to.deep.equal([true]);
    broken = false;
    expect(await xapi.retry()).to.equal(1);
    await xapi.flush();
    const statements = await store.statements();
    expect(briefly(statements).at(-1)).to.contain('paused');
    expect(statements.at(-1)?.result).to.equal(undefined);
  });
});

describe('forget()', () => {
  afterEach(closeStages);

  it('deletes what waits, what was refused, and the name of a viewer who is not known', async () => {
    const { load, playTo, pause, xapi, store } = openStage({ linger: 60, user: undefined, anonymous: 'browser' });
    await store.faults([{ status: 400, verb: 'http://id.tincanapi.com/verb/paused' }]);
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    await xapi.flush();
    await playTo(0.5);
    const name = localStorage.getItem('playkit-js-xapi/viewer');
    expect(name).to.be.a('string');
    const before = await xapi.status();
    expect([before.lanes[0]?.waiting, before.dead.length]).to.deep.equal([1, 1]);
    expect(before.problems.map(({ code }) => code)).to.deep.equal(['refused']);
    await xapi.forget();
    const after = await xapi.status();
    expect(after.problems).to.deep.equal([]);
    expect([after.lanes[0]?.waiting, after.dead.length]).to.deep.equal([0, 0]);
    expect(localStorage.getItem('playkit-js-xapi/viewer')).to.equal(null);
    await xapi.flush();
    expect(briefly(await store.statements())).to.deep.equal(['played', 'watched 0']);
  });
});

describe('watched()', () => {
  afterEach(closeStages);

  it('says where the viewing stands', async () => {
    const { player, load, playTo, pause, xapi, received } = openStage({ videoEndPercent: 90 });
    expect(xapi.watched()).to.equal(undefined);
    load(media.mp4('eight.mp4'));
    await playTo(2.2);
    await pause();
    const watched = xapi.watched();
    if (!watched) throw new Error('there is a viewing');
    expect(watched.segments).to.have.length(1);
    expect(watched.position).to.be.closeTo(player.currentTime ?? NaN, 0.05);
    expect(watched.watched).to.be.closeTo(watched.position / 8, 0.1);
    expect(watched.spent).to.be.within(1.5, 6);
    expect(watched).to.deep.include({
      duration: 8,
      finished: false,
      milestones: [
        { position: 0, percent: 0, fired: true },
        { position: 2, percent: 25, fired: true },
        { position: 4, percent: 50, fired: false },
        { position: 6, percent: 75, fired: false },
        { position: 8, percent: 100, fired: false }
      ]
    });
    expect(watched.threshold).to.be.closeTo(7.2, 1e-9);
    const [[from, to] = [NaN, NaN]] = segmentsOf(the(await received(), 'paused'));
    expect(watched.segments[0]?.[0]).to.be.closeTo(from, 0.001);
    expect(watched.segments[0]?.[1]).to.be.closeTo(to, 0.001);
  });

  it('says that it is finished', async () => {
    const { player, load, playTo, playToEnd, xapi } = openStage({ videoEndPercent: 50 });
    load(media.mp4('short.mp4'));
    await playTo(0.01);
    player.playbackRate = 4;
    await playToEnd();
    expect(xapi.watched()).to.include({ finished: true, threshold: 1 });
  });
});
