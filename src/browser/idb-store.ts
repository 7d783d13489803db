import { utf8Length } from '../delivery/batch.js';
import type { LaneRecord } from '../delivery/lane.js';
import type {
  DeadLetter,
  Draft,
  LaneCount,
  LaneNote,
  More,
  Outline,
  Parcel,
  ParcelKind,
  Place,
  Row,
  Store,
  StoredLane
} from '../delivery/ports.js';
import { createDatabase, type DatabaseOptions, type Migration } from './database.js';
import { ALL, DRAFTS, LANES, LETTERS, META, PARCELS, rekey, V, type Versioned } from './idb-schema.js';
import { wake } from './wake.js';

export const DATABASE = 'playkit-js-xapi';

/** What makes the digests of this origin's lanes other ones than elsewhere: see `Ports.salt`. */
export const storageSalt = (): string => location.origin;

export const migrations: readonly Migration[] = [
  (db) => {
    const key = { keyPath: 'key', autoIncrement: true };
    db.createObjectStore(PARCELS, key).createIndex('lane', ['v', 'lane']);
    db.createObjectStore(LETTERS, key);
    db.createObjectStore(META);
    db.createObjectStore(DRAFTS, { keyPath: 'viewing' });
  },
  (db, transaction) => {
    // All that is to be known of a row without reading it.
    for (const name of [PARCELS, LETTERS])
      transaction.objectStore(name).createIndex('outline', ['v', 'lane', 'at', 'kind', 'bytes']);
    db.createObjectStore(LANES, { keyPath: 'key' });
    rekey(transaction, storageSalt());
  }
];

/** Without the key: what moves gets another one. */
const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });

type Weighed<T> = Versioned<T> & { readonly bytes: number };

const ours = <T>(rows: readonly Versioned<T>[]): T[] =>
  rows.filter(({ v }) => v === V).map(({ v, ...row }) => row as T);

/** What is stored beside a row is the store's own. */
const unweighed = <T>(rows: readonly Weighed<T>[]): T[] => ours(rows).map(({ bytes, ...row }) => row as T);

const put = (store: IDBObjectStore, value: object): IDBRequest<IDBValidKey> => store.put({ ...value, v: V });

const putParcel = (store: IDBObjectStore, parcel: Parcel, more = {}): IDBRequest<IDBValidKey> =>
  put(store, {
    ...parcelOf(parcel),
    // What is no number has no place in an index.
    at: Number.isFinite(parcel.at) ? parcel.at : 0,
    ...more,
    bytes: utf8Length(parcel.body)
  });

const addAll = (store: IDBObjectStore, parcels: readonly Parcel[]): (() => number) => {
  const requests = parcels.map((parcel) => putParcel(store, parcel));
  return () => (requests[requests.length - 1]?.result ?? 0) as number;
};

/** Takes what another tab has not taken meanwhile. */
const take = <T extends Parcel>(store: IDBObjectStore, key: number, then: (taken: T) => void): void => {
  const there = store.get(key) as IDBRequest<T | undefined>;
  there.onsuccess = () => {
    if (!there.result) return;
    store.delete(key);
    then(there.result);
  };
};

/** What an index knows of a row. */
type OutlineKey = [v: number, lane: string, at: number, kind: ParcelKind, bytes: number];

const laneRange = (lane: string): IDBKeyRange => IDBKeyRange.bound([V, lane], [V, lane, []]);

/** Each key of an index in turn, without what it leads to. */
function walk(request: IDBRequest<IDBCursor | null>, each: (key: IDBValidKey, primary: number) => void): void {
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    each(cursor.key, cursor.primaryKey as number);
    cursor.continue();
  };
}

/** The store of a page in the browser's own storage, shared with all pages of the origin. */
export function createIdbStore(
  factory: () => IDBFactory = () => indexedDB,
  changes: Partial<Omit<DatabaseOptions, 'factory'>> = {}
): Store {
  const run = createDatabase({ factory, name: DATABASE, migrations, wake, ...changes });
  const inLane = (lane: string) => IDBKeyRange.only([V, lane]);

  const readAll = <T>(name: string): Promise<T[]> =>
    run('readonly', [name], (store) => {
      const request = store(name).getAll() as IDBRequest<Weighed<T>[]>;
      return () => unweighed(request.result);
    });

  const outlinesIn = (name: string): Promise<readonly Outline[]> =>
    run(
      'readonly',
      [name],
      (store) => {
        const found: Outline[] = [];
        walk(
          store(name)
            .index('outline')
            .openKeyCursor(IDBKeyRange.bound([V], [V, []])),
          (index, key) => {
            const [, lane, at, kind, bytes] = index as OutlineKey;
            found.push({ key, lane, kind, at, bytes });
          }
        );
        return () => found.sort((a, b) => a.key - b.key);
      },
      true
    );

  /** How much waits in a lane, and how much of it was let go of. */
  function counted(store: (name: string) => IDBObjectStore, lane: string): () => LaneCount {
    const waiting = store(PARCELS).index('lane').count(inLane(lane));
    const first = store(PARCELS).index('outline').openKeyCursor(laneRange(lane));
    const evicted = store(META).get(['evicted', lane]) as IDBRequest<number | undefined>;
    return () => ({
      waiting: waiting.result,
      ...(first.result && { oldest: (first.result.key as OutlineKey)[2] }),
      evicted: evicted.result ?? 0
    });
  }

  return {
    durable: true,
    add: (parcels, { draft, lanes = [] }: More = {}) =>
      run('readwrite', [PARCELS, ...(draft ? [DRAFTS] : []), ...(lanes.length ? [LANES] : [])], (store) => {
        if (draft?.parcels.length) put(store(DRAFTS), draft);
        else if (draft) store(DRAFTS).delete(draft.viewing);
        for (const lane of lanes) store(LANES).put(lane);
        return addAll(store(PARCELS), parcels);
      }),
    head: (lane, count) =>
      run('readonly', [PARCELS], (store) => {
        const request = store(PARCELS).index('lane').getAll(inLane(lane), count) as IDBRequest<Weighed<Row>[]>;
        return () => unweighed(request.result);
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
          take(store(PARCELS), row.key, () => putParcel(store(LETTERS), row, { reason, buriedAt }));
          return () => undefined;
        },
        true
      ),
    hold: (parcel, reason, buriedAt) =>
      run('readwrite', [LETTERS], (store) => {
        putParcel(store(LETTERS), parcel, { reason, buriedAt, held: true });
        return () => undefined;
      }),
    dead: () => readAll<DeadLetter>(LETTERS),
    revive: (letters) =>
      run(
        'readwrite',
        [PARCELS, LETTERS],
        (store) => {
          for (const letter of letters) take(store(LETTERS), letter.key, () => putParcel(store(PARCELS), letter));
          return () => undefined;
        },
        true
      ),
    count: (lane) => run('readonly', [PARCELS, META], (store) => counted(store, lane)),
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
    lanes: () =>
      run(
        'readonly',
        [PARCELS, META, LANES],
        (store) => {
          const lanes = new Map<string, () => StoredLane>();
          const look = (key: string, record?: LaneRecord): void => {
            if (lanes.has(key)) return;
            const count = counted(store, key);
            const note = store(META).get(['note', key]) as IDBRequest<LaneNote | undefined>;
            lanes.set(key, () => ({ key, record, ...count(), note: note.result }));
          };
          const records = store(LANES).getAll() as IDBRequest<LaneRecord[]>;
          records.onsuccess = () => {
            for (const record of records.result) look(record.key, record);
            const unique = store(PARCELS)
              .index('lane')
              .openKeyCursor(IDBKeyRange.bound([V], [V, []]), 'nextunique');
            walk(unique, (key) => look((key as [number, string])[1]));
          };
          return () => [...lanes.values()].map((stored) => stored());
        },
        true
      ),
    move: (from, to) =>
      run(
        'readwrite',
        [PARCELS, META, LANES],
        (store) => {
          let moved = 0;
          const request = store(PARCELS).index('lane').openCursor(inLane(from));
          request.onsuccess = () => {
            const cursor = request.result;
            if (!cursor) return;
            moved++;
            store(PARCELS).put({ ...(cursor.value as Row), lane: to.key });
            cursor.continue();
          };
          store(META).delete(['note', from]);
          store(LANES).put(to);
          return () => moved;
        },
        true
      ),
    dropLanes: (lanes) =>
      run(
        'readwrite',
        [PARCELS, LETTERS, META, LANES],
        (store) => {
          for (const lane of lanes) {
            const waiting = store(PARCELS).index('lane').count(inLane(lane));
            const note = store(META).count(['note', lane]);
            const letters = store(LETTERS).index('outline').count(laneRange(lane));
            // Requests are answered in their order.
            letters.onsuccess = () => {
              if (!waiting.result && !note.result && !letters.result) store(LANES).delete(lane);
            };
          }
          return () => undefined;
        },
        true
      ),
    outlines: () => outlinesIn(PARCELS),
    deadOutlines: () => outlinesIn(LETTERS),
    evict: (rows, letters) =>
      run(
        'readwrite',
        [PARCELS, LETTERS, META],
        (store) => {
          const gone: Pick<Parcel, 'id' | 'lane'>[] = [];
          const drop =
            (name: string) =>
            ({ key }: Place) =>
              take<Parcel>(store(name), key, ({ id, lane }) => gone.push({ id, lane }));
          new Map(rows.map((row) => [row.key, row])).forEach(drop(PARCELS));
          new Map(letters.map((letter) => [letter.key, letter])).forEach(drop(LETTERS));
          // Requests are answered in their order: by then all are counted.
          for (const lane of new Set([...rows, ...letters].map(({ lane }) => lane))) {
            const key = ['evicted', lane];
            const before = store(META).get(key) as IDBRequest<number | undefined>;
            before.onsuccess = () => {
              const more = gone.filter((each) => each.lane === lane).length;
              if (more) store(META).put((before.result ?? 0) + more, key);
            };
          }
          return () => gone;
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
    readMemo: (name) =>
      run('readonly', [META], (store) => {
        const request = store(META).get(['memo', name]) as IDBRequest<string | undefined>;
        return () => request.result;
      }),
    writeMemo: (name, value) =>
      run('readwrite', [META], (store) => {
        store(META).put(value, ['memo', name]);
        return () => undefined;
      }),
    forget: () =>
      run('readwrite', ALL, (store) => {
        for (const name of ALL) store(name).clear();
        return () => undefined;
      })
  };
}
