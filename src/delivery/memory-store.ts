import { utf8Length } from './batch.js';
import { createTurns } from './turns.js';
import type { LaneRecord } from './lane.js';
import { FRESH } from './lane-note.js';
import type { DeadLetter, Draft, LaneCount, LaneNote, Outline, Parcel, Row, Store } from './ports.js';

/** A store whose rows may wait in memory until the storage under it takes them. */
export interface MemoryStore extends Store {
  discard(lane: string): Promise<number>;
  /** Tries to store what waits in memory: one transaction for each lane, so that none keeps another one out. */
  writeBack(): Promise<void>;
  /** Somebody else has deleted everything: memory forgets, too. */
  clear(): Promise<void>;
  /** The page goes: what was added does not wait for earlier writes any more. */
  hurry(): void;
}

/** Keys of the storage are below this, those of rows in memory above it: they stand behind all that is stored. */
const MEMORY = 2 ** 40;

/** What one call added. */
interface Added {
  readonly rows: readonly Row[];
  readonly draft: Draft | undefined;
}

const NONE = { waiting: 0, evicted: 0 };

const isOurs = (key: number): boolean => key > MEMORY;
const isTheirs = (key: number): boolean => key < MEMORY;

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
 * Holds what the storage under it does not take, as long as the page lives. Failures of that storage cost durability, never a
 * parcel: what waits in memory is stored with the next write of its lane that works. A parcel is not written before what was
 * captured before it in its lane is stored, or is written with it, so that no other page finds the later one alone.
 * @param recordsOf what is known of these lanes: it is stored with their parcels, so that nobody finds a row of a lane of which
 * nothing is known. Each time: another page may have deleted the record of an empty lane
 */
export function createMemoryStore(
  under: Store,
  recordsOf: (lanes: Iterable<string>) => readonly LaneRecord[]
): MemoryStore {
  const turns = createTurns();
  /** Of the parcel that was captured last. Each key is no whole number, unlike those of the storage. */
  let last = MEMORY + 0.5;
  /** In the order of capture. */
  let rows: readonly Row[] = [];
  let letters: readonly DeadLetter[] = [];
  const notes = new Map<string, LaneNote>();
  const evicted = new Map<string, number>();
  /** Delivered or buried, but storage would not let go of them: they must not be sent again. */
  const gone = new Set<number>();
  /** Keys in the storage of what was in memory: readers may still hold the first ones. */
  const stored = new Map<number, number>();

  let failing = false;
  let writes = 0;
  /** What was added and is not written yet. */
  let added: readonly Added[] = [];
  let writingBack = false;

  const rowsIn = (lane: string): readonly Row[] => rows.filter((row) => row.lane === lane);
  const keyNow = (key: number): number => stored.get(key) ?? key;
  /** Whether storage did it. */
  const below = (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => !(failing = false),
      () => !(failing = true)
    );
  /** What storage has, or nothing where it fails. */
  const read = <T>(work: Promise<readonly T[]>): Promise<readonly T[]> => work.catch(() => []);
  /** Those that were in memory. The others are gone, whatever storage says. */
  function drop(keys: readonly number[]): readonly Row[] {
    const all = new Set(keys.map(keyNow));
    const dropped = rows.filter(({ key }) => all.has(key));
    rows = rows.filter(({ key }) => !all.has(key));
    for (const key of all) if (isTheirs(key)) gone.add(key);
    return dropped;
  }

  /** Stores these behind what waits in memory in these lanes: all in one transaction, or none. */
  async function write(lanes: ReadonlySet<string>, fresh: readonly Row[], draft?: Draft): Promise<boolean> {
    // A page that goes away does not wait: what is on its way already is not written twice.
    const first = writes++ ? [] : rows.filter(({ lane }) => lanes.has(lane));
    const parcels = [...first, ...fresh].map(parcelOf);
    const known = recordsOf(new Set([...parcels, ...(draft?.parcels ?? [])].map(({ lane }) => lane)));
    let key = 0;
    const done = await below(under.add(parcels, { draft, lanes: known }).then((at) => (key = at)));
    writes--;
    if (done) {
      first.forEach((row, i) => stored.set(row.key, key - parcels.length + 1 + i));
      rows = rows.filter((row) => !stored.has(row.key));
    } else {
      rows = [...rows, ...fresh].sort((a, b) => a.key - b.key);
      // A draft may find room all the same, and to withdraw one takes none.
      if (draft && fresh.length) await below(under.add([], { draft }));
    }
    return done;
  }

  /** Stores what one call added, and with it what was added while an earlier write was under way. */
  async function writeAdded(first: Added): Promise<boolean> {
    if (!added.includes(first)) return false;
    const viewing = added.find(({ draft }) => draft)?.draft?.viewing;
    const other = added.findIndex(({ draft }) => draft && draft.viewing !== viewing);
    const all = added.slice(0, other < 0 ? added.length : other);
    added = added.slice(all.length);
    const fresh = all.flatMap((each) => each.rows);
    const draft = all.reduce<Draft | undefined>((last, each) => each.draft ?? last, undefined);
    const done = await write(new Set(fresh.map(({ lane }) => lane)), fresh, draft);
    // One of them alone may be what finds no room.
    if (!done && all.length > 1) void writeBack();
    return done;
  }

  async function writeBack(): Promise<void> {
    if (writingBack) return;
    writingBack = true;
    for (const lane of new Set(rows.map((row) => row.lane)))
      await turns.write(async () => rowsIn(lane).length && write(new Set([lane]), []));
    await turns.write(async () => {
      for (const letter of letters)
        if (letter.held && (await below(under.hold(letter, letter.reason, letter.buriedAt))))
          letters = letters.filter((each) => each !== letter);
    });
    writingBack = false;
  }
  /** Something works again: perhaps there is room for what waits in memory. */
  const tryBack = (worked: boolean): void => {
    if (worked && (rows.length || letters.length)) void writeBack();
  };

  /** What waits here in a lane, beside what the storage says of it. */
  function withOurs<T extends LaneCount>(lane: string, theirs: T): T {
    const ours = rowsIn(lane);
    const [first] = ours;
    return {
      ...(first && { oldest: first.at }),
      ...theirs,
      waiting: theirs.waiting + ours.length,
      evicted: theirs.evicted + (evicted.get(lane) ?? 0)
    };
  }

  async function clear(): Promise<void> {
    rows = letters = [];
    notes.clear();
    evicted.clear();
  }

  return {
    /** False while a parcel is in memory only, or while the storage fails. */
    get durable() {
      return under.durable && !failing && !rows.length && !letters.length;
    },
    async add(parcels, { draft } = {}) {
      const each = { rows: parcels.map((parcel) => ({ ...parcelOf(parcel), key: ++last })), draft };
      added = [...added, each];
      tryBack(await turns.soon(() => writeAdded(each)));
      return last;
    },
    writeBack,
    hurry: turns.hurry,
    head: (lane, count) =>
      turns.read(async () => {
        let theirs: readonly Row[] = [];
        try {
          // Once more where some found their place in the storage meanwhile.
          for (let before = -1; before !== stored.size;) {
            before = stored.size;
            theirs = await under.head(lane, count + gone.size);
          }
        } catch (error) {
          // What cannot be read now is for another page; what memory holds is for this one.
          if (!rowsIn(lane).length) throw error;
          theirs = [];
        }
        const ours = rowsIn(lane);
        const ids = new Set(ours.map(({ id }) => id));
        return [...theirs.filter(({ key, id }) => !gone.has(key) && !ids.has(id)), ...ours].slice(0, count);
      }),
    remove: (keys) =>
      turns.read(async () => {
        drop(keys);
        const all = [...gone];
        if (!all.length || !(await below(under.remove(all)))) return;
        for (const key of all) gone.delete(key);
        tryBack(true);
      }),
    bury: (row, reason, buriedAt) =>
      turns.read(async () => {
        const key = keyNow(row.key);
        if (isTheirs(key) && (await below(under.bury({ ...row, key }, reason, buriedAt)))) return;
        // One in memory may have been let go of, or forgotten.
        if (drop([key]).length || isTheirs(key)) letters = [...letters, { ...row, key: ++last, reason, buriedAt }];
      }),
    async hold(parcel, reason, buriedAt) {
      if (!(await below(under.hold(parcel, reason, buriedAt))))
        letters = [...letters, { ...parcel, key: ++last, reason, buriedAt, held: true }];
    },
    dead: async () => [...(await read(under.dead())), ...letters],
    revive: (revived) =>
      turns.write(async () => {
        // Somebody may ask twice.
        const ours = revived.filter(({ key }) => letters.some((letter) => letter.key === key));
        const theirs = revived.filter(({ key }) => isTheirs(key));
        if (theirs.length) await under.revive(theirs);
        letters = letters.filter((letter) => !ours.some(({ key }) => key === letter.key));
        rows = [...rows, ...ours.map((letter) => ({ ...parcelOf(letter), key: ++last }))];
        tryBack(theirs.length > 0);
      }),
    count: (lane) => turns.read(async () => withOurs(lane, await under.count(lane).catch(() => NONE))),
    readNote: async (lane) => notes.get(lane) ?? under.readNote(lane),
    async writeNote(lane, note) {
      if (await below(under.writeNote(lane, note))) notes.delete(lane);
      // What the storage does not delete must not be read again: the lane would be paused by a reason that is gone.
      else notes.set(lane, note ?? FRESH);
    },
    lanes: () =>
      turns.read(async () => {
        const all = new Map((await read(under.lanes())).map((each) => [each.key, each]));
        for (const key of new Set(rows.map(({ lane }) => lane))) {
          const [record] = recordsOf([key]);
          all.set(key, withOurs(key, { ...NONE, key, record, ...all.get(key) }));
        }
        for (const [key, note] of notes) {
          const theirs = all.get(key);
          if (theirs) all.set(key, { ...theirs, note });
        }
        return [...all.values()];
      }),
    move: (from, to) =>
      turns.write(async () => {
        const theirs = await under.move(from, to);
        const ours = rowsIn(from);
        rows = rows.map((row) => (row.lane === from ? { ...row, lane: to.key } : row));
        notes.delete(from);
        return theirs + ours.length;
      }),
    discard: (lane) =>
      turns.write(async () => {
        const theirs = (await under.discard?.(lane)) ?? 0;
        notes.delete(lane);
        return theirs + drop(rowsIn(lane).map(({ key }) => key)).length;
      }),
    dropLanes: (lanes) => under.dropLanes(lanes),
    outlines: () =>
      turns.read(async () => {
        const theirs = await read(under.outlines());
        return [...theirs.filter(({ key }) => !gone.has(key)), ...rows.map(outlineOf)];
      }),
    deadOutlines: async () => [...(await read(under.deadOutlines())), ...letters.map(outlineOf)],
    evict: (places, deadPlaces) =>
      turns.write(async () => {
        const now = places.map(({ lane, key }) => ({ lane, key: keyNow(key) }));
        const theirs = now.filter(({ key }) => isTheirs(key));
        const theirLetters = deadPlaces.filter(({ key }) => isTheirs(key));
        const went = theirs.length + theirLetters.length ? await under.evict(theirs, theirLetters) : [];
        const ours = drop(now.map(({ key }) => key).filter(isOurs));
        const ourLetters = letters.filter(({ key }) => deadPlaces.some((each) => each.key === key));
        letters = letters.filter((letter) => !ourLetters.includes(letter));
        const all = [...ours, ...ourLetters];
        for (const { lane } of all) evicted.set(lane, (evicted.get(lane) ?? 0) + 1);
        tryBack(went.length > 0);
        return [...went, ...all].map(({ id, lane }) => ({ id, lane }));
      }),
    readMemo: (name) => under.readMemo(name),
    async writeMemo(name, value) {
      await below(under.writeMemo(name, value));
    },
    drafts: () => read(under.drafts()),
    settle: (viewing) => under.settle(viewing),
    async forget() {
      added = [];
      // Once more when it is known what of earlier writes came to memory.
      await Promise.all([clear(), turns.write(clear), under.forget()]);
    },
    async clear() {
      added = [];
      await Promise.all([clear(), turns.write(clear)]);
    }
  };
}
