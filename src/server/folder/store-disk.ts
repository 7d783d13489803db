import { deleteAltered, writeAltered } from './altered-file.js';
import { checkFolder, isCounted } from './check-folder.js';
import { withoutSum } from './checksum.js';
import { asideOf, tallyAfter, written, type Change } from './changes.js';
import { alteredOf, both, isWhole, lostOf, WHOLE, type Damage } from './damage.js';
import { closeLevel, createLevel, deleteLeftovers, openLevel, type Level } from './level.js';
import { explain, isFull } from './refusal.js';
import { LOG_BYTES, release, reserve } from './reserve.js';
import { ALL, DAMAGE, DAMAGED, range, type Range } from './store-keys.js';
import { openTallyFile, type TallyFile } from './tally-file.js';
import { EMPTY, type Tally } from './tally.js';

/** What one piece of work changes, and what is so once that is committed. */
export interface Plan<T> {
  readonly changes: readonly Change[];
  /** It must survive a power cut, too: the disk is waited for. */
  readonly sync?: boolean;
  /** It makes room, or tells what must not be done twice: a full disk has room for that. */
  readonly frees?: boolean;
  readonly committed: () => T;
}

/** What is not what was written is not given: it is set aside, and counted as damage. */
export interface StoreReader {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly getMany: (keys: readonly string[]) => Promise<readonly (string | undefined)[]>;
  /** Whatever is under these keys, damaged or not. */
  readonly has: (keys: readonly string[]) => Promise<readonly boolean[]>;
  readonly keys: (range: Range) => AsyncIterable<string>;
  readonly entries: (range: Range) => AsyncIterable<readonly [string, string]>;
}

/** Who keeps things in the folder. */
export interface DiskUser {
  /**
   * The folder is open, for the first time or anew: nothing of what was known before holds. Told each key but those of
   * marks, then called once more when all are told.
   */
  opened(): { readonly key: (key: string) => void; readonly end: (reader: StoreReader) => Promise<void> };
  /** Whether this is to be there. */
  expects(key: string): boolean;
  /** These were damaged, and are gone. */
  gone(keys: readonly string[]): void;
  /** All damage that is known. */
  damaged(damage: Damage): void;
}

/** The folder: changes are committed in the order in which they were asked for, those that wait together in one go. */
export interface StoreDisk extends StoreReader {
  /** `alone`: its plan depends on what those before it do. */
  change<T>(plan: () => Plan<T> | Promise<Plan<T>>, alone?: boolean): Promise<T>;
  damage(): Damage;
  /** Why the last change was not written; undefined: it was. */
  failure(): Error | undefined;
  readonly salt: string;
  /** What was found to be damaged so far is set aside. */
  tidied(): Promise<void>;
  /** Reads every entry, gives the damage, and forgets it: what is altered goes to a file. */
  repair(): Promise<{ readonly damage: Damage; readonly file?: string }>;
  /** What was deleted is not in the files any more. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

interface Work {
  readonly alone: boolean;
  readonly plan: () => Plan<unknown> | Promise<Plan<unknown>>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens LevelDB in a folder. Each value stands behind its checksum, and with each commit a tally of all keys is written. A
 * failed write leaves LevelDB's own log in doubt, so that it is closed and opened anew before anything else is written.
 * @throws Refusal
 */
export async function openDisk(directory: string, user: DiskUser): Promise<StoreDisk> {
  const db = createLevel(directory);
  const queue: Work[] = [];
  /** Keys of what was found to be damaged while it was read. */
  const suspects = new Set<string>();
  let running: Promise<void> | undefined;
  let tidying: Promise<void> = Promise.resolve();
  let tally: Tally = EMPTY;
  let tallyFile: TallyFile | undefined;
  let damage: Damage = WHOLE;
  let salt = '';
  let broken = true;
  let closed = false;
  /** Bytes that may come before it is looked again how much room is to be kept. */
  let unreserved = LOG_BYTES;
  /** A full disk needs what was kept free. */
  let released = false;

  /** The value, or a reason to look at it more closely. */
  function whole(key: string, written: string | undefined): string | undefined {
    const value = written === undefined ? undefined : withoutSum(key, written);
    if (value === undefined && (written !== undefined || user.expects(key))) suspect(key);
    return value;
  }
  function suspect(key: string): void {
    suspects.add(key);
    if (suspects.size === 1) tidying = tidy().catch(() => undefined);
  }

  const reader: StoreReader = {
    get: async (key) => whole(key, await find(db, key)),
    async getMany(keys) {
      const found = await db.getMany([...keys]);
      const values: (string | undefined)[] = [];
      for (const [i, key] of keys.entries()) values.push(whole(key, found[i] ?? (await find(db, key))));
      return values;
    },
    has: (keys) => db.hasMany([...keys]),
    keys: (range) => db.keys(range),
    async *entries(range) {
      for await (const [key, written] of db.iterator(range)) {
        if (!isCounted(key)) continue;
        const value = whole(key, written);
        if (value !== undefined) yield [key, value];
      }
    }
  };

  /** Sets aside what is damaged: it must neither be sent nor be found again and again. */
  function tidy(): Promise<void> {
    return change(async () => {
      const keys = [...suspects];
      suspects.clear();
      const changes: Change[] = [];
      const altered: string[] = [];
      const lost: string[] = [];
      for (const key of keys) {
        const written = await find(db, key);
        // It was deleted meanwhile, or it is whole after all.
        if (written === undefined ? !user.expects(key) : withoutSum(key, written) !== undefined) continue;
        if (written === undefined) lost.push(key);
        else altered.push(key);
        changes.push(...asideOf(key, written));
      }
      const all = both(both(damage, alteredOf(altered)), lostOf(lost));
      return {
        changes: changes.length ? [...changes, { type: 'put', key: DAMAGE, value: JSON.stringify(all) }] : [],
        sync: true,
        committed: () => {
          if (!changes.length) return;
          damage = all;
          user.gone([...altered, ...lost]);
          user.damaged(damage);
        }
      };
    }, true);
  }

  async function open(): Promise<void> {
    if (closed) throw new Error('it is closed');
    await closeLevel(db, directory);
    const opened = await openLevel(db, directory);
    released ||= opened.released;
    tallyFile ??= await openTallyFile(directory);
    const checked = await checkFolder(db, directory, tallyFile.says(), opened.rebuilt, user);
    ({ tally, damage, salt } = checked);
    tallyFile.write({ tally, salt });
    await checked.load(reader);
    if (checked.was === 'earlier') {
      // Keys of format 1 had names of people. LevelDB's manifest keeps some keys until the next opening.
      await wipe(db);
      await db.close();
      await db.open();
    }
    broken = false;
    if (!isWhole(damage)) user.damaged(damage);
  }

  /** Those that may go together, from the front. */
  function next(): readonly Work[] {
    const end = queue.findIndex(({ alone }, i) => alone || (i > 0 && queue[i - 1]?.alone));
    return queue.splice(0, end < 0 ? queue.length : Math.max(end, 1));
  }

  /** Nothing is taken for which there would be no room to open the folder again. */
  async function keepRoom(changes: readonly Change[], frees: boolean): Promise<void> {
    for (const change of changes) unreserved -= change.type === 'put' ? change.value.length : 0;
    if (unreserved >= 0 || frees || released) return;
    await reserve(directory);
    unreserved = LOG_BYTES;
  }

  async function commit(changes: readonly Change[], sync: boolean): Promise<void> {
    const counted = await tallyAfter(db, tally, changes);
    await db.batch(written(changes, counted), { sync }).catch((error: unknown) => {
      broken = true;
      throw error;
    });
    tally = counted;
    tallyFile?.write({ tally, salt });
  }

  async function perform(works: readonly Work[]): Promise<void> {
    if (broken) await open();
    const plans: Plan<unknown>[] = [];
    for (const { plan } of works) plans.push(await plan());
    const changes = plans.flatMap(({ changes }) => changes);
    const sync = plans.some(({ sync }) => sync);
    const frees = plans.every(({ frees }) => frees);
    try {
      await keepRoom(changes, frees);
      if (changes.length) await commit(changes, sync);
    } catch (error) {
      if (!isFull(error) || !frees || !(await release(directory))) throw error;
      released = true;
      return perform(works);
    }
    works.forEach(({ resolve }, i) => resolve(plans[i]?.committed()));
  }

  let failure: Error | undefined;

  async function run(): Promise<void> {
    for (let works = next(); works.length; works = next()) {
      try {
        await perform(works);
        failure = undefined;
      } catch (error) {
        const reason = (failure = explain(directory, error));
        works.forEach(({ reject }) => reject(reason));
      }
    }
    running = undefined;
  }

  function change<T>(plan: () => Plan<T> | Promise<Plan<T>>, alone = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The value comes from the plan of this very work.
      queue.push({ alone, plan, resolve: (value) => resolve(value as T), reject });
      running ??= run();
    });
  }

  /** What could not be written must not keep from reading. */
  async function ready(): Promise<void> {
    if (broken) await change(() => ({ changes: [], committed: () => undefined }));
  }
  async function* walk<T>(items: (range: Range) => AsyncIterable<T>, range: Range): AsyncGenerator<T> {
    await ready();
    yield* items(range);
  }

  async function repair(): Promise<{ readonly damage: Damage; readonly file?: string }> {
    await ready();
    // What is altered is found by reading it.
    const entries = reader.entries(ALL)[Symbol.asyncIterator]();
    while (!(await entries.next()).done);
    await tidying;
    const found = damage;
    const file = await change(async () => {
      const aside: (readonly [string, string])[] = [];
      for await (const entry of db.iterator(range(DAMAGED))) aside.push(entry);
      const path = aside.length ? await writeAltered(directory, aside) : undefined;
      const keys = [DAMAGE, ...aside.map(([key]) => key)];
      return {
        changes: keys.map((key) => ({ type: 'del', key })),
        sync: true,
        committed: () => {
          damage = WHOLE;
          return path;
        }
      };
    }, true);
    return { damage: found, ...(file !== undefined && { file }) };
  }

  async function shut(): Promise<void> {
    closed = true;
    await closeLevel(db, directory);
    await tallyFile?.close();
  }

  /** A disk that has no room for it may still be emptied. */
  async function keepFirstRoom(): Promise<void> {
    if (!released) await reserve(directory).catch(() => undefined);
  }

  try {
    await open();
    await keepFirstRoom();
  } catch (error) {
    await shut();
    throw explain(directory, error);
  }
  return {
    change,
    damage: () => damage,
    failure: () => failure,
    get salt() {
      return salt;
    },
    get: (key) => (broken ? ready().then(() => reader.get(key)) : reader.get(key)),
    getMany: (keys) => (broken ? ready().then(() => reader.getMany(keys)) : reader.getMany(keys)),
    has: (keys) => (broken ? ready().then(() => reader.has(keys)) : reader.has(keys)),
    keys: (range) => walk(reader.keys, range),
    entries: (range) => walk(reader.entries, range),
    tidied: () => tidying,
    repair,
    wipe: () =>
      change(async () => {
        await wipe(db);
        await deleteLeftovers(directory);
        await deleteAltered(directory);
        return { changes: [], committed: () => undefined };
      }, true),
    async close() {
      await running;
      await shut();
    }
  };
}

/** Under a key, whatever LevelDB's filters say, which may be damaged, too. */
async function find(db: Level, key: string): Promise<string | undefined> {
  const value = await db.get(key);
  if (value !== undefined || !(await db.hasMany([key]))[0]) return value;
  for await (const [, found] of db.iterator({ gte: key, lte: key })) return found;
  return undefined;
}

/**
 * Leaves nothing of what was deleted in the files. LevelDB keeps what a table overwrites as long as nothing is below that
 * table: the second round, with a key of either end, puts one there.
 */
async function wipe(db: Level): Promise<void> {
  const [first, last] = [ALL.gte || '\u0000', ALL.lt];
  for (let round = 0; round < 2; round++) {
    await db.batch([
      { type: 'del', key: first },
      { type: 'del', key: last }
    ]);
    await db.compactRange(first, last);
  }
}
