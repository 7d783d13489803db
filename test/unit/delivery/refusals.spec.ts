import { expect } from 'chai';
import { AT, createDurableStore, lrs, page, parcel, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('refusals', () => {
  it('finds the one that spoils a batch, buries it with the reason, and delivers the others in order', async () => {
    const world = await page();
    world.server.poison.add('s17');
    const ids = await world.put(50);
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(ids.filter((id) => id !== 's17'));
    const dead = await world.outbox.dead();
    expect(dead.map(({ id, reason }) => [id, reason])).to.deep.equal([
      ['s17', 'HTTP 400: statement s17: object is missing']
    ]);
    expect(await world.lane()).to.include({ waiting: 0, sent: 49, refused: 1 });
    expect(world.requests.length).to.be.below(14);
  });

  it('buries the first two of three when the last proves that the destination is well', async () => {
    const world = await page();
    world.server.poison.add('s1').add('s2');
    await world.put(3);
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(['s3']);
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s1', 's2']);
  });

  it('buries any number of a batch in which one was accepted', async () => {
    const world = await page();
    for (const id of ['s2', 's3', 's4', 's5', 's6']) world.server.poison.add(id);
    await world.put(6);
    await world.clock.advance(1000);
    expect(await world.lane()).to.include({ waiting: 0, sent: 1, refused: 5 });
  });

  it('keeps all when every one of three or more is refused, and probes with one request an hour', async () => {
    const world = await page();
    world.server.always = { type: 'status', status: 400, body: 'X-Experience-API-Version' };
    const ids = await world.put(5);
    await world.clock.advance(1000);
    expect(await world.lane()).to.include({ waiting: 5, refused: 0 });
    expect((await world.lane()).paused).to.contain('X-Experience-API-Version');
    const before = world.requests.length;
    await world.put(2, true, 6);
    await world.clock.advance(HOUR - 2 * MINUTE);
    expect(before).to.be.below(10);
    expect(world.requests).to.have.length(before);
    await world.clock.advance(3 * MINUTE);
    expect(world.requests).to.have.length(before + 1);
    world.server.always = undefined;
    await world.clock.advance(HOUR);
    expect(world.delivered).to.deep.equal([...ids, 's6', 's7']);
    expect(world.of('paused')).to.have.length(1);
    expect(world.of('resumed')).to.have.length(1);
  });

  it('keeps all of them also when the network fails amid the hunt', async () => {
    for (let before = 1; before < 9; before++) {
      const world = await page();
      const no = { type: 'status', status: 400 } as const;
      world.server.faults = [...Array.from({ length: before }, () => no), { type: 'cut' }];
      while (world.server.faults.length < 40) world.server.faults.push(no);
      await world.put(6);
      await world.clock.advance(MINUTE);
      expect(await world.lane(), String(before)).to.include({ waiting: 6, refused: 0 });
      expect((await world.lane()).paused).to.contain('every one refused');
    }
  });

  it('needs hardly more requests than parcels to know that every one is refused', async () => {
    const world = await page();
    world.server.always = { type: 'status', status: 400 };
    await world.put(50);
    await world.clock.advance(5000);
    expect(await world.lane()).to.include({ waiting: 50, refused: 0 });
    expect(world.requests.length).to.be.within(50, 60);
  });

  it('says so too when they come one by one', async () => {
    const world = await page();
    world.server.always = { type: 'status', status: 400 };
    for (const i of [1, 2, 3, 4, 5]) {
      await world.put(1, true, i);
      await world.clock.advance(1000);
    }
    expect(await world.lane()).to.include({ waiting: 3, refused: 2 });
    expect((await world.lane()).paused).to.be.a('string');
  });

  it('does not bury on the next page what an earlier one kept', async () => {
    const store = createDurableStore();
    const first = await page({}, { store });
    first.server.always = { type: 'status', status: 400 };
    await first.put(3);
    await first.clock.advance(1000);
    first.outbox.close();
    const before = first.requests.length;
    const next = new World({ clock: first.clock, server: first.server, ports: { store } });
    next.outbox.open(lrs('/statements'));
    await next.clock.advance(1000);
    expect(next.requests).to.have.length(before + 1);
    expect(await next.lane()).to.include({ waiting: 3, refused: 0 });
  });

  it('nor when the credential is late on that page', async () => {
    const store = createDurableStore();
    const first = await page({}, { store });
    first.server.always = { type: 'status', status: 400 };
    await first.put(3);
    await first.clock.advance(1000);
    first.outbox.close();
    const next = new World({ clock: first.clock, server: first.server, ports: { store } });
    let asked = 0;
    next.outbox.open(
      lrs('/statements', { credential: () => (asked++ ? Promise.resolve('key-1') : Promise.reject(new Error('late'))) })
    );
    await next.clock.advance(MINUTE);
    expect(await next.lane()).to.include({ waiting: 3, refused: 0 });
    expect(next.of('paused')).to.have.length(1);
  });

  it('takes a changed one among known ones for sent, and nothing else', async () => {
    const world = await page();
    world.server.stored.set('s2', 'other bytes');
    const ids = await world.put(4);
    await world.clock.advance(1000);
    expect(world.delivered.sort()).to.deep.equal(ids);
    expect(await world.lane()).to.include({ waiting: 0, sent: 4, refused: 0 });
  });

  it('halves what is too large, and remembers the size', async () => {
    const world = await page();
    world.server.mostBytes = 300;
    const ids = await world.put(40);
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(ids);
    expect(world.server.seen.filter(({ status }) => status === 413)).to.have.length(2);
  });

  it('refuses a single one that is too large', async () => {
    const world = await page();
    world.server.mostBytes = 700;
    await world.outbox.put([parcel('a', AT), parcel('big', AT, 'lrs', 'x'.repeat(900)), parcel('b', AT)], true);
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(['a', 'b']);
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['big']);
  });

  it('buries one that breaks the destination five times while the one behind it passes', async () => {
    const world = await page();
    world.server.crash.add('s3');
    await world.put(6);
    await world.clock.advance(2 * HOUR);
    expect(world.delivered).to.deep.equal(['s1', 's2', 's4', 's5', 's6']);
    const [dead] = await world.outbox.dead();
    expect(dead?.id).to.equal('s3');
    expect(dead?.reason).to.contain('HTTP 500: oops');
    expect(world.requests.filter((ids) => ids === 's3').length).to.be.at.least(5);
  });

  it('does not wait with a refused one for another that breaks the destination', async () => {
    const world = await page({ batch: 1 });
    world.server.poison.add('s1');
    world.server.crash.add('s2');
    await world.put(2);
    await world.clock.advance(HOUR);
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s1']);
    expect(await world.lane()).to.include({ waiting: 1, refused: 1 });
  });

  it('buries nothing in a long outage, whatever its status', async () => {
    for (const status of [500, 502, 503]) {
      const world = await page();
      world.server.always = { type: 'status', status };
      const ids = await world.put(6);
      await world.clock.advance(5 * HOUR);
      expect(world.requests.length).to.be.below(165);
      world.server.always = undefined;
      await world.clock.advance(HOUR);
      expect(world.delivered).to.deep.equal(ids);
    }
  });
});
