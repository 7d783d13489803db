import { ClassicLevel } from 'classic-level';
import { makeFolder } from './make-folder.js';

export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** What one piece of work changes, and what is so once that is committed. */
export interface Plan<T> {
  readonly changes: readonly Change[];
  /** It must survive a power cut, too: the disk is waited for. */
  readonly sync?: boolean;
  readonly committed: () => T;
}

export interface Range {
  readonly gte: string;
  readonly lt: string;
}

export interface StoreReader {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly getMany: (keys: readonly string[]) => Promise<readonly (string | undefined)[]>;
  readonly keys: (range: Range) => AsyncIterable<string>;
  readonly entries: (range: Range) => AsyncIterable<readonly [string, string]>;
}

/** The folder: changes are committed in the order in which they were asked for, those that wait together in one go. */
export interface StoreDisk extends StoreReader {
  /** `alone`: its plan depends on what those before it do. */
  change<T>(plan: () => Plan<T> | Promise<Plan<T>>, alone?: boolean): Promise<T>;
  close(): Promise<void>;
}

interface Work {
  readonly alone: boolean;
  readonly plan: () => Plan<unknown> | Promise<Plan<unknown>>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The innermost words: what the system said. */
function causeOf(error: unknown): { readonly code: string; readonly words: string } {
  const { code = '', cause, message } = error as { readonly code?: string; readonly cause?: unknown; message?: string };
  return cause === undefined ? { code, words: message ?? String(error) } : causeOf(cause);
}

/** Says of a failure which folder it is about and what can be done. */
export function explain(directory: string, error: unknown): Error {
  const { code, words } = causeOf(error);
  if (code === 'LEVEL_LOCKED')
    return new Error(
      `The outbox ${directory} is in use by another process. One at a time: end the other one, or name another folder.`
    );
  const remedy = /no space|too large|quota/i.test(words)
    ? 'Make room on that disk, then go on: what was accepted before is kept'
    : /denied|permitted|read-only/i.test(words)
      ? 'Give this user leave to write there, or name another folder'
      : code === 'LEVEL_CORRUPTION'
        ? 'Its files are damaged: put back a copy, or move the folder away and begin with an empty one'
        : 'Look after that disk, or name another folder; what was accepted before is kept';
  return new Error(`The outbox ${directory} cannot be used (${words}). ${remedy}.`);
}

/**
 * Opens LevelDB in a folder. A failed write leaves LevelDB's own log in doubt, so that it is closed and opened anew before
 * anything else is written.
 * @param opened told each time that it is open, before anybody else reads or writes
 */
export async function openDisk(directory: string, opened: (reader: StoreReader) => Promise<void>): Promise<StoreDisk> {
  const db = new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  const queue: Work[] = [];
  let running: Promise<void> | undefined;
  const reader: StoreReader = {
    get: (key) => db.get(key),
    getMany: (keys) => db.getMany([...keys]),
    keys: (range) => db.keys(range),
    entries: (range) => db.iterator(range)
  };
  let broken = true;
  let closed = false;

  async function repair(): Promise<void> {
    if (closed) throw new Error('it is closed');
    await db.close();
    await makeFolder(directory);
    await db.open();
    await opened(reader);
    broken = false;
  }

  /** Those that may go together, from the front. */
  function next(): readonly Work[] {
    const end = queue.findIndex(({ alone }, i) => alone || (i > 0 && queue[i - 1]?.alone));
    return queue.splice(0, end < 0 ? queue.length : Math.max(end, 1));
  }

  async function run(): Promise<void> {
    for (let works = next(); works.length; works = next()) {
      try {
        if (broken) await repair();
        const plans: Plan<unknown>[] = [];
        for (const { plan } of works) plans.push(await plan());
        const changes = plans.flatMap(({ changes }) => changes);
        if (changes.length)
          await db.batch([...changes], { sync: plans.some(({ sync }) => sync) }).catch((error: unknown) => {
            broken = true;
            throw error;
          });
        works.forEach(({ resolve }, i) => resolve(plans[i]?.committed()));
      } catch (error) {
        const reason = explain(directory, error);
        works.forEach(({ reject }) => reject(reason));
      }
    }
    running = undefined;
  }

  const change = <T>(plan: () => Plan<T> | Promise<Plan<T>>, alone = false): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      // The value comes from the plan of this very work.
      queue.push({ alone, plan, resolve: (value) => resolve(value as T), reject });
      running ??= run();
    });

  /** What could not be written must not keep from reading. */
  async function whole(): Promise<void> {
    if (broken) await change(() => ({ changes: [], committed: () => undefined }));
  }
  async function* walk<T>(items: (range: Range) => AsyncIterable<T>, range: Range): AsyncGenerator<T> {
    await whole();
    yield* items(range);
  }

  const disk: StoreDisk = {
    change,
    get: (key) => (broken ? whole().then(() => reader.get(key)) : reader.get(key)),
    getMany: (keys) => (broken ? whole().then(() => reader.getMany(keys)) : reader.getMany(keys)),
    keys: (range) => walk(reader.keys, range),
    entries: (range) => walk(reader.entries, range),
    async close() {
      await running;
      closed = true;
      await db.close();
    }
  };

  try {
    await repair();
  } catch (error) {
    await db.close();
    throw explain(directory, error);
  }
  return disk;
}
