import { createMemoryStore } from './memory-store.js';
import type { Parcel, Row, Store } from './ports.js';

/** Keys from here on are the memory's; no storage counts so far, so what spilled comes after what was stored. */
const SPILLED = 2 ** 52;

export interface SafeStore extends Pick<Store, 'add' | 'head' | 'remove' | 'bury' | 'hold' | 'dead' | 'count'> {
  /** False from the first parcel that storage did not take or let go until it does again. */
  durable(): boolean;
}

/** A store whose failures cost durability, never a parcel: what it does not take waits in memory. */
export function createSafeStore(store: Store): SafeStore {
  const memory = createMemoryStore(SPILLED);
  /** Delivered or buried, but storage would not let go of them: they must not be sent again. */
  const gone = new Set<number>();
  let durable = store.durable;

  const spill = (parcels: readonly Parcel[]): Promise<void> => {
    durable = false;
    return memory.add(parcels);
  };

  return {
    durable: () => durable,
    // No `await` before the store is called: a page that goes away has no later.
    async add(parcels) {
      // While some wait in memory, all do, or later ones would overtake them.
      if (memory.size()) return spill(parcels);
      try {
        await store.add(parcels);
        durable = store.durable;
      } catch {
        await spill(parcels);
      }
    },
    async head(lane, count) {
      let rows: readonly Row[] = [];
      try {
        rows = (await store.head(lane, count + gone.size)).filter((row) => !gone.has(row.key));
      } catch (error) {
        // What cannot be read now is for another page; what memory holds is for this one.
        if (!memory.size()) throw error;
      }
      return rows.concat(await memory.head(lane, count)).slice(0, count);
    },
    async remove(keys) {
      await memory.remove(keys);
      for (const key of keys) gone.add(key);
      try {
        await store.remove([...gone]);
        gone.clear();
      } catch {
        durable = false;
      }
    },
    async bury(row, reason, at) {
      if (row.key >= SPILLED) return memory.bury(row, reason, at);
      try {
        await store.bury(row, reason, at);
      } catch {
        gone.add(row.key);
        await memory.hold(row, reason, at);
      }
    },
    hold: (parcel, reason, at) => store.hold(parcel, reason, at).catch(() => memory.hold(parcel, reason, at)),
    async dead() {
      return [...(await store.dead().catch(() => [])), ...(await memory.dead())];
    },
    async count(lane) {
      const spilled = await memory.count(lane);
      const stored = await store.count(lane).catch(() => ({ waiting: 0 }));
      return { ...spilled, ...stored, waiting: stored.waiting + spilled.waiting };
    }
  };
}
