import { expect } from 'chai';
import { settle } from './clock.js';
import type { Broadcast } from '../../../src/delivery/ports.js';
import { Disk, FULL, WELL } from './durable-store.js';
import type { Fault } from './record-store.js';
import { AT, page, parcel, type World } from './world.js';

const empty = (disk: Disk): boolean =>
  disk.rows.length + disk.letters.length + disk.notes.size + disk.drafts.size + disk.evicted.size === 0;

const start = (disk: Disk): Promise<World> => page({}, { store: disk.page() });

describe('forget', () => {
  it('deletes all that waits or lies dead, of every lane and page, and what is known of the lanes', async () => {
    const disk = new Disk();
    const world = await start(disk);
    await disk
      .page()
      .add([parcel('other', world.clock.now(), 'other')], { draft: { viewing: 'v', parcels: [parcel('end', AT)] } });
    world.server.faults = [{ type: 'status', status: 404 }];
    await world.put(2);
    await world.clock.advance(100);
    await world.outbox.hold(parcel('held', world.clock.now()), 'beforeSend threw');
    await world.outbox.forget();
    expect(empty(disk)).to.equal(true);
    expect(await world.outbox.dead()).to.deep.equal([]);
    expect(await world.lane())
      .to.deep.include({ waiting: 0, evicted: 0 })
      .and.not.have.property('paused');
    await world.put(1, true, 3);
    await world.clock.advance(100);
    expect(world.delivered).to.deep.equal(['s3']);
  });

  const faults: readonly Fault[] = [
    { type: 'none' },
    { type: 'cut' },
    { type: 'lost' },
    { type: 'html' },
    { type: 'status', status: 400 },
    { type: 'status', status: 401 },
    { type: 'status', status: 413 },
    { type: 'status', status: 429, retryAfter: '5' },
    { type: 'status', status: 500 }
  ];
  for (const fault of faults)
    for (const count of [1, 4])
      it(`in the middle of a request with ${count} that ends with ${JSON.stringify(fault)}: nothing comes back`, async () => {
        const disk = new Disk();
        const world = await start(disk);
        world.server.faults = [fault];
        await world.put(count);
        await world.clock.advance(5);
        expect(world.requests).to.have.length(1);
        await world.outbox.forget();
        await world.clock.advance(2 * 3_600_000);
        expect(world.requests).to.have.length(1);
        expect(empty(disk)).to.equal(true);
        expect(world.of('refused')).to.deep.equal([]);
        await world.put(1, true, 9);
        await world.clock.advance(3_600_000);
        expect(world.requests.slice(1)).to.deep.equal(['s9']);
      });

  it('reaches what memory holds, and what spills after it was asked for', async () => {
    const disk = new Disk();
    const world = await start(disk);
    world.server.always = { type: 'cut' };
    disk.refuses = FULL;
    await world.put(1, false, 1);
    void world.put(1, false, 2);
    const forgetting = world.outbox.forget();
    await world.put(1, false, 3);
    await forgetting;
    await settle();
    expect(await world.lane()).to.include({ waiting: 1 });
    world.server.always = undefined;
    await world.clock.advance(60_000);
    expect(world.delivered).to.deep.equal(['s3']);
  });

  it('in the middle of a look at the storage: what was read before leaves no more', async () => {
    const disk = new Disk();
    const world = await start(disk);
    await world.put(2, false, 1);
    const forgetting = world.outbox.forget();
    world.outbox.leave();
    await forgetting;
    await settle();
    world.outbox.leave();
    await world.clock.advance(60_000);
    expect(world.requests).to.deep.equal([]);
  });

  it('waits for a credential in vain', async () => {
    const disk = new Disk();
    const world = await page(
      { credential: () => new Promise((resolve) => world.clock.wake(500, () => resolve('key-1'))) },
      { store: disk.page() }
    );
    await world.put(1);
    await world.clock.advance(100);
    await world.outbox.forget();
    await world.clock.advance(60_000);
    expect(world.requests).to.deep.equal([]);
  });

  it('rejects when the storage does not let go; memory does', async () => {
    const disk = new Disk();
    const world = await start(disk);
    disk.refuses = FULL;
    await world.put(1, false, 9);
    disk.refuses = (method) => method === 'forget';
    expect(await world.outbox.forget().catch(() => 'rejected')).to.equal('rejected');
    await world.put(1);
    await world.clock.advance(100);
    expect(world.delivered).to.deep.equal(['s1']);
  });
});

describe('forget in another tab', () => {
  /** The channel between the tabs of an origin. */
  function channels(): () => Broadcast {
    const tabs = new Set<(message: string) => void>();
    return () => {
      const mine = new Set<(message: string) => void>();
      const hear = (message: string): void => mine.forEach((each) => each(message));
      tabs.add(hear);
      return {
        post: (message) => tabs.forEach((each) => each !== hear && each(message)),
        listen: (each) => {
          mine.add(each);
          return () => void mine.delete(each);
        }
      };
    };
  }

  it('reaches what this one has in memory, what it has read, and what is on its way', async () => {
    const disk = new Disk();
    const tab = channels();
    const one = await page({}, { store: disk.page(), broadcast: tab() });
    let hungUp = 0;
    const two = await page(
      { linger: 0 },
      { store: disk.page(), broadcast: tab(), hangUp: () => hungUp++, send: one.server.send }
    );
    one.server.latency = () => 1000;
    await two.put(1, true, 1);
    await two.clock.advance(5);
    disk.refuses = FULL;
    await two.put(1, true, 2);
    await two.clock.advance(500);
    disk.refuses = WELL;
    await one.outbox.forget();
    await two.clock.advance(600_000);
    expect(hungUp).to.equal(1);
    expect(one.server.seen.map(({ ids }) => ids.join())).to.deep.equal(['s1']);
    expect(empty(disk)).to.equal(true);
    expect(await two.lane()).to.include({ waiting: 0 });
    await two.put(1, true, 3);
    expect(disk.rows.map(({ id }) => id)).to.deep.equal(['s3']);
  });
});
