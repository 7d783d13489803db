import type { DeadLetter, LaneNote, Row, Store } from './ports.js';

/** Keys from here on are the memory's; no storage counts so far, so what spilled comes after what was stored. */
const SPILLED = 2 ** 52;

/**
 * Holds parcels as long as the page lives: all of them, or those that the storage under it did not take. Failures of
 * that storage cost durability, never a parcel.
 */
export function createMemoryStore(under?: Store): Store {
  let key = under ? SPILLED : 1;
  let rows: readonly Row[] = [];
  const letters: DeadLetter[] = [];
  const notes = new Map<string, LaneNote>();
  /** Delivered or buried, but storage would not let go of them: they must not be sent again. */
  const gone = new Set<number>();

  let durable = !!under?.durable;

  const of = (lane: string): readonly Row[] => rows.filter((row) => row.lane === lane);
  const drop = (keys: readonly number[]): void => {
    rows = rows.filter((row) => !keys.includes(row.key));
    if (under) for (const each of keys) gone.add(each);
  };
  /** Whether storage did it. It is called at once: a page that goes away has no later. */
  const below = async (work: (store: Store) => Promise<void>): Promise<boolean> => {
    try {
      if (under) await work(under);
      return !!under;
    } catch {
      return (durable = false);
    }
  };

  return {
    /** False from the first parcel that storage did not take or let go until it takes one again. */
    get durable() {
      return durable;
    },
    async add(parcels) {
      // While some wait in memory, all do, or later ones would overtake them.
      if (!rows.length && (await below((store) => store.add(parcels)))) durable = !!under?.durable;
      else rows = rows.concat(parcels.map((parcel) => ({ ...parcel, key: key++ })));
    },
    async head(lane, count) {
      let stored: readonly Row[] = [];
      try {
        if (under) stored = await under.head(lane, count + gone.size);
      } catch (error) {
        // What cannot be read now is for another page; what memory holds is for this one.
        if (!rows.length) throw error;
      }
      return [...stored.filter((row) => !gone.has(row.key)), ...of(lane)].slice(0, count);
    },
    async remove(keys) {
      drop(keys);
      const all = [...gone];
      if (await below((store) => store.remove(all))) all.forEach((each) => gone.delete(each));
    },
    async bury(row, reason, buriedAt) {
      if (row.key < SPILLED && (await below((store) => store.bury(row, reason, buriedAt)))) return;
      drop([row.key]);
      letters.push({ ...row, reason, buriedAt });
    },
    async hold(parcel, reason, buriedAt) {
      if (!(await below((store) => store.hold(parcel, reason, buriedAt))))
        letters.push({ ...parcel, key: key++, reason, buriedAt });
    },
    async dead() {
      return [...((await under?.dead().catch(() => undefined)) ?? []), ...letters];
    },
    async count(lane) {
      const ours = of(lane);
      const stored = (await under?.count(lane).catch(() => undefined)) ?? { waiting: 0 };
      const oldest = ours[0]?.at;
      return { ...(oldest !== undefined && { oldest }), ...stored, waiting: stored.waiting + ours.length };
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
