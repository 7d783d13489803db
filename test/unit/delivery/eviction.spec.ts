import { expect } from 'chai';
import type { Parcel, ParcelKind } from '../../../src/delivery/ports.js';
import { createDurableStore, Disk, FULL, WELL } from './durable-store.js';
import { keyOf, lrs, nameOf, page, parcel, World } from './world.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
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
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['p0']);
    expect(await world.lane()).to.include({ waiting: 10, evicted: 1 });
    await world.outbox.put([of('c3', now, 'completion')], true);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['p0', 'p2']);
    expect(await world.lane()).to.include({ waiting: 10, evicted: 2 });
    world.server.always = undefined;
    await world.clock.advance(10 * 60_000);
    expect(world.delivered).to.deep.equal(['p1', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'c1', 'c2', 'c3']);
  });

  it('tells of each lane apart, and of all that has waited too long, in this process and in those before it', async () => {
    const disk = new Disk();
    const now = new World().clock.now();
    await disk
      .page()
      .add([of('a1', now, 'completion', 'a'), of('b1', now, 'progress', 'b'), of('a2', now, 'progress', 'a')]);
    const { clock } = new World();
    const start = async (): Promise<World> => {
      const world = new World({ clock, ports: { store: disk.page() } });
      world.outbox.limit({ bytes: 1000, age: AGE });
      await world.clock.advance(DAY);
      world.outbox.close();
      return world;
    };
    for (let day = 0; day < 29; day++) expect(evicted(await start())).to.deep.equal([]);
    await start();
    await start();
    const world = await start();
    expect(world.of('evicted')).to.deep.equal([
      { type: 'evicted', lane: nameOf('a'), ids: ['a1', 'a2'] },
      { type: 'evicted', lane: nameOf('b'), ids: ['b1'] }
    ]);
    expect([...disk.evicted]).to.deep.equal([
      [keyOf('a'), 2],
      [keyOf('b'), 1]
    ]);
    expect(evicted(await start())).to.deep.equal([]);
  });

  it('counts over pages, and once what two pages let go of at the same time', async () => {
    const disk = new Disk();
    const one = await stuck(disk.page());
    await one.outbox.put([of('s1', one.clock.now())], true);
    await one.clock.advance(1000);
    const two = new World({ clock: one.clock, server: one.server, ports: { store: disk.page() } });
    two.outbox.open(lrs('/statements'));
    for (const { outbox } of [one, two]) outbox.limit({ bytes: 1, age: AGE });
    await Promise.all([one, two].map((world, i) => world.outbox.put([of(`new${i}`, one.clock.now())], true)));
    await one.clock.advance(60_000);
    expect(disk.evicted.get(keyOf('lrs'))).to.equal(disk.evictions.length);
    expect(new Set(disk.evictions.map(({ id }) => id))).to.deep.equal(new Set(['s1', 'new0', 'new1']));
    expect(await two.lane()).to.include({ waiting: 0, evicted: 3 });
  });

  it('looks while it looks only once more: nothing is told of twice', async () => {
    const world = await stuck();
    world.outbox.limit({ bytes: 100, age: AGE });
    await Promise.all(['s1', 's2', 's3', 's4'].map((id) => world.outbox.put([of(id, world.clock.now())], true)));
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['s1', 's2', 's3']);
  });

  it('counts what it lets go of in memory', async () => {
    const disk = new Disk();
    disk.refuses = FULL;
    const world = await stuck(disk.page());
    world.outbox.limit({ bytes: 100, age: AGE });
    for (const id of ['s1', 's2']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['s1']);
    expect(await world.lane()).to.include({ waiting: 1, evicted: 1 });
  });

  it('says nothing of what the storage did not let go of, and tries again', async () => {
    const disk = new Disk();
    const world = await stuck(disk.page());
    world.outbox.limit({ bytes: 100, age: AGE });
    disk.refuses = (method) => method === 'evict';
    for (const id of ['s1', 's2']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal([]);
    disk.refuses = WELL;
    await world.outbox.put([of('s3', world.clock.now())], true);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['s1', 's2']);
  });

  it('takes a new limit from the next statement on', async () => {
    const world = await stuck();
    for (const id of ['s1', 's2', 's3']) await world.outbox.put([of(id, world.clock.now())], true);
    await world.clock.advance(1000);
    world.outbox.limit({ bytes: 200, age: AGE });
    await world.outbox.put([of('s4', world.clock.now())], true);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['s1', 's2']);
  });
});

describe('what is let go of, and what not', () => {
  it('nothing before the settings are there: they may allow more', async () => {
    const disk = new Disk();
    const now = new World().clock.now();
    await disk.page().add(Array.from({ length: 110 }, (_, i) => of(`s${i}`, now - 100 * DAY)));
    const world = await stuck(disk.page());
    // The defaults allow less than that.
    await world.outbox.put([{ ...of('big', now), body: 'x'.repeat(6_000_000) }], true);
    await world.outbox.beat();
    await world.clock.advance(HOUR);
    expect(evicted(world)).to.deep.equal([]);
    world.outbox.limit({ bytes: 50_000_000, age: 365 * DAY });
    await world.clock.advance(HOUR);
    expect(evicted(world)).to.deep.equal([]);
    // A later page whose settings are silent knows what the site said last.
    const next = new World({ clock: world.clock, ports: { store: disk.page() } });
    next.outbox.limit(undefined);
    await world.clock.advance(HOUR);
    expect([evicted(next), disk.rows.length]).to.deep.equal([[], 111]);
  });

  it('what is above 5 MB where the site never said anything', async () => {
    const world = await stuck();
    await world.outbox.put([{ ...of('big', world.clock.now()), body: 'x'.repeat(5_000_001) }], true);
    world.outbox.limit(undefined);
    await world.clock.advance(10_000);
    expect(evicted(world)).to.deep.equal(['big']);
  });

  it('nothing is both delivered and let go of: what is on its way is left alone', async () => {
    for (const store of [new Disk().page(), undefined]) {
      const world = await page({ linger: 0, batch: 2 }, store ? { store } : {});
      world.outbox.limit({ bytes: 150, age: AGE });
      world.server.latency = () => 3000;
      for (let i = 0; i < 6; i++) await world.outbox.put([of(`s${i}`, world.clock.now())], true);
      await world.clock.advance(60_000);
      const gone = evicted(world);
      expect(world.delivered.filter((id) => gone.includes(id))).to.deep.equal([]);
      expect([...world.delivered, ...gone].sort()).to.deep.equal(['s0', 's1', 's2', 's3', 's4', 's5']);
    }
  });

  it('nothing is both delivered and let go of as too old: what is on its way then is delivered', async () => {
    const MINUTE = 60_000;
    for (const tabs of [0, 1, 2]) {
      const disk = new Disk();
      const world = await page({ linger: 0, batch: 2 }, tabs ? { store: disk.page() } : {});
      const { clock, server } = world;
      const ports = { locks: world.ports.locks, store: disk.page() };
      const others = tabs === 2 ? [new World({ clock, server, ports })] : [];
      const all = [world, ...others];
      others.forEach(({ outbox }) => outbox.open(lrs('/statements', { linger: 0, batch: 2 })));
      all.forEach(({ outbox }) => outbox.limit({ bytes: 1_000_000, age: 110 * MINUTE }));
      server.latency = () => 80 * MINUTE;
      const ids = Array.from({ length: 10 }, (_, i) => `s${i}`);
      for (const id of ids) await world.outbox.put([of(id, clock.now())], true);
      // All are found after an hour, and are too old after three: the third request is on its way then.
      let tooOld: readonly string[] = [];
      for (let minute = 0; minute < 12 * 60; minute += 5) {
        if (minute === 185) tooOld = server.seen.filter(({ status }) => status < 0).flatMap(({ ids }) => ids);
        // What is asked for after that finds nobody, so that the lane lets go.
        if (tooOld.length && tooOld.every((id) => world.delivered.includes(id))) server.always = { type: 'cut' };
        for (const { outbox } of all) await outbox.beat();
        await clock.advance(5 * MINUTE);
      }
      const gone = all.flatMap(evicted);
      expect(tooOld, `${tabs} tabs`).to.have.length(2);
      const { length } = world.delivered;
      expect(world.delivered).to.deep.equal(ids.slice(0, length));
      expect(world.delivered.slice(-2)).to.deep.equal(tooOld);
      expect(gone).to.deep.equal(ids.slice(length));
      expect(all.flatMap((one) => one.of('sent').flatMap(({ ids }) => ids)).sort()).to.deep.equal(world.delivered);
    }
  });

  it('a viewer who never came back costs the one who is here nothing', async () => {
    const disk = new Disk();
    const { clock } = new World();
    const before = Array.from({ length: 50 }, (_, i) => of(`old${i}`, clock.now(), 'completion', 'lrs bob'));
    await disk.page().add(before);
    const world = await stuck(disk.page());
    world.outbox.limit({ bytes: 5000, age: AGE });
    for (let i = 0; i < 30; i++) await world.outbox.put([of(`s${i}`, world.clock.now(), 'progress')], true);
    await world.clock.advance(10_000);
    expect(evicted(world).length).to.be.at.least(27);
    expect(evicted(world)).to.deep.equal(before.slice(0, evicted(world).length).map(({ id }) => id));
  });

  it('nothing grows old because a clock is set: a server forty days behind keeps what is fresh', async () => {
    const disk = new Disk();
    const world = await stuck(disk.page());
    world.clock.skew = -40 * DAY;
    world.outbox.limit({ bytes: 1_000_000, age: AGE });
    for (let i = 0; i < 60; i++) await world.outbox.put([of(`s${i}`, world.clock.now())], true);
    await world.clock.advance(2 * HOUR);
    world.clock.skew = 0;
    for (let i = 0; i < 600; i++) await world.outbox.put([of(`t${i}`, world.clock.now())], true);
    for (let i = 0; i < 2; i++) {
      await world.outbox.beat();
      await world.clock.advance(2 * HOUR);
    }
    const next = new World({ clock: world.clock, ports: { store: disk.page() } });
    next.outbox.limit({ bytes: 1_000_000, age: AGE });
    await world.clock.advance(2 * HOUR);
    expect([evicted(world), evicted(next), disk.rows.length]).to.deep.equal([[], [], 660]);
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
