import content from './content.json';

/** What a browser holds that the package's version 0.1.0 has used: rows, dead letters, drafts, notes and counters. */
export const storageV1 = content;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** The schema of version 0.1.0, which is database version 1. It never changes any more. */
export function schemaV1(db: IDBDatabase): void {
  const key = { keyPath: 'key', autoIncrement: true };
  db.createObjectStore('parcels', key).createIndex('lane', ['v', 'lane']);
  db.createObjectStore('letters', key);
  db.createObjectStore('meta');
  db.createObjectStore('drafts', { keyPath: 'viewing' });
}

/** Opens a database as version 0.1.0 does. */
export function openStorageV1(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => schemaV1(request.result);
  return settled(request);
}

/** Makes a database as version 0.1.0 leaves it behind, with this in it. */
export async function writeStorageV1(name: string, all: typeof content = content): Promise<void> {
  const db = await openStorageV1(name);
  const transaction = db.transaction(['parcels', 'letters', 'meta', 'drafts'], 'readwrite');
  for (const row of all.parcels) transaction.objectStore('parcels').put(row);
  for (const letter of all.letters) transaction.objectStore('letters').put(letter);
  for (const draft of all.drafts) transaction.objectStore('drafts').put(draft);
  for (const [key, value] of all.meta) transaction.objectStore('meta').put(value, key as string[]);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  db.close();
}
