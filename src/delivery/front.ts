import type { Lane } from './lane.js';
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
  look(lane: Lane): Promise<readonly Row[]>;
  /** In order; nothing is left out between them. */
  parcels(): readonly Parcel[];
  drop(ids: readonly string[]): void;
  clear(): void;
}

export function createFront(store: Store): Front {
  let front = new Map<string, Parcel>();
  /** Those of them that are not committed yet. */
  const announced = new Set<string>();
  /** There are rows behind the front that nobody has read yet, so that nothing may follow. */
  let deep = false;

  return {
    announce(parcel) {
      if (!deep) front.set(parcel.id, parcel);
      announced.add(parcel.id);
    },
    commit(ids) {
      for (const id of ids) announced.delete(id);
    },
    async look({ id: lane, batch }) {
      const want = Math.max(2, batch);
      const rows = await store.head(lane, want);
      deep = rows.length >= want;
      const coming = deep ? [] : [...front].filter(([id]) => announced.has(id));
      front = new Map([...rows.map((row): [string, Parcel] => [row.id, row]), ...coming]);
      return rows;
    },
    parcels: () => [...front.values()],
    drop(ids) {
      for (const id of ids) front.delete(id);
    },
    clear: () => front.clear()
  };
}
