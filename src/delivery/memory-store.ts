import type { DeadLetter, LaneNote, Outline, Parcel, Row, Store } from './ports.js';

/** So close together that all that spilled after a row of the storage comes before the next one. */
const STEP = 2 ** -20;

/** Where the page's own parcels stand that spilled before any was stored: after everybody else's. */
const BEHIND = 2 ** 30;

/**
 * Holds parcels as long as the page lives: all of them, or those that the storage under it did not take. Failures of
 * that storage cost durability, never a parcel.
 */
export function createMemoryStore(under?: Store): Store & Required<Pick<Store, 'outlines'>> {
  /** The key of the last one that this page added. Whole keys are the storage's. */
  let last = under ? BEHIND : 0;
  let rows: readonly Row[] = [];
  let letters: readonly DeadLetter[] = [];
  const notes = new Map<string, LaneNote>();
  const evicted = new Map<string, number>();
  /** Delivered or buried, but storage would not let go of them: they must not be sent again. */
  const gone = new Set<number>();

  let durable = !!under?.durable;
  /** What was added first is looked after first: which of them spill is known later. */
  let adding: Promise<unknown> = Promise.resolve();

  const nextKey = (): number => (last += under ? STEP : 1);
  const isOurs = (key: number): boolean => !under || !Number.isInteger(key);
  const drop = (keys: readonly number[]): void => {
    rows = rows.filter((row) => !keys.includes(row.key));
    for (const key of keys) if (!isOurs(key)) gone.add(key);
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
  /** What storage has, or nothing where it fails. */
  const stored = async <T>(work: (store: Store) => Promise<readonly T[]>): Promise<readonly T[]> =>
    (under ? await work(under).catch(() => undefined) : undefined) ?? [];
  const merge = <T extends Row | Outline>(theirs: readonly T[], ours: readonly Row[]): readonly (T | Row)[] =>
    [...theirs.filter(({ key }) => !gone.has(key)), ...ours].sort((a, b) => a.key - b.key);
  const keep = (parcels: readonly Parcel[]): void => {
    rows = rows.concat(parcels.map((parcel) => ({ ...parcel, key: nextKey() })));
  };

  return {
    /** False from the first parcel that storage did not take or let go until it takes one again. */
    get durable() {
      return durable;
    },
    async add(parcels, draft) {
      let key = 0;
      const store = (these: readonly Parcel[]): Promise<boolean> =>
        below(async (under) => {
          key = await under.add(these, draft);
        });
      // While some wait in memory, all do, or later ones would overtake them.
      const spills = rows.length > 0 && parcels.length > 0;
      const storing = spills && !draft ? undefined : store(spills ? [] : parcels);
      const before = adding;
      const end = async (): Promise<boolean> => {
        await before;
        if (!(await storing) || spills) {
          keep(parcels);
          return (durable = false);
        }
        durable = !rows.length && !!under?.durable;
        if (!key) return true;
        // What spilled while this one was already on its way comes before it.
        const shift = BEHIND - key + parcels.length;
        rows = rows.map((row) => (row.key > BEHIND ? { ...row, key: row.key - shift } : row));
        last = key;
        return true;
      };
      const ending = end();
      adding = ending;
      // To withdraw a draft takes no room.
      if (!(await ending) && draft && !draft.parcels.length) await store([]);
      return last;
    },
    async head(lane, count) {
      // Looked for when storage has answered: meanwhile some may have spilled, or found their place.
      const ours = (): readonly Row[] => rows.filter((row) => row.lane === lane);
      try {
        return merge(under ? await under.head(lane, count + gone.size) : [], ours()).slice(0, count);
      } catch (error) {
        // What cannot be read now is for another page; what memory holds is for this one.
        if (!ours().length) throw error;
        return ours().slice(0, count);
      }
    },
    async remove(keys) {
      drop(keys);
      const all = [...gone];
      if (all.length && (await below((store) => store.remove(all)))) all.forEach((each) => gone.delete(each));
    },
    async bury(row, reason, buriedAt) {
      if (!isOurs(row.key) && (await below((store) => store.bury(row, reason, buriedAt)))) return;
      // It may have been let go of, or forgotten.
      if (isOurs(row.key) && !rows.some(({ key }) => key === row.key)) return;
      drop([row.key]);
      letters = [...letters, { ...row, key: nextKey(), reason, buriedAt }];
    },
    async hold(parcel, reason, buriedAt) {
      if (!(await below((store) => store.hold(parcel, reason, buriedAt))))
        letters = [...letters, { ...parcel, key: nextKey(), reason, buriedAt, held: true }];
    },
    async dead() {
      return [...(await stored((store) => store.dead())), ...letters];
    },
    async revive(revived) {
      const ours = revived.filter(({ key }) => isOurs(key));
      const theirs = revived.filter(({ key }) => !isOurs(key));
      if (theirs.length) await under?.revive(theirs);
      letters = letters.filter((letter) => !ours.some(({ key }) => key === letter.key));
      keep(ours.map(({ id, lane, kind, body, at }) => ({ id, lane, kind, body, at })));
    },
    async count(lane) {
      const ours = rows.filter((row) => row.lane === lane);
      const oldest = ours[0]?.at;
      const theirs = (await under?.count(lane).catch(() => undefined)) ?? { waiting: 0, evicted: 0 };
      return {
        ...(oldest !== undefined && { oldest }),
        ...theirs,
        waiting: theirs.waiting + ours.length,
        evicted: theirs.evicted + (evicted.get(lane) ?? 0)
      };
    },
    async readNote(lane) {
      return notes.get(lane) ?? (await under?.readNote(lane));
    },
    async writeNote(lane, note) {
      if ((await below((store) => store.writeNote(lane, note))) || !note) notes.delete(lane);
      else notes.set(lane, note);
    },
    async all() {
      return merge(await stored((store) => store.all()), rows);
    },
    async outlines() {
      return merge(await stored<Row | Outline>((store) => store.outlines?.() ?? store.all()), rows);
    },
    async evict(surplus, surplusLetters) {
      const theirs = surplus.filter(({ key }) => !isOurs(key));
      const theirLetters = surplusLetters.filter(({ key }) => !isOurs(key));
      if (theirs.length + theirLetters.length) await under?.evict(theirs, theirLetters);
      const [ours, ourLetters] = [surplus, surplusLetters].map((all) => all.filter(({ key }) => isOurs(key)));
      for (const { lane } of [...(ours ?? []), ...(ourLetters ?? [])]) evicted.set(lane, (evicted.get(lane) ?? 0) + 1);
      rows = rows.filter((row) => !ours?.some(({ key }) => key === row.key));
      letters = letters.filter((letter) => !ourLetters?.some(({ key }) => key === letter.key));
    },
    drafts: () => stored((store) => store.drafts()),
    settle: async (viewing) => (await under?.settle(viewing)) ?? [],
    async forget() {
      const clear = (): void => {
        rows = letters = [];
        notes.clear();
        evicted.clear();
      };
      clear();
      // Once more when it is known which of the earlier ones spilled; later ones wait for that.
      const forgetting = Promise.all([adding, under?.forget()]).then(clear);
      adding = forgetting.catch(() => undefined);
      await forgetting;
    }
  };
}
