import { createIdbStore, migrations } from '../../src/browser/idb-store.js';
import type { Parcel, Store, Wake } from '../../src/delivery/ports.js';

const used = new Set<string>();

/** A database of the test's own. */
export function freshName(): string {
  const name = `test-${Date.now()}-${used.size}`;
  used.add(name);
  return name;
}

export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** To be called when all raw connections are closed; the stores close theirs when asked to. */
export async function deleteDatabases(): Promise<void> {
  for (const name of used) await settled(indexedDB.deleteDatabase(name));
  used.clear();
}

export const storeIn = (name: string, list = migrations): Store =>
  createIdbStore(undefined, { name, migrations: list });

/** What another version of this package, or another script, does with the same database. */
export async function raw<T>(name: string, work: (db: IDBDatabase) => Promise<T>, version?: number): Promise<T> {
  const db = await settled(indexedDB.open(name, version));
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export const parcel = (id: string, lane = 'lrs', at = 1): Parcel => ({
  id,
  lane,
  kind: 'interaction',
  body: `{"id":"${id}"}`,
  at
});

export const idsOf = (parcels: readonly Parcel[]): string => parcels.map(({ id }) => id).join(' ');

/** The name of the error that a promise rejects with; `nothing` where it does not. */
export const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => (error as Error).name
  );

/** Time that passes when a test says so. */
export function createAlarms(): { readonly wake: Wake; ring(milliseconds: number): void } {
  const set = new Set<{ readonly milliseconds: number; readonly callback: () => void }>();
  return {
    wake(milliseconds, callback) {
      const alarm = { milliseconds, callback };
      set.add(alarm);
      return () => set.delete(alarm);
    },
    ring(milliseconds) {
      for (const alarm of [...set]) if (alarm.milliseconds === milliseconds && set.delete(alarm)) alarm.callback();
    }
  };
}

/** The browser's own databases, with an eye on who opens what. */
export function watchedFactory(): {
  readonly factory: () => IDBFactory;
  readonly requests: IDBOpenDBRequest[];
  readonly opened: IDBDatabase[];
} {
  const requests: IDBOpenDBRequest[] = [];
  const opened: IDBDatabase[] = [];
  const open: IDBFactory['open'] = (name, version) => {
    const request = indexedDB.open(name, version);
    request.addEventListener('success', () => opened.push(request.result));
    requests.push(request);
    return request;
  };
  return { factory: () => ({ open }) as IDBFactory, requests, opened };
}

/** The next event of that type. */
export const next = (target: EventTarget | undefined, type: string): Promise<unknown> =>
  new Promise((resolve) => target?.addEventListener(type, resolve, { once: true }));

/** A frame of the same origin: another page, which dies when it is removed. */
export function openFrame(): { readonly frame: HTMLIFrameElement; readonly view: Window & typeof globalThis } {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const { contentWindow: view } = frame;
  if (!view) throw new Error('the frame has no window');
  return { frame, view: view as Window & typeof globalThis };
}
