import { expect } from 'chai';
import { Disk } from './durable-store.js';
import { AT, keyOf, page, parcel } from './world.js';

const DAY = 86_400_000;
const ODD = [
  { id: 7, body: '{}', at: AT },
  { id: 'odd', at: AT },
  { id: 'odd', body: null, at: AT },
  { id: 'odd', body: { id: 'odd' }, at: AT },
  { id: 'odd', body: '{}', at: 'yesterday' },
  {}
];

describe('rows that are no parcels', () => {
  for (const odd of ODD)
    it(`cost no other: ${JSON.stringify(odd)}`, async () => {
      const disk = new Disk();
      disk.spoil({ ...odd, lane: keyOf('lrs') });
      await disk.page().add([parcel('s1', AT)]);
      disk.spoil({ ...odd, lane: 'nobody' });
      const world = await page({}, { store: disk.page() });
      await world.clock.advance(60_000);
      expect(world.delivered).to.deep.equal(['s1']);
      expect(disk.letters.map(({ reason }) => reason)).to.deep.equal(['not readable in the storage']);
      expect(world.of('refused')).to.have.length(1);
      await world.put(1, true, 2);
      await world.clock.advance(60_000);
      expect(world.delivered).to.deep.equal(['s1', 's2']);
      expect(await world.lane()).to.include({ waiting: 0 });
      // Nor do they keep others from leaving, or from finding room.
      world.outbox.limit({ bytes: 50, age: 30 * DAY });
      await world.put(3, false, 3);
      await world.clock.advance(0);
      expect(world.of('evicted').flatMap(({ ids }) => ids)).to.include('s3');
    });

  it('do not keep a page from leaving', async () => {
    const disk = new Disk();
    const world = await page({}, { store: disk.page() });
    await world.put(1, true);
    await world.clock.advance(100);
    disk.spoil({ lane: keyOf('lrs'), id: 'odd', at: AT });
    await world.put(1, false, 2);
    await world.clock.advance(0);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1', 's2 keepalive']);
  });

  it('are buried again when they are revived as they are', async () => {
    const disk = new Disk();
    disk.spoil({ lane: keyOf('lrs'), id: 'odd', at: AT });
    const world = await page({}, { store: disk.page() });
    await world.clock.advance(100);
    await world.outbox.revive(await world.outbox.dead());
    await world.clock.advance(100);
    expect(disk.letters.map(({ reason }) => reason)).to.deep.equal(['not readable in the storage']);
  });
});

describe('large statements', () => {
  const big = (id: string, bytes: number): ReturnType<typeof parcel> =>
    parcel(id, AT, 'lrs', 'x'.repeat(bytes - Buffer.byteLength(parcel(id, AT).body)));

  it('go alone where they do not fit, in order, whatever their size', async () => {
    const world = await page();
    await world.outbox.put(
      [parcel('a', AT), big('b', 50_000), parcel('c', AT), big('d', 70_000), parcel('e', AT)],
      true
    );
    await world.clock.advance(1000);
    expect(world.requests).to.deep.equal(['a b c', 'd', 'e']);
    expect(world.server.seen.map(({ bytes }) => bytes > 60_000)).to.deep.equal([false, true, false]);
  });

  it('wait for the next page where they are too large to outlive this one', async () => {
    const disk = new Disk();
    const world = await page({}, { store: disk.page() });
    await world.outbox.put([big('a', 50_000), big('b', 70_000), parcel('c', AT)]);
    await world.clock.advance(0);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['a keepalive']);
    await world.clock.advance(100);
    world.outbox.leave();
    await world.clock.advance(10_000);
    expect(world.requests).to.deep.equal(['a keepalive', 'b', 'c']);
  });
});
