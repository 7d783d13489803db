import type { Migration } from './database.js';

export const PARCELS = 'parcels';
export const LETTERS = 'letters';
export const META = 'meta';
export const DRAFTS = 'drafts';
export const LANES = 'lanes';
export const ALL = [PARCELS, LETTERS, META, DRAFTS, LANES];

/** The shape of a row. A newer version of this package may have left others: they are for it to send. */
export const V = 2;

export type Versioned<T> = T & { readonly v: number };

export const migrations: readonly Migration[] = [
  // No release had version 1.
  () => undefined,
  (db) => {
    for (const name of [...db.objectStoreNames]) db.deleteObjectStore(name);
    for (const name of [PARCELS, LETTERS]) {
      const store = db.createObjectStore(name, { keyPath: 'key', autoIncrement: true });
      // All that is to be known of a row without reading it.
      store.createIndex('outline', ['v', 'lane', 'at', 'kind', 'bytes']);
      if (name === PARCELS) store.createIndex('lane', ['v', 'lane']);
    }
    db.createObjectStore(META);
    db.createObjectStore(DRAFTS, { keyPath: 'viewing' });
    db.createObjectStore(LANES, { keyPath: 'key' });
  }
];
