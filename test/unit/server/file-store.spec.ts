import { expect } from 'chai';
import fc from 'fast-check';
import type { Parcel, Store } from '../../../src/delivery/ports.js';
import { allOf } from '../../support/all-of.js';
import { WHOLE } from '../../../src/server/folder/damage.js';
import type { FileStore } from '../../../src/server/folder/file-store.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { Disk } from '../delivery/durable-store.js';
import { folder, removeFolders } from './folder.js';

const parcel = (id: string, lane = 'lrs https://a', at = 1000): Parcel => ({
  id,
  lane,
  kind: 'interaction',
  body: JSON.stringify({ id, said: 'ä→😀' }),
  at
});

const ids = (parcels: readonly { readonly id: string }[]): readonly string[] => parcels.map(({ id }) => id);

describe('the store in a folder', () => {
  let directory: string;
  let store: FileStore;
  const reopen = async (): Promise<void> => {
    await store.close();
    store = await openFileStore(directory);
  };

  beforeEach(async () => {
    directory = folder();
    store = await openFileStore(directory);
  });
  afterEach(() => store.close());
  after(removeFolders);

  it('keeps rows in the order of their coming, over lanes and over a restart, under keys that grow', async () => {
    await store.add([parcel('a'), parcel('b', 'stats https://b own er!')]);
    await reopen();
    const last = await store.add([parcel('c'), parcel('d', 'stats https://b own er!')]);
    const rows = await store.all();
    expect(ids(rows)).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(rows.map(({ key }) => key)).to.deep.equal([...rows.map(({ key }) => key)].sort((a, b) => a - b));
    expect(rows.at(-1)?.key).to.equal(last);
    expect(ids(await store.head('lrs https://a', 5))).to.deep.equal(['a', 'c']);
    expect(ids(await store.head('stats https://b own er!', 1))).to.deep.equal(['b']);
    expect((await store.head('lrs https://a', 1))[0]?.body).to.equal(parcel('a').body);
  });

  it('counts a row once that is removed twice in one commit: the folder is whole when it is opened again', async () => {
    await store.add([parcel('a'), parcel('b'), parcel('c')]);
    const [first, second] = (await store.all()).map(({ key }) => key);
    if (first === undefined || second === undefined) throw new Error('there are three rows');
    // Lanes that empty at the same time; each asks also for what the others have not answered yet.
    await Promise.all([store.remove([first]), store.remove([first, second]), store.remove([second])]);
    await reopen();
    expect(store.damage()).to.deep.equal(WHOLE);
    expect(ids(await store.all())).to.deep.equal(['c']);
  });

  it('a full stop in the name of one lane leads into no other', async () => {
    await store.add([parcel('a', 'lrs'), parcel('b', 'lrs!'), parcel('c', 'lrs!x'), parcel('d', 'lr')]);
    for (const [lane, id] of [
      ['lrs', 'a'],
      ['lrs!', 'b'],
      ['lrs!x', 'c'],
      ['lr', 'd']
    ] as const)
      expect(ids(await store.head(lane, 9)), lane).to.deep.equal([id]);
  });

  it('reads the bodies that are not at hand', async () => {
    const big = 'x'.repeat(1_000_000);
    await store.add(['1', '2', '3', '4', '5', '6'].map((id) => ({ ...parcel(id), body: id + big })));
    expect((await store.head('lrs https://a', 9)).map(({ body }) => body[0])).to.deep.equal([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6'
    ]);
    expect((await store.outlines?.())?.map((each) => ('bytes' in each ? each.bytes : 0))).to.deep.equal(
      Array(6).fill(1_000_001)
    );
  });

  it('counts, with the oldest, and how many were let go of, ever', async () => {
    await store.add([parcel('a', 'l', 5), parcel('b', 'l', 6), parcel('c', 'm', 7)]);
    const [first] = await store.all();
    await store.evict(first ? [first, first, { key: 999, lane: 'l' }] : [], []);
    expect(await store.count('l')).to.deep.equal({ waiting: 1, oldest: 6, evicted: 1 });
    await reopen();
    expect(await store.count('l')).to.deep.equal({ waiting: 1, oldest: 6, evicted: 1 });
    expect(await store.count('x')).to.deep.equal({ waiting: 0, evicted: 0 });
    expect([...store.waiting()]).to.deep.equal([
      ['l', 1],
      ['m', 1]
    ]);
  });

  it('commits parcels and marks together, and forgets marks by how they begin', async () => {
    await store.commit(
      [parcel('a')],
      [
        { name: 'viewing 1', value: 'x' },
        { name: 'input', value: '7' }
      ]
    );
    await store.commit([], [{ name: 'viewing 2', value: 'y' }]);
    await reopen();
    expect(await store.mark('viewing 1')).to.equal('x');
    expect(ids(await store.all())).to.deep.equal(['a']);
    await store.unmark('viewing ');
    expect(await store.mark('viewing 2')).to.equal(undefined);
    expect(await store.mark('input')).to.equal('7');
  });

  it('a second one who opens it is told which folder, and why not', async () => {
    const error = await openFileStore(directory).then(
      () => undefined,
      (reason: unknown) => reason as Error
    );
    expect(error?.message).to.equal(
      `The outbox ${directory} is in use by another process. One at a time: end the other one, or name another folder.`
    );
  });

  it('a place where there can be no folder is named, too', async () => {
    const error = await openFileStore('/dev/null/outbox').then(
      () => undefined,
      (reason: unknown) => reason as Error
    );
    expect(error?.message).to.match(/^The outbox \/dev\/null\/outbox cannot be used \(.*Not a directory.*\)\. /i);
  });

  const LANES = ['lrs https://a', 'stats b'];
  type Deed = (store: Store) => Promise<unknown>;
  const lane = fc.constantFrom(...LANES);
  const few = fc.array(fc.tuple(fc.stringMatching(/^[a-z!"\\]{1,6}$/), lane, fc.nat(50)), { maxLength: 3 });
  const parcels = few.map((all) => all.map(([id, to, at]) => parcel(id, to, at)));
  const deed: fc.Arbitrary<[string, Deed]> = fc.oneof(
    parcels.map((all): [string, Deed] => ['add', (s) => s.add(all)]),
    fc
      .tuple(fc.constantFrom('v1', 'v2'), parcels, parcels)
      .map(([viewing, all, draft]): [string, Deed] => [
        'draft',
        (s) => s.add(all, { draft: { viewing, parcels: draft } })
      ]),
    fc.constantFrom('v1', 'v2').map((viewing): [string, Deed] => ['settle', (s) => s.settle(viewing)]),
    fc
      .tuple(lane, fc.nat(3))
      .map(([of, n]): [string, Deed] => [
        'remove',
        async (s) => s.remove([...(await s.head(of, n)).map(({ key }) => key), 12345])
      ]),
    lane.map((of): [string, Deed] => [
      'bury',
      async (s) => {
        for (const row of await s.head(of, 1)) await s.bury(row, 'bad', 9);
        await s.bury({ ...parcel('ghost'), key: 12345 }, 'bad', 9);
      }
    ]),
    parcels.map((all): [string, Deed] => [
      'hold',
      async (s) => Promise.all(all.map((each) => s.hold(each, 'held', 3)))
    ]),
    fc.nat(2).map((n): [string, Deed] => ['revive', async (s) => s.revive((await s.dead()).slice(0, n))]),
    fc
      .nat(2)
      .map((n): [string, Deed] => [
        'evict',
        async (s) => s.evict((await allOf(s)).slice(0, n), (await s.dead()).slice(0, 1))
      ]),
    fc
      .tuple(lane, fc.option(fc.nat(9)))
      .map(([of, n]): [string, Deed] => [
        'note',
        (s) => s.writeNote(of, n === null ? undefined : { attempt: n, retryAt: n })
      ]),
    fc.constant<[string, Deed]>(['forget', (s) => s.forget()])
  );

  it("does what the fake of delivery's own tests does, restarts included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, fc.boolean()), { maxLength: 25 }), async (acts) => {
        await store.forget();
        const model = new Disk().page();
        for (const [[name, run], restart] of acts) {
          const [ours, theirs] = [await run(store), await run(model)];
          if (name === 'settle') expect(ours).to.deep.equal(theirs);
          if (restart) await reopen();
        }
        const keyless = (rows: readonly { readonly key: number }[]): unknown => rows.map(({ key, ...rest }) => rest);
        expect(keyless(await allOf(store))).to.deep.equal(keyless(await allOf(model)));
        expect(keyless(await store.dead())).to.deep.equal(keyless(await model.dead()));
        const byViewing = async (s: Store): Promise<unknown> =>
          [...(await s.drafts())].sort((a, b) => a.viewing.localeCompare(b.viewing));
        expect(await byViewing(store)).to.deep.equal(await byViewing(model));
        for (const of of LANES) {
          expect(await store.count(of)).to.deep.equal(await model.count(of));
          expect(await store.readNote(of)).to.deep.equal(await model.readNote(of));
          expect(keyless(await store.head(of, 2))).to.deep.equal(keyless(await model.head(of, 2)));
        }
      }),
      { numRuns: 40 }
    );
  }).timeout(60_000);
});
