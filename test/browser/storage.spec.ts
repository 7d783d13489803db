import { expect } from 'chai';
import sinon from 'sinon';
import { createIdbStore, DATABASE, migrations } from '../../src/browser/idb-store.js';
import type { Parcel, Store } from '../../src/delivery/ports.js';
import { skipIn } from '../support/engine.js';
import { allOf } from '../support/all-of.js';
import { deleteDatabases, failure, freshName, idsOf, openFrame, parcel, storeIn } from '../support/storage.js'; // prettier-ignore

describe('storage', () => {
  let name: string;
  let store: Store;
  beforeEach(() => {
    name = freshName();
    store = storeIn(name);
  });
  afterEach(() => sinon.restore());
  afterEach(deleteDatabases);

  /** What another tab of the origin has. */
  const other = (): Store => storeIn(name);
  const waiting = async (): Promise<string> => idsOf(await allOf(other()));

  it('survives the page, and says so', async () => {
    expect(store.durable).to.equal(true);
    const { frame, view } = openFrame();
    const gone = createIdbStore(() => view.indexedDB, { name });
    await gone.add([parcel('a'), parcel('b')]);
    await gone.writeNote('lrs', { attempt: 1, retryAt: 2 });
    frame.remove();
    expect(await store.head('lrs', 9)).to.deep.equal([
      { ...parcel('a'), key: 1 },
      { ...parcel('b'), key: 2 }
    ]);
    expect(await store.readNote('lrs')).to.deep.equal({ attempt: 1, retryAt: 2 });
  });

  it('takes what a page says while it dies', async function () {
    skipIn(this, ['webkit'], 'it drops what a dying page has begun');
    const { frame, view } = openFrame();
    const gone = createIdbStore(() => view.indexedDB, { name });
    await allOf(gone);
    void gone.add([parcel('a'), parcel('b')], { draft: { viewing: 'v', parcels: [] } });
    frame.remove();
    expect(await waiting()).to.equal('a b');
  });

  it('begins and commits in the task that asks, once it is open', async () => {
    await allOf(store);
    const begun = sinon.spy(IDBDatabase.prototype, 'transaction');
    const asked = sinon.spy(IDBObjectStore.prototype, 'put');
    const committed = sinon.spy(IDBTransaction.prototype, 'commit');
    const added = store.add([parcel('a'), parcel('b')], { draft: { viewing: 'v', parcels: [parcel('end')] } });
    expect([begun.callCount, asked.callCount, committed.callCount]).to.deep.equal([1, 3, 1]);
    expect(await added).to.equal(2);
  });

  it('is opened once, when it is first needed', async () => {
    const opened = sinon.spy(indexedDB, 'open');
    expect(opened.callCount).to.equal(0);
    await Promise.all([allOf(store), store.add([parcel('a')]), store.dead()]);
    await allOf(store);
    expect(opened.args).to.deep.equal([[name, migrations.length]]);
    expect(DATABASE).to.equal('playkit-js-xapi');
  });

  it('keeps the order of the calls, before and after it is open', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `s${i}`);
    const keys: Promise<number>[] = [];
    for (const id of ids.slice(0, 30)) keys.push(store.add([parcel(id)]));
    await keys[0];
    for (const id of ids.slice(30)) keys.push(store.add([parcel(id)]));
    expect(await Promise.all(keys)).to.deep.equal(ids.map((_, i) => i + 1));
    expect(await waiting()).to.equal(ids.join(' '));
  });

  it('adds all or none, the draft with them', async () => {
    await store.add([], { draft: { viewing: 'v', parcels: [parcel('old')] } });
    const broken = { ...parcel('c'), body: () => undefined } as unknown as Parcel;
    const draft = { viewing: 'v', parcels: [parcel('new')] };
    expect(await failure(store.add([parcel('a'), broken], { draft }))).to.equal('DataCloneError');
    expect(await waiting()).to.equal('');
    expect((await store.drafts()).map(({ parcels }) => idsOf(parcels))).to.deep.equal(['old']);
  });

  it('answers with the key of the last one, 0 for none', async () => {
    expect(await store.add([parcel('a'), parcel('b')])).to.equal(2);
    expect(await store.add([], { draft: { viewing: 'v', parcels: [parcel('end')] } })).to.equal(0);
    expect(await store.add([parcel('c')])).to.equal(3);
  });

  it('reads the head of one lane, and all of them in order', async () => {
    await store.add([parcel('a'), parcel('x', 'other'), parcel('b'), parcel('c')]);
    expect(idsOf(await store.head('lrs', 2))).to.equal('a b');
    expect(idsOf(await store.head('other', 9))).to.equal('x');
    expect(idsOf(await store.head('lr', 9))).to.equal('');
    expect(idsOf(await allOf(store))).to.equal('a x b c');
  });

  it('removes by key, whatever is there', async () => {
    await store.add([parcel('a'), parcel('b'), parcel('c')]);
    await store.remove([1, 3, 99]);
    await store.remove([]);
    expect(await waiting()).to.equal('b');
  });

  it('buries what is still there, with the reason', async () => {
    await store.add([parcel('a'), parcel('b')]);
    const [a, b] = await allOf(store);
    if (!a || !b) throw new Error('nothing was stored');
    await store.remove([b.key]);
    // Two tabs, each of them told that it is no good.
    await Promise.all([store.bury(a, 'bad', 7), other().bury(a, 'bad', 8), store.bury(b, 'late', 9)]);
    expect(await waiting()).to.equal('');
    expect(await store.dead()).to.deep.equal([{ ...parcel('a'), key: 1, reason: 'bad', buriedAt: 7 }]);
  });

  it('holds what never became sendable', async () => {
    await store.hold(parcel('a'), 'beforeSend failed', 7);
    expect(await waiting()).to.equal('');
    expect(await store.dead()).to.deep.equal([
      { ...parcel('a'), key: 1, reason: 'beforeSend failed', buriedAt: 7, held: true }
    ]);
  });

  it('revives letters as they are given, once, at the end', async () => {
    await store.hold(parcel('a'), 'bad', 7);
    await store.hold(parcel('b'), 'bad', 7);
    await store.add([parcel('c')]);
    const letters = (await store.dead()).map((letter) => ({ ...letter, body: 'repaired' }));
    await Promise.all([store.revive(letters), other().revive(letters)]);
    expect(await store.dead()).to.deep.equal([]);
    expect(await allOf(store)).to.deep.equal([
      { ...parcel('c'), key: 1 },
      { ...parcel('a'), key: 2, body: 'repaired' },
      { ...parcel('b'), key: 3, body: 'repaired' }
    ]);
  });

  it('writes, replaces and deletes the note of a lane', async () => {
    const note = { attempt: 3, retryAt: 9, asked: true, paused: { reason: '401', since: 1, probeAt: 2, streak: 0 } };
    await store.writeNote('lrs', { attempt: 1, retryAt: 1 });
    await store.writeNote('lrs', note);
    expect(await other().readNote('lrs')).to.deep.equal(note);
    expect(await store.readNote('other')).to.equal(undefined);
    await store.writeNote('lrs', undefined);
    expect(await other().readNote('lrs')).to.equal(undefined);
  });

  it('counts what waits in a lane and what was ever let go of, over all tabs', async () => {
    await store.add([parcel('a', 'lrs', 5), parcel('x', 'other', 6), parcel('b', 'lrs', 7), parcel('c', 'lrs', 8)]);
    await store.hold(parcel('d'), 'bad', 9);
    expect(await store.count('lrs')).to.deep.equal({ waiting: 3, oldest: 5, evicted: 0 });
    const [a, x, b] = await allOf(store);
    if (!a || !x || !b) throw new Error('nothing was stored');
    const letters = await store.dead();
    // Both tabs find the same surplus; and one of it was delivered meanwhile.
    await store.remove([b.key]);
    await Promise.all([store.evict([a, x, b], letters), other().evict([a, b], letters)]);
    expect(await store.count('lrs')).to.deep.equal({ waiting: 1, oldest: 8, evicted: 2 });
    expect(await store.count('other')).to.deep.equal({ waiting: 0, evicted: 1 });
    expect([await waiting(), await store.dead()]).to.deep.equal(['c', []]);
    await store.evict(await allOf(store), []);
    expect(await store.count('lrs')).to.deep.equal({ waiting: 0, evicted: 3 });
  });

  it('replaces a draft, withdraws it, and settles it in one tab only', async () => {
    await store.add([parcel('a')], { draft: { viewing: 'v', parcels: [parcel('end 1')] } });
    await store.add([parcel('b')], { draft: { viewing: 'v', parcels: [parcel('end 2'), parcel('end 3')] } });
    await store.add([], { draft: { viewing: 'w', parcels: [parcel('end 4')] } });
    await store.add([], { draft: { viewing: 'w', parcels: [] } });
    expect((await store.drafts()).map(({ viewing }) => viewing)).to.deep.equal(['v']);
    const both = await Promise.all([store.settle('v'), other().settle('v'), store.settle('w')]);
    expect(both).to.deep.equal([[parcel('end 2'), parcel('end 3')], [], []]);
    expect([await waiting(), await store.drafts()]).to.deep.equal(['a b end 2 end 3', []]);
  });

  it('forgets everything', async () => {
    await store.add([parcel('a')], { draft: { viewing: 'v', parcels: [parcel('end')] } });
    await store.hold(parcel('b'), 'bad', 7);
    await store.writeNote('lrs', { attempt: 1, retryAt: 2 });
    await store.evict(await allOf(store), []);
    await store.forget();
    expect([await allOf(store), await store.dead(), await store.drafts(), await store.readNote('lrs')]).to.deep.equal([[], [], [], undefined]); // prettier-ignore
    expect(await store.count('lrs')).to.deep.equal({ waiting: 0, evicted: 0 });
  });
});
