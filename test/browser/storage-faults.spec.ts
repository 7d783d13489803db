import { expect } from 'chai';
import sinon from 'sinon';
import { createIdbStore, migrations } from '../../src/browser/idb-store.js';
import { createMemoryStore } from '../../src/delivery/memory-store.js';
import type { Store } from '../../src/delivery/ports.js';
import { allOf } from '../support/all-of.js';
import { createAlarms, deleteDatabases, failure, freshName, idsOf, next, parcel, raw, settled, storeIn, watchedFactory } from '../support/storage.js'; // prettier-ignore

const PATIENCE = 3000;
const REST = 30_000;

describe('storage that fails', () => {
  let name: string;
  beforeEach(() => (name = freshName()));
  afterEach(() => sinon.restore());
  afterEach(deleteDatabases);

  const isOpen = (db: IDBDatabase): boolean => {
    try {
      return !!db.transaction('parcels');
    } catch {
      return false;
    }
  };
  const waiting = async (): Promise<string> => idsOf(await allOf(storeIn(name)));

  /** The next transaction that writes has no room when everything was asked for, and nothing else was wrong. */
  function fillDisk(error: DOMException | null): void {
    const begin = IDBDatabase.prototype.transaction;
    const stub = sinon.stub(IDBDatabase.prototype, 'transaction').callsFake(function (this: IDBDatabase, stores, mode) {
      const transaction = begin.call(this, stores, mode);
      if (mode !== 'readwrite') return transaction;
      stub.restore();
      Object.defineProperty(transaction, 'error', { value: error });
      // Commits itself without the explicit word, unless the last request to be answered is its end.
      Object.defineProperty(transaction, 'commit', { value: undefined });
      const last = transaction.objectStore('parcels').count();
      last.onsuccess = () => transaction.abort();
      return transaction;
    });
  }

  const FACTORIES: readonly (readonly [what: string, factory: () => IDBFactory, error: string])[] = [
    ['is not there', () => undefined as unknown as IDBFactory, 'TypeError'],
    [
      'is blocked',
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
      'SecurityError'
    ],
    [
      'refuses to open',
      () => ({ open: () => { throw new DOMException('denied', 'SecurityError'); } }) as unknown as IDBFactory, // prettier-ignore
      'SecurityError'
    ]
  ];
  for (const [what, factory, error] of FACTORIES)
    it(`rejects where it ${what}, without a throw, and is asked again after a rest`, async () => {
      const { wake, ring } = createAlarms();
      const asked = sinon.spy(factory);
      let well = false;
      const store = createIdbStore(() => (well ? indexedDB : asked()), { name, wake });
      const calls = [store.add([parcel('a')]), allOf(store), store.forget()];
      expect(await Promise.all(calls.map(failure))).to.deep.equal([error, error, error]);
      well = true;
      expect(await failure(allOf(store))).to.equal(error);
      expect(asked.callCount).to.equal(1);
      ring(REST);
      expect(await store.add([parcel('b')])).to.equal(1);
    });

  it('rejects where another page keeps an older version open, and goes on when that ends', async () => {
    const { wake, ring } = createAlarms();
    const { factory, requests } = watchedFactory();
    const store = createIdbStore(factory, { name, wake, migrations: [...migrations, () => undefined] });
    await storeIn(name).add([parcel('a')]);
    await raw(name, async () => {
      const added = failure(store.add([parcel('b')]));
      await next(requests[0], 'blocked');
      ring(PATIENCE);
      expect(await added).to.equal('Error');
      expect(await failure(allOf(store))).to.equal('Error');
    });
    await next(requests[0], 'success');
    expect(await store.add([parcel('c')])).to.equal(2);
    expect([idsOf(await allOf(store)), requests.length]).to.deep.equal(['a c', 1]);
  });

  it('that two attempts open in the end is held open once', async () => {
    const { wake, ring } = createAlarms();
    const { factory, requests, opened } = watchedFactory();
    const store = createIdbStore(factory, { name, wake });
    const first = failure(store.add([parcel('a')]));
    ring(PATIENCE);
    expect(await first).to.equal('Error');
    ring(REST);
    const second = store.add([parcel('b')]);
    expect(await second).to.equal(1);
    await allOf(store);
    expect([requests.length, opened.length]).to.deep.equal([2, 2]);
    // The late one was closed, so that nothing begins on it before what waited for the other.
    expect(opened.map((db) => isOpen(db))).to.deep.equal([false, true]);
  });

  it('rejects when there is no room at the commit, and has stored nothing', async () => {
    const store = storeIn(name);
    await store.add([parcel('a')], { draft: { viewing: 'v', parcels: [parcel('end')] } });
    fillDisk(new DOMException('full', 'QuotaExceededError'));
    expect(await failure(store.add([parcel('b')], { draft: { viewing: 'v', parcels: [] } }))).to.equal(
      'QuotaExceededError'
    );
    fillDisk(new DOMException('full', 'QuotaExceededError'));
    expect(await failure(store.settle('v'))).to.equal('QuotaExceededError');
    expect(idsOf(await allOf(store))).to.equal('a');
    expect((await store.drafts()).map(({ viewing }) => viewing)).to.deep.equal(['v']);
  });

  it('tries once more when a transaction was killed, and not for ever', async () => {
    const store = storeIn(name);
    await allOf(store);
    fillDisk(null);
    expect(await store.add([parcel('a')])).to.equal(1);
    const begun = sinon.stub(IDBDatabase.prototype, 'transaction').throws(new DOMException('', 'InvalidStateError'));
    expect(await failure(store.add([parcel('b')]))).to.equal('InvalidStateError');
    // Pages of other specs look after their own storage meanwhile.
    const ours = begun.thisValues.filter((db) => (db as IDBDatabase).name === name);
    expect(ours).to.have.length(2);
  });

  it('is opened again where the browser closed it, and the order is kept', async () => {
    const { factory, opened } = watchedFactory();
    const store = createIdbStore(factory, { name });
    await store.add([parcel('a')]);
    opened[0]?.close();
    await Promise.all([store.add([parcel('b')]), store.add([parcel('c')]), store.settle('none')]);
    opened[1]?.dispatchEvent(new Event('close'));
    await Promise.all([store.add([parcel('d')]), store.add([parcel('e')])]);
    expect(opened).to.have.length(3);
    expect(await waiting()).to.equal('a b c d e');
  });

  it('makes room for whoever deletes the database or wants another version, and begins anew', async () => {
    const store = storeIn(name);
    await Promise.all([store.add([parcel('a')]), store.add([parcel('b')])]);
    const added = store.add([parcel('c')]);
    await settled(indexedDB.deleteDatabase(name));
    expect(await added).to.equal(3);
    expect(await store.add([parcel('d')])).to.equal(1);
    expect(await waiting()).to.equal('d');
    expect(await raw(name, async (db) => db.version, 7)).to.equal(7);
    expect(await failure(allOf(store))).to.equal('VersionError');
  });
});

describe('storage with memory over it', () => {
  let name: string;
  beforeEach(() => (name = freshName()));
  afterEach(deleteDatabases);

  it('loses nothing where storage is blocked, and stores again when it is back', async () => {
    const { wake, ring } = createAlarms();
    let blocked = true;
    const factory = (): IDBFactory => {
      if (blocked) throw new DOMException('denied', 'SecurityError');
      return indexedDB;
    };
    const store: Store = createMemoryStore(createIdbStore(factory, { name, wake }), () => []);
    await Promise.all([store.add([parcel('a')]), store.add([parcel('b')])]);
    await store.hold(parcel('x'), 'bad', 7);
    expect(store.durable).to.equal(false);
    expect([idsOf(await store.head('lrs', 9)), idsOf(await store.dead())]).to.deep.equal(['a b', 'x']);
    blocked = false;
    ring(REST);
    expect(idsOf(await allOf(store))).to.equal('a b');
    // As long as some wait in memory, later ones do not overtake them.
    await store.add([parcel('c')]);
    expect(idsOf(await store.head('lrs', 9))).to.equal('a b c');
    await store.remove((await allOf(store)).map(({ key }) => key));
    await store.add([parcel('d')]);
    expect([store.durable, idsOf(await allOf(storeIn(name)))]).to.deep.equal([true, 'd']);
  });
});
