import { expect } from 'chai';
import type { Parcel, ParcelKind } from '../../../src/delivery/ports.js';
import { settle } from './clock.js';
import { createDurableStore, Disk, FULL, WELL } from './durable-store.js';
import { keyOf, lrs, nameOf, page, parcel, World } from './world.js';

const DAY = 86_400_000;
const AGE = 30 * DAY;
/** Of a hundred bytes each. */
const of = (id: string, at: number, kind: ParcelKind = 'interaction', lane = 'lrs'): Parcel => ({
  ...parcel(id, at, lane, 'x'.repeat(100 - Buffer.byteLength(parcel(id, at).body))),
  kind
});

/** A page whose record store is out of order. */
async function stuck(store = createDurableStore()): Promise<World> {
  const world = await page({}, { store });
  world.server.always = { type: 'cut' };
  return world;
}
const evicted = (world: World): string[] => world.of('evicted').flatMap(({ ids }) => ids);

describe('when too much waits', () => {
  it('lets go of the least telling and oldest, says so once, and counts it', async () => {
    const world = await stuck();
    const now = world.clock.now();
    world.outbox.limit({ bytes: 1000, age: AGE });
    for (let i = 0; i < 9; i++) await world.outbox.put([of(`p${i}`, now, i % 2 ? 'interaction' : 'progress')], true);
    await world.outbox.put([of('c1', now, 'completion'), of('c2', now, 'completion')], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['p0']);
    expect(await world.lane()).to.include({ waiting: 10, evicted: 1 });
    await world.outbox.put([of('c3', now, 'completion')], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['p0', 'p2']);
    expect(await world.lane()).to.include({ waiting: 10, evicted: 2 });
    world.server.always = undefined;
    await world.clock.advance(10 * 60_000);
    expect(world.delivered).to.deep.equal(['p1', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'c1', 'c2', 'c3']);
  });

  it('tells of each lane apart, and of all that too old at the start of a page', async () => {
    const disk = new Disk();
    await disk.page().add([of('a1', 0, 'completion', 'a'), of('b1', 0, 'progress', 'b'), of('a2', 0, 'progress', 'a')]);
    const world = new World({ ports: { store: disk.page() } });
    await world.outbox.beat();
    await settle();
    expect(world.of('evicted')).to.deep.equal([
      { type: 'evicted', lane: nameOf('a'), ids: ['a1', 'a2'] },
      { type: 'evicted', lane: nameOf('b'), ids: ['b1'] }
    ]);
    expect([...disk.evicted]).to.deep.equal([
      [keyOf('a'), 2],
      [keyOf('b'), 1]
    ]);
    await world.outbox.beat();
    await settle();
    expect(evicted(world)).to.have.length(3);
  });

  it('counts over pages, and once what two pages let go of at the same time', async () => {
    const disk = new Disk();
    const one = await stuck(disk.page());
    await one.outbox.put([of('s1', one.clock.now())], true);
    await one.clock.advance(1000);
    const two = new World({ clock: one.clock, server: one.server, ports: { store: disk.page() } });
    two.outbox.open(lrs('/statements'));
    one.clock.skew = AGE + DAY;
    for (const { outbox } of [one, two]) outbox.limit({ bytes: 1, age: AGE });
    await Promise.all([one, two].map((world, i) => world.outbox.put([of(`new${i}`, one.clock.now())], true)));
    await one.clock.advance(1000);
    expect(disk.evicted.get(keyOf('lrs'))).to.equal(disk.evictions.length);
    expect(new Set(disk.evictions.map(({ id }) => id))).to.deep.equal(new Set(['s1', 'new0', 'new1']));
    expect(await two.lane()).to.include({ waiting: 0, evicted: 3 });
  });

  it('looks while it looks only once more: nothing is told of twice', async () => {
    const world = await stuck();
    world.outbox.limit({ bytes: 100, age: AGE });
    await Promise.all(['s1', 's2', 's3', 's4'].map((id) => world.outbox.put([of(id, world.clock.now())], true)));
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['s1', 's2', 's3']);
  });

  it('counts what it lets go of in memory', async () => {
    const disk = new Disk();
    disk.refuses = FULL;
    const world = await stuck(disk.page());
    world.outbox.limit({ bytes: 100, age: AGE });
    for (const id of ['s1', 's2']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['s1']);
    expect(await world.lane()).to.include({ waiting: 1, evicted: 1 });
  });

  it('says nothing of what the storage did not let go of, and tries again', async () => {
    const disk = new Disk();
    const world = await stuck(disk.page());
    world.outbox.limit({ bytes: 100, age: AGE });
    disk.refuses = (method) => method === 'evict';
    for (const id of ['s1', 's2']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal([]);
    disk.refuses = WELL;
    await world.outbox.put([of('s3', world.clock.now())], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['s1', 's2']);
  });

  it('takes a new limit from the next statement on', async () => {
    const world = await stuck();
    for (const id of ['s1', 's2', 's3']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(1000);
    world.outbox.limit({ bytes: 200, age: AGE });
    await world.outbox.put([of('s4', world.clock.now())], true);
    await world.clock.advance(1000);
    expect(evicted(world)).to.deep.equal(['s1', 's2']);
  });
});

describe('when too much lies dead', () => {
  it('letters have a tenth of the room, and are counted when they go', async () => {
    const world = await stuck();
    world.outbox.limit({ bytes: 2000, age: AGE });
    for (const id of ['s1', 's2', 's3']) await world.outbox.hold(of(id, world.clock.now()), 'beforeSend threw');
    await world.outbox.put([of('s4', world.clock.now())], true);
    await world.clock.advance(1000);
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s2', 's3']);
    expect(evicted(world)).to.deep.equal(['s1']);
    expect(await world.lane()).to.include({ evicted: 1 });
  });

  it('they have it also where nothing but they comes', async () => {
    const world = await stuck();
    world.outbox.limit({ bytes: 2000, age: AGE });
    for (let i = 0; i < 9; i++) await world.outbox.hold(of(`s${i}`, world.clock.now()), 'beforeSend threw');
    await world.clock.advance(1000);
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s7', 's8']);
  });
});
