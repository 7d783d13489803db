import { expect } from 'chai';
import { Clock } from './clock.js';
import { AT, createDurableStore, createLocks, lrs, nameOf, page, parcel, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the ordinary way', () => {
  it('gathers for linger and sends one array', async () => {
    const world = await page();
    await world.put(1, false, 1);
    await world.clock.advance(3000);
    await world.put(1, false, 2);
    expect(world.requests).to.deep.equal([]);
    await world.clock.advance(2100);
    expect(world.requests).to.deep.equal(['s1 s2']);
    expect(await world.lane()).to.include({ waiting: 0, sent: 2 });
    expect(world.events).to.deep.equal([
      { type: 'stored', lane: nameOf('lrs'), ids: ['s1'], durable: false },
      { type: 'stored', lane: nameOf('lrs'), ids: ['s2'], durable: false },
      { type: 'sent', lane: nameOf('lrs'), ids: ['s1', 's2'] }
    ]);
  });

  it('is not kept waiting by what keeps coming', async () => {
    const clock = new Clock();
    const durable = createDurableStore();
    // Storage is slower than the viewer: whenever it answers, something has just begun to gather.
    const head: typeof durable.head = async (...args) => {
      await new Promise<void>((resolve) => clock.wake(20, resolve));
      return durable.head(...args);
    };
    const world = new World({ clock, ports: { store: { ...durable, head } } });
    world.outbox.open(lrs('/statements', { linger: 1000, batch: 1000 }));
    for (let i = 1; i <= 500; i++) {
      await world.put(1, false, i);
      await clock.advance(10);
    }
    expect(world.requests.length).to.be.within(3, 5);
  });

  it('does not let a request in flight end the linger of what came after', async () => {
    const world = await page();
    await world.put(1, true, 1);
    await world.clock.advance(5);
    await world.put(1, false, 2);
    await world.clock.advance(4000);
    expect(world.requests).to.deep.equal(['s1']);
    await world.clock.advance(1100);
    expect(world.requests).to.deep.equal(['s1', 's2']);
  });

  it('ends the linger when it is urgent, and at flush', async () => {
    const world = await page();
    await world.put(1, false, 1);
    await world.put(1, true, 2);
    await world.clock.advance(20);
    await world.put(1, false, 3);
    const flushed = world.outbox.flush();
    await world.clock.advance(20);
    await flushed;
    expect(world.requests).to.deep.equal(['s1 s2', 's3']);
  });

  it('sends what waits from an earlier page as soon as the lane is open', async () => {
    const store = createDurableStore();
    await store.add([parcel('s1', 1), parcel('s2', 2)]);
    const world = await page({}, { store });
    await world.clock.advance(20);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
  });

  it('keeps parcels for a lane that nobody opened yet', async () => {
    const world = new World();
    await world.put(2);
    world.outbox.open(lrs('/statements'));
    await world.clock.advance(20);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
  });

  it('never has two requests of a lane in flight, nor more in one than lane and bytes allow', async () => {
    const world = await page({ batch: 3 });
    await world.put(8);
    await world.outbox.put([
      parcel('big', AT, 'lrs', 'x'.repeat(70_000)),
      parcel('wide', AT, 'lrs', '漢'.repeat(19_900))
    ]);
    await world.outbox.put([parcel('last', AT, 'lrs', 'x'.repeat(500))], true);
    await world.clock.advance(1000);
    expect(world.server.mostInFlight).to.equal(1);
    expect(world.requests).to.deep.equal(['s1 s2 s3', 's4 s5 s6', 's7 s8', 'big', 'wide', 'last']);
  });

  it('survives listeners that throw', async () => {
    const world = await page();
    world.outbox.listen(() => {
      throw new Error('listener');
    });
    await world.put(1);
    await world.clock.advance(20);
    expect(await world.lane()).to.include({ sent: 1 });
  });

  it('stops at close, and what waits stays in the store', async () => {
    const store = createDurableStore();
    const world = await page({}, { store });
    await world.put(1, false);
    world.outbox.close();
    await world.clock.advance(HOUR);
    expect(world.requests).to.deep.equal([]);
    expect(world.clock.pending).to.equal(0);
    expect((await store.count('lrs')).waiting).to.equal(1);
    await world.put(1, false, 2);
    expect(world.clock.pending).to.equal(0);

    const failing = await page();
    failing.server.always = { type: 'cut' };
    await failing.put(1);
    await failing.clock.advance(20);
    failing.outbox.close();
    expect(failing.clock.pending).to.equal(0);
  });

  it('takes turns with other tabs over one store', async () => {
    const store = createDurableStore();
    const one = await page({ linger: 0 }, { store });
    const { clock, server, ports } = one;
    const two = new World({ clock, server, ports: { store, locks: ports.locks } });
    two.outbox.open(lrs('/statements', { linger: 0 }));
    const expected: string[] = [];
    for (let i = 1; i < 20; i++) {
      expected.push(...(await (i % 2 ? one : two).put(1, false, i)));
      await clock.advance(7);
    }
    await clock.advance(10_000);
    expect(one.delivered).to.deep.equal(expected);
    expect(server.mostInFlight).to.equal(1);
    expect(server.seen.flatMap(({ ids }) => ids)).to.deep.equal(expected);
  });

  it('waits for its turn when another tab has the lock, and tries again at the next beat when locks fail', async () => {
    const free = createLocks();
    const no = (): Promise<never> => Promise.reject(new Error('not fully active'));
    let failing = true;
    for (const locks of [
      { ...free, attempt: () => Promise.resolve() },
      { ...free, attempt: no, wait: (...args: Parameters<typeof free.wait>) => (failing ? no() : free.wait(...args)) }
    ]) {
      const store = createDurableStore();
      await store.add([parcel('s1', AT)]);
      const world = await page({}, { store, locks });
      failing = false;
      void world.outbox.beat();
      await world.clock.advance(3000);
      expect(world.delivered).to.deep.equal(['s1']);
    }
  });

  it('holds in the dead letters what must not be sent', async () => {
    const world = await page();
    await world.outbox.hold(parcel('s1', AT), 'beforeSend threw');
    expect(await world.outbox.dead()).to.have.length(1);
    expect(await world.lane()).to.include({ waiting: 0, refused: 1 });
    expect(world.events).to.deep.equal([
      { type: 'refused', lane: nameOf('lrs'), id: 's1', reason: 'beforeSend threw', held: true }
    ]);
  });
});

describe('storage that fails', () => {
  it('falls back to memory, says so, and loses nothing', async () => {
    const durable = createDurableStore();
    let full = false;
    const store = {
      ...durable,
      add: (parcels: Parameters<typeof durable.add>[0]) =>
        full ? Promise.reject(new Error('QuotaExceededError')) : durable.add(parcels)
    };
    const world = await page({}, { store });
    world.server.always = { type: 'cut' };
    await world.put(2, true, 1);
    await world.clock.advance(20);
    full = true;
    await world.put(2, true, 3);
    expect((await world.outbox.status()).durable).to.equal(false);
    expect(await world.lane()).to.include({ waiting: 4 });
    full = false;
    await world.put(1, true, 5);
    world.server.always = undefined;
    await world.clock.advance(MINUTE);
    expect(world.delivered).to.deep.equal(['s1', 's2', 's3', 's4', 's5']);
    await world.put(1, true, 6);
    expect((await world.outbox.status()).durable).to.equal(true);
  });

  it('that cannot be read is no failure of the destination: nothing waits longer for it', async () => {
    const no = (): Promise<never> => Promise.reject(new Error('denied'));
    const denied = { ...createDurableStore(), head: no, add: no, readNote: no };
    const world = await page({}, { store: denied });
    for (let i = 0; i < 20; i++) {
      void world.outbox.beat();
      await world.clock.advance(30_000);
    }
    expect(world.of('retry')).to.deep.equal([]);
    await world.put(1);
    await world.clock.advance(20);
    expect(world.delivered).to.deep.equal(['s1']);
  });

  it('sends nothing twice when storage does not let go, and needs no storage at all', async () => {
    const no = (): Promise<never> => Promise.reject(new Error('storage is gone'));
    const durable = createDurableStore();
    const clumsy = await page({}, { store: { ...durable, remove: no, bury: no } });
    clumsy.server.poison.add('s2');
    await clumsy.put(3);
    await clumsy.clock.advance(HOUR);
    await clumsy.put(1, true, 4);
    await clumsy.clock.advance(HOUR);
    expect(clumsy.delivered).to.deep.equal(['s1', 's3', 's4']);
    expect(clumsy.server.seen.filter(({ status, ids }) => status === 200 && ids.includes('s1'))).to.have.length(1);
    expect((await clumsy.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s2']);

    const dead = { durable: true, add: no, head: no, remove: no, bury: no, hold: no, dead: no, count: no };
    const newer = { revive: no, outlines: no, deadOutlines: no, evict: no, drafts: no, settle: no, forget: no };
    const lanes = { lanes: no, move: no, discard: no, dropLanes: no, readMemo: no, writeMemo: no };
    const none = await page({}, { store: { ...dead, ...newer, ...lanes, readNote: no, writeNote: no } });
    const ids = await none.put(2);
    await none.clock.advance(MINUTE);
    expect(none.delivered).to.deep.equal(ids);
    expect((await none.outbox.status()).durable).to.equal(false);
  });
});
