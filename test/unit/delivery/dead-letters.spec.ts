import { expect } from 'chai';
import { createDurableStore, Disk, FULL, WELL } from './durable-store.js';
import { createLocks, page, parcel, World } from './world.js';

describe('dead letters', () => {
  it('are sent again at the end of the lane, as they are given, and as often as need be', async () => {
    const world = await page({ batch: 1 }, { store: createDurableStore(), locks: createLocks() });
    world.server.poison.add('s2');
    await world.put(3);
    await world.clock.advance(1000);
    const [letter] = await world.outbox.dead();
    expect(letter).to.include({ id: 's2' }).and.not.have.property('held');
    world.server.always = { type: 'cut' };
    await world.put(1, true, 4);
    await world.clock.advance(100);
    await world.outbox.revive(letter ? [letter] : []);
    expect(await world.outbox.dead()).to.deep.equal([]);
    world.server.always = undefined;
    await world.clock.advance(60_000);
    expect(world.requests.slice(-2)).to.deep.equal(['s4', 's2']);
    const [again] = await world.outbox.dead();
    expect(again?.id).to.equal('s2');
    const body = JSON.stringify({ id: 's5', pad: 'repaired' });
    await world.outbox.revive(again ? [{ ...again, id: 's5', body }] : []);
    await world.clock.advance(60_000);
    expect(world.server.stored.get('s5')).to.equal(body);
    expect(await world.lane()).to.include({ waiting: 0 });
  });

  it('are revived once by two pages', async () => {
    const disk = new Disk();
    const one = await page({}, { store: disk.page() });
    await one.outbox.hold(parcel('s1', one.clock.now()), 'beforeSend threw');
    const two = new World({
      clock: one.clock,
      server: one.server,
      ports: { store: disk.page(), locks: one.ports.locks }
    });
    const letters = await one.outbox.dead();
    await Promise.all([one.outbox.revive(letters), two.outbox.revive(letters)]);
    expect(disk.log.map(({ id }) => id)).to.deep.equal(['s1']);
    await one.clock.advance(100);
    expect(one.delivered).to.deep.equal(['s1']);
  });

  it('say whether they were held or refused', async () => {
    const disk = new Disk();
    for (const refuses of [WELL, FULL]) {
      const world = await page({}, { store: disk.page() });
      disk.refuses = refuses;
      await world.outbox.hold(parcel('s1', world.clock.now()), 'beforeSend threw');
      world.server.poison.add('s2');
      await world.put(2, true, 2);
      await world.clock.advance(1000);
      const dead = await world.outbox.dead();
      expect(dead.slice(-2).map(({ id, held }) => [id, held === true])).to.have.deep.members([
        ['s1', true],
        ['s2', false]
      ]);
    }
  });

  it('reject where the storage does not give them back, and stay', async () => {
    const disk = new Disk();
    const world = await page({}, { store: disk.page() });
    await world.outbox.hold(parcel('s1', world.clock.now()), 'beforeSend threw');
    const letters = await world.outbox.dead();
    disk.refuses = (method) => method === 'revive';
    expect(await world.outbox.revive(letters).catch(() => 'rejected')).to.equal('rejected');
    expect(await world.outbox.dead()).to.deep.equal(letters);
  });
});

describe('two records under one id', () => {
  it('the first is delivered, the second is held with a reason', async () => {
    const world = await page({}, { store: createDurableStore() });
    const now = world.clock.now();
    await world.outbox.put([parcel('s1', now, 'lrs', 'first')], true);
    await world.outbox.put(
      [parcel('s1', now, 'lrs', 'second'), parcel('s2', now), parcel('s2', now, 'lrs', 'x')],
      true
    );
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
    expect(world.server.stored.get('s1')).to.contain('first');
    const dead = await world.outbox.dead();
    expect(dead.map(({ id, reason, held }) => [id, reason, held])).to.deep.equal([
      ['s1', 'another record has its id', true],
      ['s2', 'another record has its id', true]
    ]);
  });

  it('of two pages: one of them is there, and neither blocks the lane', async () => {
    const disk = new Disk();
    const world = await page({}, { store: disk.page() });
    world.server.always = { type: 'cut' };
    await world.put(1);
    await disk.page().add([parcel('s1', world.clock.now(), 'lrs', 'other'), parcel('s2', world.clock.now())]);
    world.server.always = undefined;
    await world.clock.advance(60_000);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
    expect(await world.lane()).to.include({ waiting: 0 });
  });
});
