import { expect } from 'chai';
import sinon from 'sinon';
import { createOutbox, type Outbox } from '../../../src/delivery/outbox.js';
import { laneKey } from '../../../src/delivery/lane.js';
import type { Locks, Parcel, Store } from '../../../src/delivery/ports.js';
import { deleteDatabases, freshName, raw, storeIn } from '../../support/storage.js';

/** Enough for a count; `npm run bench:storage` has a hundred thousand. */
const MANY = 20_000;
const SALT = 'salt';
const LRS = { destination: 'lrs', url: 'https://lrs.example/statements', owner: '' } as const;
const KEY = laneKey(SALT, LRS);
const locks: Locks = { exclusive: true, wait: (_, work) => work(), attempt: (_, work) => work() };

const outboxOver = (store: Store): Outbox =>
  createOutbox({
    store,
    salt: SALT,
    send: () => Promise.resolve({ status: 503, body: '' }),
    locks,
    wake: () => () => undefined,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random
  });

/** Rows that pass from the storage into the page, by way of whatever can give a body. */
function countReads(): () => { readonly rows: number; readonly bytes: number } {
  let rows = 0;
  let bytes = 0;
  const count = (value: unknown): void => {
    const { body } = (value ?? {}) as Partial<Parcel>;
    if (body === undefined) return;
    rows++;
    bytes += body.length;
  };
  const result = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'result');
  const value = Object.getOwnPropertyDescriptor(IDBCursorWithValue.prototype, 'value');
  if (!result?.get || !value?.get) throw new Error('no such properties');
  const seen = new WeakSet<IDBRequest>();
  sinon.stub(IDBRequest.prototype, 'result').get(function (this: IDBRequest) {
    const got: unknown = result.get?.call(this);
    if (this.readyState === 'done' && !seen.has(this)) {
      seen.add(this);
      (Array.isArray(got) ? got : [got]).forEach(count);
    }
    return got;
  });
  sinon.stub(IDBCursorWithValue.prototype, 'value').get(function (this: IDBCursorWithValue) {
    const got: unknown = value.get?.call(this);
    count(got);
    return got;
  });
  return () => ({ rows, bytes });
}

describe('storage with twenty thousand rows', () => {
  let name: string;
  before(async function () {
    this.timeout(120_000);
    name = freshName();
    await storeIn(name).lanes();
    await raw(name, async (db) => {
      for (let i = 0; i < MANY; i += 5000)
        await new Promise<void>((resolve, reject) => {
          const transaction = db.transaction('parcels', 'readwrite');
          const rows = transaction.objectStore('parcels');
          for (let k = i; k < i + 5000; k++) {
            const body = `{"id":"s${k}","pad":"${'x'.repeat(40)}"}`;
            rows.put({ id: `s${k}`, lane: KEY, kind: 'progress', body, at: Date.now(), v: 2, bytes: body.length });
          }
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
        });
    });
  });
  afterEach(() => sinon.restore());
  after(deleteDatabases);

  it('is looked through at the start of a page without reading one body', async () => {
    const store = storeIn(name);
    const outbox = outboxOver(store);
    const reads = countReads();
    let looked = false;
    const memo = store.writeMemo.bind(store);
    const over = new Promise<void>((resolve) => {
      sinon.stub(store, 'writeMemo').callsFake(async (what, value) => {
        await memo(what, value);
        looked ||= what === 'retention';
        if (looked) resolve();
      });
    });
    outbox.limit({ bytes: 100_000_000, age: 30 * 86_400_000 });
    await outbox.beat();
    await over;
    expect((await outbox.status()).unserved.map(({ waiting }) => waiting)).to.deep.equal([MANY]);
    expect(reads()).to.deep.equal({ rows: 0, bytes: 0 });
    outbox.close();
  });

  it('gives up what is above the cap, and reads no more than that', async () => {
    const store = storeIn(name);
    const outbox = outboxOver(store);
    const reads = countReads();
    const outlines = await store.outlines();
    const bytes = outlines.reduce((sum, each) => sum + each.bytes, 0);
    const surplus = 300;
    let gone = 0;
    const over = new Promise<void>((resolve) => {
      outbox.listen((event) => {
        if (event.type === 'evicted') gone += event.ids.length;
        if (gone >= surplus) resolve();
      });
    });
    const most = outlines.slice(surplus).reduce((sum, each) => sum + each.bytes, 0);
    expect(most).to.be.below(bytes);
    outbox.limit({ bytes: most, age: 30 * 86_400_000 });
    await over;
    expect(gone).to.equal(surplus);
    expect(reads().rows).to.equal(surplus);
    outbox.close();
  });
});
