import { expect } from 'chai';
import { createFront, type Front } from '../../../src/delivery/front.js';
import { settle } from './clock.js';
import { AT, createDurableStore, createLocks, keyOf, lrs, page, parcel, World } from './world.js';
import { Disk } from './durable-store.js';

const ids = (front: Front): string[] => front.parcels().map(({ id }) => id);
const three = ['r1', 'r2', 'r3'].map((id) => parcel(id, AT));

describe('the front of a lane', () => {
  it('is what was announced until the rows are read, then the rows and what is not committed yet', async () => {
    const store = createDurableStore();
    const front = createFront(store);
    await store.add(three);
    for (const id of ['a1', 'a2']) front.announce(parcel(id, AT));
    expect(ids(front)).to.deep.equal(['a1', 'a2']);
    front.commit(['a1']);
    // Committed to another store: it is not among the rows, so that it counts as gone.
    await front.look(keyOf('lrs'), 50);
    expect(ids(front)).to.deep.equal(['r1', 'r2', 'r3', 'a2']);
    front.drop(['r1', 'a2']);
    expect(ids(front)).to.deep.equal(['r2', 'r3']);
  });

  it('ends where rows begin that nobody has read', async () => {
    const store = createDurableStore();
    const front = createFront(store);
    await store.add(three);
    front.announce(parcel('a1', AT));
    await front.look(keyOf('lrs'), 3);
    front.announce(parcel('a2', AT));
    expect(ids(front)).to.deep.equal(['r1', 'r2', 'r3']);
  });

  it('has no gap where one was announced while rows behind were unread', async () => {
    const store = createDurableStore();
    const front = createFront(store);
    await store.add(three);
    await front.look(keyOf('lrs'), 3);
    front.announce(parcel('a1', AT));
    await store.remove([1]);
    await front.look(keyOf('lrs'), 3);
    front.announce(parcel('a2', AT));
    expect(ids(front)).to.deep.equal(['r2', 'r3', 'a1', 'a2']);
  });

  it('begins anew when all is forgotten, and with nothing of what is being read', async () => {
    const store = createDurableStore();
    const front = createFront(store);
    await store.add(three);
    const looking = front.look(keyOf('lrs'), 3);
    front.clear();
    expect(await looking).to.deep.equal([]);
    expect(ids(front)).to.deep.equal([]);
    await front.look(keyOf('lrs'), 3);
    front.clear();
    front.announce(parcel('a1', AT));
    expect(ids(front)).to.deep.equal(['a1']);
  });

  it('names one that is committed and still announced once, in its row’s place', async () => {
    const store = createDurableStore();
    const front = createFront(store);
    front.announce(parcel('r1', AT));
    front.announce(parcel('r2', AT));
    await store.add([parcel('r2', AT), parcel('r1', AT)]);
    await front.look(keyOf('lrs'), 50);
    expect(ids(front)).to.deep.equal(['r2', 'r1']);
  });
});

describe('leaving while another tab sends', () => {
  for (const urgent of [true, false])
    it(`knows what that one put there before its own, ${urgent ? 'urgent' : 'gathering'}`, async () => {
      const disk = new Disk();
      const locks = createLocks();
      const one = await page({}, { store: disk.page(), locks });
      const { clock, server } = one;
      server.latency = () => 1000;
      await one.put(1, true, 1);
      await clock.advance(10);
      const two = new World({ clock, server, ports: { store: disk.page(), locks } });
      two.outbox.open(lrs('/statements'));
      await clock.advance(10);
      // The lock is taken by one, which waits for its answer.
      await one.put(1, false, 2);
      await two.put(1, urgent, 3);
      await settle();
      two.outbox.leave();
      expect(two.requests).to.deep.equal(['s1', 's1 s2 s3 keepalive']);
    });
});
