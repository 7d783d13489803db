import { expect } from 'chai';
import { createMemoryStore } from '../../../src/delivery/memory-store.js';
import { settle } from './clock.js';
import { Disk, FULL, WELL } from './durable-store.js';
import { createLocks, keyOf, laneId, lrs, page, parcel, World } from './world.js';

const down = { type: 'status', status: 503 } as const;
const ids = (disk: Disk): string[] => disk.rows.map(({ id }) => id);

/** A page with two lanes over a disk; both record stores are out of order. */
async function stuck(disk: Disk): Promise<World> {
  const world = await page({}, { store: disk.page() });
  world.server.always = down;
  world.outbox.open(lrs('/other', { id: laneId('other') }));
  return world;
}
const durable = async (world: World): Promise<boolean> => (await world.outbox.status()).durable;

describe('a storage that refuses one write, and takes the next', () => {
  it('holds what was refused before what comes later, in one transaction, and a crash loses none of it', async () => {
    const disk = new Disk();
    const world = await stuck(disk);
    disk.refuses = FULL;
    await world.put(1, true, 0);
    expect([ids(disk), await durable(world)]).to.deep.equal([[], false]);
    disk.refuses = WELL;
    const adds: number[] = [];
    disk.refuses = (method, bytes) => {
      if (method === 'add') adds.push(bytes);
      return false;
    };
    await world.put(1, true, 1);
    expect(adds).to.have.length(1);
    expect([ids(disk), await durable(world)]).to.deep.equal([['s0', 's1'], true]);
    await world.put(29, true, 2);
    expect(ids(disk)).to.have.length(31);
    world.outbox.close();
    const next = new World({ clock: world.clock, server: world.server, ports: { store: disk.page() } });
    next.server.always = undefined;
    next.outbox.open(lrs('/statements'));
    await next.clock.advance(600_000);
    expect(next.delivered).to.deep.equal(Array.from({ length: 31 }, (_, i) => `s${i}`));
  });

  it('keeps no other lane from the disk, and says that it is not durable as long as one parcel is in memory', async () => {
    const disk = new Disk();
    const world = await stuck(disk);
    // The one that does not fit is in its lane for good.
    disk.refuses = (method, bytes) => method === 'add' && bytes > 1000;
    await world.outbox.put([parcel('big', world.clock.now(), 'lrs', 'x'.repeat(2000))], true);
    for (let i = 0; i < 50; i++) await world.outbox.put([parcel(`o${i}`, world.clock.now(), 'other')], true);
    expect(ids(disk)).to.deep.equal(Array.from({ length: 50 }, (_, i) => `o${i}`));
    expect(await durable(world)).to.equal(false);
    disk.refuses = WELL;
    await world.outbox.beat();
    await settle();
    expect(disk.rows.filter(({ lane }) => lane === keyOf('lrs')).map(({ id }) => id)).to.deep.equal(['big']);
    expect(await durable(world)).to.equal(true);
  });

  it('gets what was refused once, whichever of several writes ends between', async () => {
    const ends: (() => void)[] = [];
    const disk = new Disk((end) => void ends.push(end));
    const endOne = async (): Promise<void> => {
      ends.shift()?.();
      await settle();
    };
    const store = createMemoryStore(disk.page(), () => []);
    const add = (id: string, lane: string): void => void store.add([parcel(id, 0, lane)]);
    disk.refuses = FULL;
    void store.add([parcel('a1', 0, 'a'), parcel('b1', 0, 'b')]);
    add('b2', 'b');
    await settle();
    await endOne();
    disk.refuses = WELL;
    // Each takes along what waits in its lane.
    add('a2', 'a');
    while (ends.length) await endOne();
    void store.writeBack();
    while (ends.length) await endOne();
    expect(ids(disk)).to.deep.equal(['a1', 'a2', 'b1', 'b2']);
  });

  it('has no later one on the disk while an earlier one of its lane is in memory', async () => {
    const ends: (() => void)[] = [];
    const disk = new Disk((end) => void ends.push(end));
    const store = createMemoryStore(disk.page(), () => []);
    let n = 0;
    disk.refuses = (method) => method === 'add' && n++ === 0;
    for (const id of ['s1', 's2']) void store.add([parcel(id, 0)]);
    const seen: string[] = [];
    for (await settle(); ends.length; await settle()) {
      ends.shift()?.();
      seen.push(ids(disk).join(' '));
    }
    expect(seen).to.deep.equal(['', 's1 s2']);
  });

  it('is written to again with the next look, where nothing more is captured', async () => {
    const disk = new Disk();
    const world = await stuck(disk);
    disk.refuses = FULL;
    await world.put(3);
    disk.refuses = WELL;
    await world.outbox.beat();
    await settle();
    expect([ids(disk), await durable(world)]).to.deep.equal([['s1', 's2', 's3'], true]);
  });

  it('does not send again what was delivered from memory while it went to the disk', async () => {
    const disk = new Disk();
    const locks = createLocks();
    const world = await page({ batch: 1, linger: 0 }, { store: disk.page(), locks });
    disk.refuses = FULL;
    world.server.latency = () => 1000;
    await world.put(2);
    await world.clock.advance(500);
    expect(world.requests).to.deep.equal(['s1']);
    disk.refuses = WELL;
    await world.outbox.beat();
    await settle();
    expect(ids(disk)).to.deep.equal(['s1', 's2']);
    await world.clock.advance(10_000);
    expect([world.requests, ids(disk)]).to.deep.equal([['s1', 's2'], []]);
  });

  it('puts what was refused before what was taken while that was not known yet', async () => {
    const disk = new Disk();
    const world = await stuck(disk);
    let n = 0;
    disk.refuses = (method) => method === 'add' && n++ === 0;
    const both = [world.outbox.put([parcel('s1', 0)]), world.outbox.put([parcel('s2', 0)])];
    await Promise.all(both);
    await settle();
    await world.outbox.beat();
    await settle();
    expect(ids(disk)).to.deep.equal(['s1', 's2']);
  });
});
