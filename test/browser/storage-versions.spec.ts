import { expect } from 'chai';
import { migrations } from '../../src/browser/idb-store.js';
import { laneKey } from '../../src/delivery/lane.js';
import { createMemoryStore } from '../../src/delivery/memory-store.js';
import { createOutbox } from '../../src/delivery/outbox.js';
import type { Locks, Store } from '../../src/delivery/ports.js';
import { allOf } from '../support/all-of.js';
import { deleteDatabases, failure, freshName, idsOf, parcel, raw, settled, storeIn } from '../support/storage.js';

const SALT = 'salt';
const LRS = { destination: 'lrs', url: '/', owner: '' } as const;
const KEY = laneKey(SALT, LRS);

describe('storage that several versions of the package share', () => {
  let name: string;
  let store: Store;
  beforeEach(() => {
    name = freshName();
    store = storeIn(name);
  });
  afterEach(deleteDatabases);

  it('leaves alone what a newer version of the package wrote', async () => {
    await store.add([parcel('a')]);
    const later = { ...parcel('z'), v: 3 };
    const read = (db: IDBDatabase): Promise<number[]> =>
      Promise.all(
        ['parcels', 'letters', 'drafts'].map((each) => settled(db.transaction(each).objectStore(each).count()))
      );
    await raw(name, async (db) => {
      const { parcels, letters, drafts } = { parcels: later, letters: later, drafts: { viewing: 'v', v: 3 } };
      const writing = db.transaction(['parcels', 'letters', 'drafts'], 'readwrite');
      for (const [each, value] of Object.entries({ parcels, letters, drafts })) await settled(writing.objectStore(each).put(value)); // prettier-ignore
    });
    expect(idsOf(await store.head('lrs', 9))).to.equal('a');
    expect(await store.count('lrs')).to.deep.equal({ waiting: 1, oldest: 1, evicted: 0 });
    expect([idsOf(await allOf(store)), await store.dead(), await store.drafts()]).to.deep.equal(['a', [], []]);
    expect(await store.settle('v')).to.deep.equal([]);
    expect(await raw(name, read)).to.deep.equal([2, 1, 1]);
  });

  it('is migrated under an open tab: what waited is sent in order, with what came after', async () => {
    await store.add([parcel('a', KEY), parcel('b', KEY)]);
    await store.add([], { draft: { viewing: 'v', parcels: [parcel('end', KEY)] } });
    const longer = [...migrations, (db: IDBDatabase) => void db.createObjectStore('more')];
    const next = storeIn(name, longer);
    await next.add([parcel('c', KEY)]);
    expect(await next.settle('v')).to.deep.equal([parcel('end', KEY)]);
    const bodies: (string | undefined)[] = [];
    const send = async ({ body }: { readonly body?: string }) => {
      bodies.push(body);
      return { status: 204, body: '' };
    };
    const locks: Locks = { exclusive: false, wait: (_, work) => work(), attempt: (_, work) => work() };
    const outbox = createOutbox({
      store: next,
      salt: SALT,
      send,
      locks,
      wake: () => () => {},
      now: Date.now,
      mono: () => performance.now(),
      random: Math.random
    });
    outbox.open({
      id: LRS,
      linger: 0,
      batch: 3,
      credential: () => Promise.resolve(''),
      seal: (all) => ({ url: '/', method: 'POST', headers: {}, body: all.join() }),
      accepted: () => true
    });
    await outbox.flush();
    expect(bodies).to.deep.equal(['{"id":"a"},{"id":"b"},{"id":"c"}', '{"id":"end"}']);
    const made = await raw(name, async (db) => [db.version, db.objectStoreNames.contains('more')]);
    expect(made).to.deep.equal([3, true]);
    // A tab with the older code has no storage any more, and does no harm to the new one.
    expect(await failure(store.add([parcel('d')]))).to.equal('VersionError');
  });

  it('is made by all migrations where there is none', async () => {
    const made: number[] = [];
    const list = [...migrations, () => void made.push(3), () => void made.push(4)];
    await storeIn(name, list).add([parcel('a')]);
    await storeIn(name, list).add([parcel('b')]);
    expect(made).to.deep.equal([3, 4]);
    expect(idsOf(await allOf(storeIn(name, list)))).to.equal('a b');
  });
  it('rejects where a newer version of the package has been', async () => {
    await storeIn(name, [...migrations, () => undefined]).add([parcel('a')]);
    expect(await failure(store.add([parcel('b')]))).to.equal('VersionError');
    expect(await failure(allOf(store))).to.equal('VersionError');
    expect(await raw(name, (db) => settled(db.transaction('parcels').objectStore('parcels').count()))).to.equal(1);
  });

  it('loses nothing when another tab brings a newer version', async () => {
    const store = createMemoryStore(storeIn(name), () => []);
    await store.add([parcel('a')]);
    const newer = storeIn(name, [...migrations, () => undefined]);
    expect(idsOf(await allOf(newer))).to.equal('a');
    await store.add([parcel('b')]);
    expect([store.durable, idsOf(await store.head('lrs', 9))]).to.deep.equal([false, 'b']);
  });
});
