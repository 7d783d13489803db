import { wideDigest } from '../delivery/digest.js';
import { utf8Length } from '../delivery/batch.js';
import { laneKey, laneRecord } from '../delivery/lane.js';
import { readLegacyLane } from '../delivery/legacy-lane.js';
import type { Draft, Parcel } from '../delivery/ports.js';

export const PARCELS = 'parcels';
export const LETTERS = 'letters';
export const META = 'meta';
export const DRAFTS = 'drafts';
export const LANES = 'lanes';
export const ALL = [PARCELS, LETTERS, META, DRAFTS, LANES];

/** The shape of a row. A newer version of this package may have left others: they are for it to send. */
export const V = 2;

export type Versioned<T> = T & { readonly v: number };

const KINDS = ['progress', 'interaction', 'completion'];

/** All values of an object store, one after the other, with what replaces them. */
function replaceEach(store: IDBObjectStore, replace: (value: unknown) => unknown): void {
  const request = store.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    const value = replace(cursor.value);
    if (value !== undefined) cursor.update(value);
    cursor.continue();
  };
}

/**
 * Brings what version 0.1.0 of this package left into today's shape: lanes go by their keys instead of addresses and names,
 * and rows know their size. What it did not write is left as it is.
 */
export function rekey(transaction: IDBTransaction, salt: string): void {
  const lanes = transaction.objectStore(LANES);
  const keyOf = (name: unknown): string => {
    const id = readLegacyLane(name);
    if (!id) return wideDigest(salt, String(name));
    const key = laneKey(salt, id);
    lanes.put(laneRecord(salt, { id }));
    return key;
  };
  const parcelOf = <T extends Parcel>(parcel: T): T => ({ ...parcel, lane: keyOf(parcel.lane) });
  const rowOf = (value: unknown): unknown => {
    const row = value as Versioned<Parcel>;
    if (row.v !== 1) return undefined;
    const { at, kind, body } = row;
    return {
      ...parcelOf(row),
      v: V,
      // What is no number, or no word, has no place in an index.
      at: Number.isFinite(at) ? at : 0,
      kind: KINDS.includes(kind) ? kind : 'interaction',
      bytes: utf8Length(body)
    };
  };
  replaceEach(transaction.objectStore(PARCELS), rowOf);
  replaceEach(transaction.objectStore(LETTERS), rowOf);
  replaceEach(transaction.objectStore(DRAFTS), (value) => {
    const draft = value as Versioned<Draft>;
    return draft.v === 1 ? { ...draft, v: V, parcels: draft.parcels.map(parcelOf) } : undefined;
  });
  const meta = transaction.objectStore(META);
  const request = meta.openCursor();
  // All that is there now: what is put under a new key must not be met again.
  const found: (readonly [key: IDBValidKey, value: unknown])[] = [];
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor) {
      found.push([cursor.key, cursor.value]);
      cursor.continue();
      return;
    }
    for (const [key, value] of found) {
      const [what, lane] = key as unknown as readonly [string, string];
      meta.delete(key);
      meta.put(value, [what, keyOf(lane)]);
    }
  };
}
