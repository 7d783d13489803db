import { utf8Length } from './batch.js';
import type { LaneRecord } from './lane.js';
import type { DeadLetter, Draft, LaneNote, More, Outline, Parcel, Row, Store, StoredLane } from './ports.js';

/** So close together that all that spilled after a row of the storage comes before the next one. */
const STEP = 2 ** -20;

/** Where the page's own parcels stand that spilled before any was stored: after everybody else's. */
const BEHIND = 2 ** 30;

/** A store whose rows may wait in memory until the storage under it takes them. */
export interface MemoryStore extends Store {
  discard(lane: string): Promise<number>;
  /** Tries to store what waits in memory: one transaction for each lane, so that none keeps another one out. */
  writeBack(): Promise<void>;
  /** Somebody else has deleted everything: memory forgets, too. */
  clear(): Promise<void>;
}

const NONE = { waiting: 0, evicted: 0 };

const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });

const outlineOf = ({ key, id, lane, kind, at, body }: Row): Outline => ({
  key,
  id,
  lane,
  kind,
  at,
  bytes: utf8Length(body)
});

/**
 * Holds parcels as long as the page lives: all of them, or those that the storage under it did not take. Failures of that
 * storage cost durability, never a parcel; with the next write of their lane that works, they are stored after all.
 */
export function createMemoryStore(under?: Store): MemoryStore {
  /** The key of the last one that this page added. Whole keys are the storage's. */
  let last = under ? BEHIND : 0;
  let rows: readonly Row[] = [];
  let letters: readonly DeadLetter[] = [];
  /** Of lanes of which the storage knows nothing yet. */
  const records = new Map<string, LaneRecord>();
  const notes = new Map<string, LaneNote>();
  const memos = new Map<string, string>();
  const evicted = new Map<string, number>();
  /** Delivered or buried, but storage would not let go of them: they must not be sent again. */
  const gone = new Set<number>();
  /** Keys of rows whose place is another one by now: readers may still hold them under the first. */
  const moved = new Map<number, number>();
  /** Rows of the storage, by lane, that came to it before older ones, which are still in memory. */
  const early = new Map<string, readonly number[]>();
  /** How many transactions with rows of a lane are under way. */
  const underWay = new Map<string, number>();
  /** By id, for keys move: on their way from memory into the storage; and those of them that nobody wants any more. */
  const returning = new Set<string>();
  const unwanted = new Set<string>();
  /** Of each viewing the draft that was given last, until it is withdrawn. */
  const latest = new Map<string, Draft>();

  let failing = false;
  /** How often rows went from memory into the storage. */
  let written = 0;
  let writingBack = false;
  /** What was added first is looked after first: which of them spill is known later. */
  let adding: Promise<unknown> = Promise.resolve();

  const nextKey = (): number => (last += under ? STEP : 1);
  const isOurs = (key: number): boolean => !under || !Number.isInteger(key);
  const placeOf = (key: number): number => {
    let place = key;
    for (let next = moved.get(key); next !== undefined; next = moved.get(next)) place = next;
    return place;
  };
  const isHere = (key: number): boolean => rows.some((row) => row.key === key);
  const rowsIn = (lane: string): readonly Row[] => rows.filter((row) => row.lane === lane);
  const earlyIn = (lane: string): readonly number[] => early.get(lane) ?? [];
  /** Those that were in memory. */
  function drop(keys: readonly number[]): readonly Row[] {
    const places = new Set(keys.map(placeOf));
    const dropped = rows.filter(({ key }) => places.has(key));
    rows = rows.filter(({ key }) => !places.has(key));
    for (const { id } of dropped) if (returning.has(id)) unwanted.add(id);
    for (const key of places) if (!isOurs(key)) gone.add(key);
    return dropped;
  }
  /** Whether storage did it. It is called at once: a page that goes away has no later. */
  const below = async (work: (store: Store) => Promise<unknown>): Promise<boolean> => {
    if (!under) return false;
    try {
      await work(under);
      failing = false;
    } catch {
      failing = true;
    }
    return !failing;
  };
  /** What storage has, or nothing where it fails. */
  const stored = async <T>(work: (store: Store) => Promise<readonly T[]>): Promise<readonly T[]> =>
    (under ? await work(under).catch(() => undefined) : undefined) ?? [];
  const keep = (parcels: readonly Parcel[]): void => {
    rows = rows.concat(parcels.map((parcel) => ({ ...parcelOf(parcel), key: nextKey() })));
  };
  /** Those that may be stored now. While others of their lanes are under way, nobody knows yet which comes before which. */
  const waitsIn = (lanes: ReadonlySet<string>): readonly Row[] =>
    [...lanes].some((lane) => underWay.get(lane)) ? [] : rows.filter(({ lane }) => lanes.has(lane));
  const count = (lanes: ReadonlySet<string>, change: 1 | -1): void =>
    lanes.forEach((lane) => underWay.set(lane, (underWay.get(lane) ?? 0) + change));

  /** These were stored under keys that end with this one: first those from memory, then new ones. */
  function settle(first: readonly Row[], parcels: readonly Parcel[], behind: readonly number[], key: number): void {
    const start = key - first.length - parcels.length + 1;
    if (first.length) written++;
    // Meanwhile others may have moved them to another place in memory.
    const places = first.map((row) => placeOf(row.key));
    rows = rows.filter((row) => !places.includes(row.key));
    first.forEach(({ id }, i) => {
      moved.set(places[i] ?? NaN, start + i);
      if (unwanted.delete(id)) gone.add(start + i);
    });
    // What spilled while these were already on their way comes before them.
    const shift = BEHIND - start + 1;
    rows = rows.map((row) => {
      if (row.key <= BEHIND) return row;
      moved.set(row.key, row.key - shift);
      return { ...row, key: row.key - shift };
    });
    parcels.forEach(({ lane }, i) => {
      if (rows.some((row) => row.lane === lane)) early.set(lane, [...earlyIn(lane), start + first.length + i]);
    });
    last = key + behind.length;
  }

  /** Stores these, after what waits in memory in these lanes: all in one transaction, or none. */
  async function store(lanes: ReadonlySet<string>, parcels: readonly Parcel[], more: More): Promise<boolean> {
    const { draft, lanes: given = [] } = more;
    const first = waitsIn(lanes);
    const behind = first.length ? [...lanes].flatMap(earlyIn) : [];
    const known = new Map([...records, ...given.map((record) => [record.key, record] as const)]);
    const mine = [...known.values()].filter(({ key }) => lanes.has(key) || given.some((record) => record.key === key));
    if (first.length) for (const lane of lanes) early.delete(lane);
    for (const { id } of first) returning.add(id);
    count(lanes, 1);
    if (draft?.parcels.length) latest.set(draft.viewing, draft);
    else if (draft) latest.delete(draft.viewing);
    let key = 0;
    const storing = below(async (under) => {
      const all = [...first.map(parcelOf), ...parcels];
      key = await under.add(all, { ...(draft && { draft }), lanes: mine, ...(behind.length && { behind }) });
    });
    const before = adding;
    const end = async (): Promise<boolean> => {
      await before;
      const done = await storing;
      for (const { id } of first) returning.delete(id);
      count(lanes, -1);
      if (done) {
        for (const record of mine) records.delete(record.key);
        if (key) settle(first, parcels, behind, key);
        return true;
      }
      for (const { id } of first) unwanted.delete(id);
      if (behind.length) for (const lane of lanes) early.set(lane, [...behind, ...earlyIn(lane)]);
      for (const record of mine) records.set(record.key, record);
      keep(parcels);
      return false;
    };
    const ending = end();
    adding = ending;
    if (await ending) return true;
    // A draft may find room all the same, and to withdraw one takes none; but a later one counts more.
    const { viewing = '', parcels: drafted = [] } = draft ?? {};
    const isLast = drafted.length ? latest.get(viewing) === draft : !latest.has(viewing);
    if (draft && isLast && parcels.length) await below((under) => under.add([], { draft }));
    return false;
  }

  async function writeBack(): Promise<void> {
    if (writingBack || !under) return;
    writingBack = true;
    for (const lane of new Set(rows.map(({ lane }) => lane)))
      if (waitsIn(new Set([lane])).length) await store(new Set([lane]), [], {});
    for (const letter of letters) {
      if (!letter.held || !(await below((under) => under.hold(letter, letter.reason, letter.buriedAt)))) continue;
      letters = letters.filter((each) => each !== letter);
    }
    writingBack = false;
  }
  /** Something works again: perhaps there is room for what waits in memory. */
  const tryBack = (worked: boolean): void => {
    if (worked && (rows.length || letters.length)) void writeBack();
  };

  /** What waits here in a lane, beside what the storage says of it. */
  function withOurs<T extends Pick<StoredLane, 'waiting' | 'oldest' | 'evicted'>>(lane: string, theirs: T): T {
    const ours = rowsIn(lane);
    const [first] = ours;
    return {
      ...(first && { oldest: first.at }),
      ...theirs,
      waiting: theirs.waiting + ours.length,
      evicted: theirs.evicted + (evicted.get(lane) ?? 0)
    };
  }

  function clear(): void {
    for (const { id } of rows) if (returning.has(id)) unwanted.add(id);
    rows = letters = [];
    for (const each of [records, notes, memos, evicted, early, latest]) each.clear();
  }

  return {
    /** False while a parcel is in memory only, or while the storage fails. */
    get durable() {
      return !!under?.durable && !failing && !rows.length && !letters.length;
    },
    async add(parcels, more = {}) {
      tryBack(await store(new Set(parcels.map(({ lane }) => lane)), parcels, more));
      return last;
    },
    writeBack,
    async head(lane, count) {
      // Looked for when storage has answered: meanwhile some may have spilled, or found their place.
      const ours = (): readonly Row[] => rowsIn(lane);
      try {
        for (;;) {
          const before = written;
          const theirs = (await under?.head(lane, count + gone.size)) ?? [];
          if (before !== written) continue;
          const mine = ours();
          const ids = new Set(mine.map(({ id }) => id));
          return [...theirs.filter(({ key, id }) => !gone.has(key) && !ids.has(id)), ...mine]
            .sort((a, b) => a.key - b.key)
            .slice(0, count);
        }
      } catch (error) {
        // What cannot be read now is for another page; what memory holds is for this one.
        if (!ours().length) throw error;
        return ours().slice(0, count);
      }
    },
    async remove(keys) {
      drop(keys);
      const all = [...gone];
      if (!all.length || !(await below((store) => store.remove(all)))) return;
      all.forEach((each) => gone.delete(each));
      tryBack(true);
    },
    async bury(row, reason, buriedAt) {
      const key = placeOf(row.key);
      if (!isOurs(key) && (await below((store) => store.bury({ ...row, key }, reason, buriedAt)))) return;
      // It may have been let go of, or forgotten.
      if (isOurs(key) && !isHere(key)) return;
      drop([key]);
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
      keep(ours);
      tryBack(theirs.length > 0);
    },
    count: async (lane) => withOurs(lane, (await under?.count(lane).catch(() => undefined)) ?? NONE),
    async readNote(lane) {
      return notes.get(lane) ?? (await under?.readNote(lane));
    },
    async writeNote(lane, note) {
      if ((await below((store) => store.writeNote(lane, note))) || !note) notes.delete(lane);
      else notes.set(lane, note);
    },
    async lanes() {
      const all = new Map((await stored((store) => store.lanes())).map((each) => [each.key, each]));
      for (const key of new Set([...records.keys(), ...rows.map(({ lane }) => lane)])) {
        const record = records.get(key);
        const note = notes.get(key);
        all.set(
          key,
          withOurs(key, { ...(record && { record }), ...NONE, key, ...all.get(key), ...(note && { note }) })
        );
      }
      return [...all.values()];
    },
    async move(from, to) {
      await adding;
      const theirs = (await under?.move(from, to)) ?? 0;
      const ours = rowsIn(from);
      rows = rows.map((row) => (row.lane === from ? { ...row, lane: to.key } : row));
      const before = early.get(from);
      early.delete(from);
      if (before) early.set(to.key, [...before, ...earlyIn(to.key)]);
      if (ours.length || !under) records.set(to.key, to);
      notes.delete(from);
      return theirs + ours.length;
    },
    async discard(lane) {
      await adding;
      const theirs = (await under?.discard?.(lane)) ?? 0;
      notes.delete(lane);
      early.delete(lane);
      return theirs + drop(rowsIn(lane).map(({ key }) => key)).length;
    },
    async dropLanes(lanes) {
      await under?.dropLanes(lanes);
    },
    async outlines() {
      // What is on its way from memory into the storage would be found in both.
      await adding;
      const theirs = await stored((store) => store.outlines());
      return [...theirs.filter(({ key }) => !gone.has(key)), ...rows.map(outlineOf)].sort((a, b) => a.key - b.key);
    },
    async deadOutlines() {
      return [...(await stored((store) => store.deadOutlines())), ...letters.map(outlineOf)];
    },
    async evict(surplus, surplusLetters) {
      const now = surplus.map((each) => ({ ...each, key: placeOf(each.key) }));
      const theirs = now.filter(({ key }) => !isOurs(key));
      const theirLetters = surplusLetters.filter(({ key }) => !isOurs(key));
      const went =
        under && theirs.length + theirLetters.length ? await under.evict(theirs, theirLetters) : ([] as const);
      const ours = drop(now.map(({ key }) => key).filter(isOurs));
      const ourLetters = letters.filter(({ key }) => surplusLetters.some((each) => each.key === key));
      letters = letters.filter((letter) => !ourLetters.includes(letter));
      for (const { lane } of [...ours, ...ourLetters]) evicted.set(lane, (evicted.get(lane) ?? 0) + 1);
      tryBack(went.length > 0);
      return [...went, ...ours, ...ourLetters].map(({ id, lane }) => ({ id, lane }));
    },
    async readMemo(name) {
      return memos.get(name) ?? (await under?.readMemo(name));
    },
    async writeMemo(name, value) {
      if (await below((store) => store.writeMemo(name, value))) memos.delete(name);
      else memos.set(name, value);
    },
    drafts: () => stored((store) => store.drafts()),
    settle: async (viewing) => (await under?.settle(viewing)) ?? [],
    async forget() {
      clear();
      // Once more when it is known which of the earlier ones spilled; later ones wait for that.
      const forgetting = Promise.all([adding, under?.forget()]).then(clear);
      adding = forgetting.catch(() => undefined);
      await forgetting;
    },
    async clear() {
      clear();
      const clearing = adding.then(clear);
      adding = clearing;
      await clearing;
    }
  };
}
