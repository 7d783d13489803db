import { expect } from 'chai';
import { createMemoryStore, type MemoryStore } from '../../../src/delivery/memory-store.js';
import type { Store } from '../../../src/delivery/ports.js';
import { settle } from './clock.js';
import { createVolatileStore, Disk, FULL, UNREADABLE, WELL } from './durable-store.js';
import { keyOf, parcel } from './world.js';

const some = (...ids: string[]): ReturnType<typeof parcel>[] => ids.map((id) => parcel(id, 0));
const idsOf = async (store: Store, count = Infinity): Promise<string[]> =>
  (await store.head(keyOf('lrs'), count)).map(({ id }) => id);

/** A storage that refuses what holds one of these ids, and a page over it. */
function over(...refused: string[]): { disk: Disk; store: MemoryStore } {
  const disk = new Disk();
  const below = disk.page();
  const add: Store['add'] = (parcels, draft) => {
    disk.refuses = parcels.some(({ id }) => refused.includes(id)) ? FULL : WELL;
    return below.add(parcels, draft);
  };
  return { disk, store: createMemoryStore({ ...below, add: async (...args) => await add(...args) }, () => []) };
}

describe('memory over a storage that fails', () => {
  it('keeps the order of the calls, whichever of them fail, also when all are under way at once', async () => {
    const calls = ['a', 'b', 'c', 'd'];
    for (const refused of [[], ['a'], ['b'], ['a', 'b'], ['b', 'c'], ['a', 'c'], ['a', 'd'], calls])
      for (const atOnce of [true, false]) {
        const disk = new Disk();
        const below = disk.page();
        const add: Store['add'] = (parcels, draft) =>
          parcels.some(({ id }) => refused.includes(id))
            ? below.head(keyOf('lrs'), 1).then(() => Promise.reject(new Error('full')))
            : below.add(parcels, draft);
        const store = createMemoryStore({ ...below, add }, () => []);
        const adding = [];
        for (const id of calls) {
          const each = store.add(some(id));
          adding.push(each);
          if (!atOnce) await each;
        }
        await Promise.all(adding);
        const name = `${refused.join(' ')} fail${atOnce ? ', at once' : ''}`;
        expect(await idsOf(store), name).to.deep.equal(calls);
        expect(store.durable, name).to.equal(!refused.length);
      }
  });

  it('keeps it also where one spills while an earlier one is still under way', async () => {
    const below = new Disk().page();
    const ends: ((takes: boolean) => void)[] = [];
    const add: Store['add'] = (...given) =>
      new Promise((resolve, reject) => {
        ends.push((takes) => (takes ? resolve(below.add(...given)) : reject(new Error('full'))));
      });
    const store = createMemoryStore({ ...below, add }, () => []);
    const adding = [store.add(some('a')), store.add(some('b'))];
    await settle();
    ends[0]?.(false);
    await settle();
    adding.push(store.add(some('c')));
    await settle();
    ends[1]?.(true);
    await settle();
    ends[2]?.(true);
    await Promise.all(adding);
    expect(await idsOf(store)).to.deep.equal(['a', 'b', 'c']);
  });

  it('gives as many as are asked for, whatever the storage does not let go of', async () => {
    const { disk, store } = over();
    await store.add(some('a', 'b', 'c'));
    disk.refuses = (method) => method === 'remove';
    await store.remove([1, 2]);
    expect(await idsOf(store, 1)).to.deep.equal(['c']);
    disk.refuses = WELL;
    await store.remove([]);
    expect(disk.rows.map(({ id }) => id)).to.deep.equal(['c']);
  });

  it('puts what spills behind all that is stored, before what comes after', async () => {
    const { disk, store } = over('b');
    await store.add(some('a'));
    await disk.page().add(some('other'));
    await store.add(some('b'));
    expect(await idsOf(store)).to.deep.equal(['a', 'other', 'b']);
    expect(store.durable).to.equal(false);
    await store.add(some('c'));
    expect(disk.rows.map(({ id }) => id)).to.deep.equal(['a', 'other']);
    expect(await idsOf(store)).to.deep.equal(['a', 'other', 'b', 'c']);
  });

  it('puts what spills before anything was stored behind what others left', async () => {
    const { disk, store } = over('a');
    await disk.page().add(some('old1', 'old2'));
    await store.add(some('a'));
    expect(await idsOf(store)).to.deep.equal(['old1', 'old2', 'a']);
    expect(await idsOf(store, 2)).to.deep.equal(['old1', 'old2']);
  });

  it('goes back to the storage once memory is empty', async () => {
    const { disk, store } = over('a');
    await store.add(some('a'));
    const [spilled] = await store.head(keyOf('lrs'), 1);
    await store.remove([spilled?.key ?? NaN]);
    await store.add(some('b'));
    expect(disk.rows.map(({ id }) => id)).to.deep.equal(['b']);
    expect(store.durable).to.equal(true);
  });

  it('is not durable for a draft that found room while parcels wait in memory', async () => {
    const { disk, store } = over('a');
    await store.add(some('a'));
    await store.add([], { draft: { viewing: 'v', parcels: some('end') } });
    expect(store.durable).to.equal(false);
    expect([...disk.drafts.keys()]).to.deep.equal(['v']);
  });

  it('withdraws a draft also when there is no room for what comes with it', async () => {
    const { disk, store } = over('a');
    await store.add([], { draft: { viewing: 'v', parcels: some('end') } });
    await store.add(some('a'), { draft: { viewing: 'v', parcels: [] } });
    expect(disk.drafts.size).to.equal(0);
    expect(await idsOf(store)).to.deep.equal(['a']);
  });

  it('keeps drafting while parcels wait in memory', async () => {
    const { disk, store } = over('a');
    await store.add(some('a'));
    await store.add(some('b'), { draft: { viewing: 'v', parcels: some('end') } });
    expect(disk.drafts.get('v')?.parcels).to.deep.equal(some('end'));
    expect(disk.rows).to.deep.equal([]);
  });

  it('does not bring back a draft that was withdrawn while its parcels were about to spill', async () => {
    const disk = new Disk();
    const below = disk.page();
    const add: Store['add'] = (parcels, draft) =>
      parcels.some(({ id }) => id === 'a')
        ? below.head(keyOf('lrs'), 1).then(() => Promise.reject(new Error('full')))
        : below.add(parcels, draft);
    const store = createMemoryStore({ ...below, add }, () => []);
    await Promise.all([
      store.add(some('a'), { draft: { viewing: 'v', parcels: some('end') } }),
      store.add(some('end'), { draft: { viewing: 'v', parcels: [] } })
    ]);
    // Another one that spills has the time for it.
    await store.add(some('a'), { draft: { viewing: 'w', parcels: [] } });
    expect([...disk.drafts.keys()]).to.deep.equal([]);
    expect(await idsOf(store)).to.deep.equal(['a', 'end', 'a']);
  });

  it('forgets what came before, and keeps what comes after', async () => {
    for (const store of [createMemoryStore(createVolatileStore(), () => []), over().store]) {
      const before = store.add(some('a'));
      const forgetting = store.forget();
      await Promise.all([before, forgetting, store.add(some('b'))]);
      expect(await idsOf(store)).to.deep.equal(['b']);
    }
  });

  it('gives what memory holds when the storage cannot be read, and fails where it holds nothing', async () => {
    const { disk, store } = over('b');
    await store.add(some('a'));
    await store.add(some('b'));
    disk.refuses = UNREADABLE;
    expect(await idsOf(store)).to.deep.equal(['b']);
    expect(await store.head(keyOf('other'), 1).catch((error: unknown) => String(error))).to.contain('head failed');
  });

  it('counts both, and the oldest of them', async () => {
    const { store } = over('b');
    await store.add([parcel('a', 5)]);
    await store.add([parcel('b', 9), parcel('c', 9, 'other')]);
    expect(await store.count(keyOf('lrs'))).to.deep.equal({ waiting: 2, oldest: 5, evicted: 0 });
    expect(await store.count(keyOf('other'))).to.deep.equal({ waiting: 1, oldest: 9, evicted: 0 });
  });

  it('keeps a note that the storage does not take, and lets go of it with the next one that it takes', async () => {
    const { disk, store } = over();
    disk.refuses = FULL;
    await store.writeNote('lrs', { attempt: 1, retryAt: 5 });
    expect(await store.readNote('lrs')).to.deep.equal({ attempt: 1, retryAt: 5 });
    disk.refuses = WELL;
    await store.writeNote('lrs', { attempt: 2, retryAt: 6 });
    expect(await store.readNote('lrs'))
      .to.deep.equal(disk.notes.get('lrs'))
      .and.deep.equal({ attempt: 2, retryAt: 6 });
  });

  it('does not read again a note that the storage does not delete', async () => {
    const below = new Disk().page();
    let isStuck = false;
    const writeNote: Store['writeNote'] = (...note) =>
      isStuck ? Promise.reject(new Error('stuck')) : below.writeNote(...note);
    const store = createMemoryStore({ ...below, writeNote }, () => []);
    await store.writeNote('lrs', { attempt: 1, retryAt: 5 });
    isStuck = true;
    await store.writeNote('lrs', undefined);
    expect(await store.readNote('lrs')).to.deep.equal({ attempt: 0, retryAt: 0 });
    isStuck = false;
    await store.writeNote('lrs', undefined);
    expect(await store.readNote('lrs')).to.equal(undefined);
  });

  it('gives letters in memory another chance once, also where two ask for it at the same time', async () => {
    const { store } = over('a');
    await store.add(some('a'));
    const [row] = await store.head(keyOf('lrs'), 1);
    if (!row) throw new Error('no row');
    await store.bury(row, 'no', 0);
    const letters = await store.dead();
    await Promise.all([store.revive(letters), store.revive(letters)]);
    expect(await idsOf(store)).to.deep.equal(['a']);
    expect(await store.dead()).to.deep.equal([]);
  });

  it('forgets what another page deletes, also what waits for its turn to be written', async () => {
    const { disk, store } = over();
    const first = store.add(some('a'));
    const second = store.add(some('b'));
    await store.clear();
    await Promise.all([first, second]);
    expect(disk.rows.map(({ id }) => id)).to.not.include('b');
    expect(await idsOf(store)).to.not.include('b');
  });

  it('buries only what is still there', async () => {
    const { store } = over('b');
    await store.add(some('a'));
    await store.add(some('b'));
    const rows = await store.head(keyOf('lrs'), 2);
    await store.remove(rows.map(({ key }) => key));
    for (const row of rows) await store.bury(row, 'no', 0);
    expect(await store.dead()).to.deep.equal([]);
  });
});
