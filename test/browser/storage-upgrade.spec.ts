import { expect } from 'chai';
import { createIdbStore, migrations, storageSalt } from '../../src/browser/idb-store.js';
import { laneKey, type LaneId } from '../../src/delivery/lane.js';
import { readLegacyLane } from '../../src/delivery/legacy-lane.js';
import { createMemoryStore } from '../../src/delivery/memory-store.js';
import { allOf } from '../support/all-of.js';
import { deleteDatabases, failure, freshName, raw, settled, storeIn } from '../support/storage.js';
import { openStorageV1, storageV1, writeStorageV1 } from '../support/storage-v1/write-storage-v1.js';

const { parcels, letters, drafts, meta, lanes } = storageV1;

const idOf = (name: string): LaneId => readLegacyLane(name) ?? { destination: 'lrs', url: '', owner: '' };
const keyOf = (name: string): string => laneKey(storageSalt(), idOf(name));
const encoder = new TextEncoder();

describe('storage that version 0.1.0 has left', () => {
  let name: string;
  beforeEach(async () => {
    name = freshName();
    await writeStorageV1(name);
  });
  afterEach(deleteDatabases);

  it('is opened with every row in its lane, in its order, with its bytes', async () => {
    const store = storeIn(name);
    const rows = await allOf(store);
    expect(rows).to.deep.equal(
      parcels.map(({ v, lane, ...row }) => ({ ...row, lane: keyOf(lane) })).sort((a, b) => a.key - b.key)
    );
    expect((await store.outlines()).map(({ key, bytes }) => [key, bytes])).to.deep.equal(
      parcels.map(({ key, body }) => [key, encoder.encode(body).length]).sort(([a = 0], [b = 0]) => a - b)
    );
  });

  it('is opened with its letters, drafts, notes and counters', async () => {
    const store = storeIn(name);
    expect(await store.dead()).to.deep.equal(letters.map(({ v, lane, ...rest }) => ({ ...rest, lane: keyOf(lane) })));
    const keyed = drafts.map(({ viewing, parcels }) => ({
      viewing,
      parcels: parcels.map((parcel) => ({ ...parcel, lane: keyOf(parcel.lane) }))
    }));
    expect(await store.drafts()).to.have.deep.members(keyed);
    for (const [key, value] of meta) {
      const [what = '', lane = ''] = key as readonly string[];
      if (what === 'note') expect(await store.readNote(keyOf(lane))).to.deep.equal(value);
      else expect((await store.count(keyOf(lane))).evicted).to.equal(value);
    }
    const [first] = drafts;
    expect(await store.settle(first?.viewing ?? '')).to.deep.equal(
      keyed.find(({ viewing }) => viewing === first?.viewing)?.parcels
    );
  });

  it('names no address, path or person in a key any more, and knows each lane by its host', async () => {
    const stored = await storeIn(name).lanes();
    const waiting = new Set(parcels.map(({ lane }) => keyOf(lane)));
    expect(new Set(stored.filter((lane) => lane.waiting).map(({ key }) => key))).to.deep.equal(waiting);
    for (const { record } of stored)
      expect(record?.host).to.match(/^(lrs\.example\.edu|(www|analytics)\.kaltura\.com)$/);
    expect(stored.find(({ key }) => key === keyOf(lanes.mistyped))?.note?.paused?.reason).to.contain('404');
    const keys = await raw(name, async (db) => {
      const read = ['parcels', 'letters', 'meta', 'drafts', 'lanes'].map(async (each) => {
        const store = db.transaction(each).objectStore(each);
        const [all, values] = [settled(store.getAllKeys()), settled(store.getAll())];
        return [await all, (await values).map(({ lane }: { readonly lane?: string }) => lane)];
      });
      return JSON.stringify([
        await Promise.all(read),
        await settled(db.transaction('lanes').objectStore('lanes').getAll())
      ]);
    });
    expect(keys).not.to.match(/https?:|ada|Ada|lovelace|statements|api_v3|@/i);
  });

  it('leaves alone what it did not write, and what cannot be read costs nothing else', async () => {
    await raw(name, async (db) => {
      const rows = db.transaction('parcels', 'readwrite').objectStore('parcels');
      await settled(rows.put({ ...parcels[0], v: 7, key: 500 }));
      await settled(rows.put({ v: 1, key: 501 }));
      await settled(rows.put({ ...parcels[0], at: 'yesterday', kind: 7, body: null, key: 502 }));
    });
    const store = storeIn(name);
    expect((await allOf(store)).map(({ key }) => key)).to.deep.equal([...parcels.map(({ key }) => key), 501, 502]);
    expect(await store.outlines()).to.have.length(parcels.length + 2);
    const kept = await raw(name, (db) => settled(db.transaction('parcels').objectStore('parcels').get(500)));
    expect(kept).to.deep.equal({ ...parcels[0], v: 7, key: 500 });
  });

  it('is taken over from a tab that has it open: that one loses its storage, and nothing that it holds', async () => {
    // As version 0.1.0 does it: it closes when asked to, and cannot open it again.
    const old = await openStorageV1(name);
    old.onversionchange = () => old.close();
    const store = storeIn(name);
    expect(await allOf(store)).to.have.length(parcels.length);
    const beside = createMemoryStore(createIdbStore(undefined, { name, migrations: migrations.slice(0, 1) }), () => []);
    const [parcel] = parcels;
    if (!parcel) throw new Error('no parcel');
    await beside.add([{ ...parcel, kind: 'progress', id: 'of the old tab' }]);
    expect([beside.durable, (await beside.head(parcel.lane, 9)).map(({ id }) => id)]).to.deep.equal([
      false,
      ['of the old tab']
    ]);
    expect(await allOf(store)).to.have.length(parcels.length);
  });

  it('of a newer version is not opened: memory serves, and says so', async () => {
    const newer = storeIn(name, [...migrations, () => undefined]);
    await newer.lanes();
    const store = storeIn(name);
    expect(await failure(store.lanes())).to.equal('VersionError');
  });
});
