import type { DeadLetter, LaneNote, Row, Store } from './ports.js';

export interface MemoryStore extends Store {
  /** Rows that wait, over all lanes. */
  size(): number;
}

/** Holds parcels as long as the page lives. It touches nothing outside, so it can also catch what storage drops. */
export function createMemoryStore(firstKey = 1): MemoryStore {
  let key = firstKey;
  let rows: readonly Row[] = [];
  const letters: DeadLetter[] = [];
  const notes = new Map<string, LaneNote>();
  const without = (keys: readonly number[]): void => {
    rows = rows.filter((row) => !keys.includes(row.key));
  };
  const of = (lane: string): readonly Row[] => rows.filter((row) => row.lane === lane);

  return {
    durable: false,
    size: () => rows.length,
    async add(parcels) {
      rows = rows.concat(parcels.map((parcel) => ({ ...parcel, key: key++ })));
    },
    async head(lane, count) {
      return of(lane).slice(0, count);
    },
    async remove(keys) {
      without(keys);
    },
    async bury(row, reason, buriedAt) {
      without([row.key]);
      letters.push({ ...row, reason, buriedAt });
    },
    async hold(parcel, reason, buriedAt) {
      letters.push({ ...parcel, key: key++, reason, buriedAt });
    },
    async dead() {
      return letters.slice();
    },
    async count(lane) {
      const waiting = of(lane);
      const oldest = waiting[0]?.at;
      return { waiting: waiting.length, ...(oldest !== undefined && { oldest }) };
    },
    async readNote(lane) {
      return notes.get(lane);
    },
    async writeNote(lane, note) {
      if (note) notes.set(lane, note);
      else notes.delete(lane);
    }
  };
}
