import { expect } from 'chai';
import { laneRecord, type Lane } from '../../../src/delivery/lane.js';
import { createDurableStore, createLocks, laneId, lrs, parcel, World } from './world.js';

const MINUTE = 60_000;

const stats = (changes: Partial<Lane> = {}): Lane =>
  lrs('/stats', { id: laneId('stats'), batch: 1, linger: 0, ...changes });

describe('events of services that know no ids', () => {
  const world = (): World => {
    const page = new World({ ports: { store: createDurableStore(), locks: createLocks() } });
    page.outbox.open(stats());
    return page;
  };

  it('sent again after a lost answer are counted, once each', async () => {
    const page = world();
    page.server.faults = [{ type: 'lost' }, { type: 'lost' }, { type: 'none' }, { type: 'cut' }];
    await page.put(3);
    await page.clock.advance(10 * MINUTE);
    expect(await page.lane()).to.include({ waiting: 0, sent: 3, uncertain: 2 });
    expect(page.of('uncertain').map(({ id }) => id)).to.deep.equal(['s1', 's2']);
    await page.put(1, true, 4);
    await page.clock.advance(MINUTE);
    expect(await page.lane()).to.include({ sent: 4, uncertain: 2 });
  });

  it('refused for a while are not: they were not taken', async () => {
    const page = world();
    page.server.faults = [
      { type: 'status', status: 429 },
      { type: 'status', status: 429 }
    ];
    await page.put(2);
    await page.clock.advance(10 * MINUTE);
    expect(await page.lane()).to.include({ sent: 2, uncertain: 0 });
  });

  it('that were on their way when the page died are', async () => {
    const page = world();
    page.server.latency = () => 1000;
    await page.put(2);
    await page.clock.advance(500);
    // The next page begins with what the first one left, before its answer.
    const { clock, server, ports } = page;
    const next = new World({ clock, server, ports: { store: ports.store, locks: createLocks() } });
    next.outbox.open(stats());
    page.outbox.close();
    await clock.advance(MINUTE);
    expect(await next.lane()).to.include({ waiting: 0, uncertain: 1 });
    // And it is known to the pages after that.
    const last = new World({ clock, server, ports: { store: ports.store, locks: createLocks() } });
    last.outbox.open(stats());
    await clock.advance(MINUTE);
    expect(await last.lane()).to.include({ uncertain: 1 });
  });

  it('that left with the page are, when the next page cannot know', async () => {
    const page = world();
    page.server.always = { type: 'cut' };
    await page.put(1);
    page.outbox.leave();
    page.outbox.close();
    const { clock, server, ports } = page;
    await clock.advance(MINUTE);
    server.always = undefined;
    const next = new World({ clock, server, ports: { store: ports.store, locks: createLocks() } });
    next.outbox.open(stats());
    await clock.advance(MINUTE);
    expect(await next.lane()).to.include({ waiting: 0, uncertain: 1 });
  });

  it('that were answered do not leave again with the page; the next one, which cannot know, counts them', async () => {
    const store = createDurableStore();
    const stuck = { ...store, durable: true, remove: () => new Promise<void>(() => undefined) };
    const page = new World({ ports: { store: stuck, locks: createLocks() } });
    page.outbox.open(stats());
    await page.put(1);
    await page.clock.advance(100);
    expect(page.requests).to.deep.equal(['s1 keepalive']);
    page.outbox.leave();
    await page.clock.advance(100);
    expect(page.requests).to.deep.equal(['s1 keepalive']);
    page.outbox.close();
    const next = new World({ clock: page.clock, server: page.server, ports: { store, locks: createLocks() } });
    next.outbox.open(stats());
    await page.clock.advance(MINUTE);
    expect(await next.lane()).to.include({ waiting: 0, uncertain: 1 });
  });

  it('are never those of a record store', async () => {
    const page = new World();
    page.outbox.open(lrs('/statements'));
    page.server.faults = [{ type: 'lost' }, { type: 'cut' }];
    await page.put(2);
    await page.clock.advance(10 * MINUTE);
    expect(await page.lane()).to.include({ sent: 2, uncertain: 0 });
  });
});

describe('lanes whose owner does not come back', () => {
  it('are sent by their heir after a day, and not before', async () => {
    const store = createDurableStore();
    const page = new World({ ports: { store, locks: createLocks() } });
    const parcels = [parcel('s1', page.clock.now(), 'stats ann')];
    await store.add(parcels, { lanes: [laneRecord(page.ports.salt, stats({ id: laneId('stats ann') }))] });
    const start = async (): Promise<World> => {
      const next = new World({ clock: page.clock, server: page.server, ports: { store, locks: createLocks() } });
      next.outbox.open(stats({ id: laneId('stats bob') }));
      next.outbox.adopt(stats({ id: laneId('stats bob'), credential: () => Promise.resolve('') }));
      for (let i = 0; i < 3; i++) {
        void next.outbox.beat();
        await page.clock.advance(30_000);
      }
      next.outbox.close();
      return next;
    };
    page.server.keys.add('');
    await start();
    expect(page.delivered).to.deep.equal([]);
    await page.clock.advance(24 * 60 * MINUTE);
    await start();
    expect(page.delivered).to.deep.equal(['s1']);
    expect(page.server.seen.map(({ authorization }) => authorization)).to.deep.equal(['']);
  });
});
