import type { Parcel, Row, Store } from './ports.js';

/**
 * What is known, without asking the store, about the front of a lane: a page that goes away has no time to ask, and must
 * not send anything before what comes first, whichever page put it there.
 */
export interface Front {
  /** Before the commit. */
  announce(parcel: Parcel): void;
  /** These are committed. */
  commit(ids: readonly string[]): void;
  /** Reads the first rows. */
  look(lane: string, batch: number): Promise<readonly Row[]>;
  /** In order; nothing is left out between them. */
  parcels(): readonly Parcel[];
  drop(ids: readonly string[]): void;
  clear(): void;
}

export function createFront(store: Store): Front {
  let front = new Map<string, Parcel>();
  /** Those that are not committed yet. */
  const announced = new Map<string, Parcel>();
  /** There are rows behind the front that nobody has read yet, so that nothing may follow. */
  let deep = false;
  /** How often, so that what was read before counts no more. */
  let cleared = 0;

  return {
    announce(parcel) {
      if (!deep) front.set(parcel.id, parcel);
      announced.set(parcel.id, parcel);
    },
    commit(ids) {
      for (const id of ids) announced.delete(id);
    },
    async look(lane, batch) {
      const want = Math.max(2, batch);
      const before = cleared;
      const rows = await store.head(lane, want);
      if (before !== cleared) return [];
      deep = rows.length >= want;
      const coming = deep ? [] : announced.values();
      front = new Map([...rows, ...coming].map((parcel) => [parcel.id, parcel]));
      return rows;
    },
    parcels: () => [...front.values()],
    drop(ids) {
      for (const id of ids) front.delete(id);
    },
    clear() {
      cleared++;
      deep = false;
      front.clear();
      announced.clear();
    }
  };
}
