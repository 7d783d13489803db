import type { DeadLetter, Draft, LaneNote, Parcel, Row, Store } from '../delivery/ports.js';
import { createDatabase, type DatabaseOptions, type Migration } from './database.js';
import { wake } from './wake.js';

export const DATABASE = 'playkit-js-xapi';

const PARCELS = 'parcels';
const LETTERS = 'letters';
const META = 'meta';
const DRAFTS = 'drafts';
const ALL = [PARCELS, LETTERS, META, DRAFTS];

/** The shape of a row. A newer version of this package may be open in another tab: its rows are for it to send. */
const V = 1;

export const migrations: readonly Migration[] = [
  (db) => {
    const key = { keyPath: 'key', autoIncrement: true };
    db.createObjectStore(PARCELS, key).createIndex('lane', ['v', 'lane']);
    db.createObjectStore(LETTERS, key);
    db.createObjectStore(META);
    db.createObjectStore(DRAFTS, { keyPath: 'viewing' });
  }
];

type Versioned<T> = T & { readonly v: number };

/** Without the key: what moves gets another one. */
const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });

const ours = <T>(rows: readonly Versioned<T>[]): T[] =>
  rows.filter(({ v }) => v === V).map(({ v, ...row }) => row as T);

const put = (store: IDBObjectStore, value: object): IDBRequest<IDBValidKey> => store.put({ ...value, v: V });

const addAll = (store: IDBObjectStore, parcels: readonly Parcel[]): (() => number) => {
  const requests = parcels.map((parcel) => put(store, parcelOf(parcel)));
  return () => (requests[requests.length - 1]?.result ?? 0) as number;
};

/** Takes what another tab has not taken meanwhile. */
const take = (store: IDBObjectStore, key: number, then: () => void): void => {
  const there = store.count(key);
  there.onsuccess = () => {
    if (!there.result) return;
    store.delete(key);
    then();
  };
};

/** The store of a page in the browser's own storage, shared with all pages of the origin. */
export function createIdbStore(
  factory: () => IDBFactory = () => indexedDB,
  changes: Partial<Omit<DatabaseOptions, 'factory'>> = {}
): Store {
  const run = createDatabase({ factory, name: DATABASE, migrations, wake, ...changes });
  const inLane = (lane: string) => IDBKeyRange.only([V, lane]);
  const readAll = <T>(name: string): Promise<T[]> =>
    run('readonly', [name], (store) => {
      const request = store(name).getAll() as IDBRequest<Versioned<T>[]>;
      return () => ours(request.result);
    });

  return {
    durable: true,
    add: (parcels, draft) =>
      run('readwrite', draft ? [PARCELS, DRAFTS] : [PARCELS], (store) => {
        if (draft?.parcels.length) put(store(DRAFTS), draft);
        else if (draft) store(DRAFTS).delete(draft.viewing);
        return addAll(store(PARCELS), parcels);
      }),
    head: (lane, count) =>
      run('readonly', [PARCELS], (store) => {
        const request = store(PARCELS).index('lane').getAll(inLane(lane), count) as IDBRequest<Versioned<Row>[]>;
        return () => ours(request.result);
      }),
    remove: (keys) =>
      run('readwrite', [PARCELS], (store) => {
        for (const key of keys) store(PARCELS).delete(key);
        return () => undefined;
      }),
    bury: (row, reason, buriedAt) =>
      run(
        'readwrite',
        [PARCELS, LETTERS],
        (store) => {
          take(store(PARCELS), row.key, () => put(store(LETTERS), { ...parcelOf(row), reason, buriedAt }));
          return () => undefined;
        },
        true
      ),
    hold: (parcel, reason, buriedAt) =>
      run('readwrite', [LETTERS], (store) => {
        put(store(LETTERS), { ...parcelOf(parcel), reason, buriedAt, held: true });
        return () => undefined;
      }),
    dead: () => readAll<DeadLetter>(LETTERS),
    revive: (letters) =>
      run(
        'readwrite',
        [PARCELS, LETTERS],
        (store) => {
          for (const letter of letters) take(store(LETTERS), letter.key, () => put(store(PARCELS), parcelOf(letter)));
          return () => undefined;
        },
        true
      ),
    count: (lane) =>
      run('readonly', [PARCELS, META], (store) => {
        const index = store(PARCELS).index('lane');
        const waiting = index.count(inLane(lane));
        const first = index.get(inLane(lane)) as IDBRequest<Row | undefined>;
        const evicted = store(META).get(['evicted', lane]) as IDBRequest<number | undefined>;
        return () => ({
          waiting: waiting.result,
          ...(first.result && { oldest: first.result.at }),
          evicted: evicted.result ?? 0
        });
      }),
    readNote: (lane) =>
      run('readonly', [META], (store) => {
        const request = store(META).get(['note', lane]) as IDBRequest<LaneNote | undefined>;
        return () => request.result;
      }),
    writeNote: (lane, note) =>
      run('readwrite', [META], (store) => {
        if (note) store(META).put(note, ['note', lane]);
        else store(META).delete(['note', lane]);
        return () => undefined;
      }),
    all: () => readAll<Row>(PARCELS),
    evict: (rows, letters) =>
      run(
        'readwrite',
        [PARCELS, LETTERS, META],
        (store) => {
          const gone = new Map([...rows, ...letters].map(({ lane }) => [lane, 0]));
          const drop =
            (name: string) =>
            ({ key, lane }: Pick<Row, 'key' | 'lane'>) =>
              take(store(name), key, () => gone.set(lane, (gone.get(lane) ?? 0) + 1));
          rows.forEach(drop(PARCELS));
          letters.forEach(drop(LETTERS));
          // Requests are answered in their order: by then all are counted.
          for (const lane of gone.keys()) {
            const key = ['evicted', lane];
            const before = store(META).get(key) as IDBRequest<number | undefined>;
            before.onsuccess = () => store(META).put((before.result ?? 0) + (gone.get(lane) ?? 0), key);
          }
          return () => undefined;
        },
        true
      ),
    drafts: () => readAll(DRAFTS),
    settle: (viewing) =>
      run(
        'readwrite',
        [PARCELS, DRAFTS],
        (store) => {
          let settled: readonly Parcel[] = [];
          const request = store(DRAFTS).get(viewing) as IDBRequest<Versioned<Draft> | undefined>;
          request.onsuccess = () => {
            if (request.result?.v !== V) return;
            settled = request.result.parcels;
            addAll(store(PARCELS), settled);
            store(DRAFTS).delete(viewing);
          };
          return () => settled;
        },
        true
      ),
    forget: () =>
      run('readwrite', ALL, (store) => {
        for (const name of ALL) store(name).clear();
        return () => undefined;
      })
  };
}
