import type { Wake } from '../delivery/ports.js';

/** Takes the schema one version further. Migrations that were published are never changed, only followed by others. */
export type Migration = (db: IDBDatabase, transaction: IDBTransaction) => void;

/** Where the database is and how it is made. */
export interface DatabaseOptions {
  /** May throw, as a browser does that blocks storage. */
  readonly factory: () => IDBFactory;
  readonly name: string;
  /** One a version. */
  readonly migrations: readonly Migration[];
  readonly wake: Wake;
  /** What has to end before the database may be upgraded; gives what to call when it is open. Undefined: nothing. */
  readonly gate?: () => (() => Promise<() => void>) | undefined;
}

/** What a transaction does: issues its requests, and returns what to answer once they are committed. */
export type Work<T> = (store: (name: string) => IDBObjectStore) => () => T;

/**
 * Rejects when the transaction does not complete. The work is done at once while the database is open, else as soon as
 * it is, in the order of the calls; and once more should the connection turn out to be dead. `more`: requests follow
 * from the answers of others.
 */
export type Run = <T>(mode: IDBTransactionMode, stores: readonly string[], work: Work<T>, more?: boolean) => Promise<T>;

/** Opening may hang: another page holds an older version open, or the engine's storage is stuck. */
const PATIENCE = 3000;

/** Until a database that failed to open is tried again. */
const REST = 30_000;

/** Browsers close connections on their own: site data was cleared, or the storage process died (phones do that). */
const isDead = (error: unknown): boolean =>
  error instanceof DOMException && /^(InvalidState|Abort|Unknown)Error$/.test(error.name);

function transact<T>(
  db: IDBDatabase,
  mode: IDBTransactionMode,
  stores: readonly string[],
  work: Work<T>,
  more: boolean
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(stores, mode);
    // Success of a request says nothing: there may be no room for it at the commit.
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
    try {
      const result = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(result());
      // A page on its way out does not come back to let the transaction end by itself.
      if (!more) (transaction as Partial<IDBTransaction>).commit?.();
    } catch (error) {
      transaction.abort();
      throw error;
    }
  });
}

/** Opens when it is first needed, and again when the connection was lost. */
export function createDatabase({ factory, name, migrations, wake, gate }: DatabaseOptions): Run {
  let open: IDBDatabase | undefined;
  let opening: Promise<IDBDatabase> | undefined;

  function forget(db: IDBDatabase): void {
    db.close();
    if (open === db) open = opening = undefined;
  }

  function connect(): Promise<IDBDatabase> {
    if (opening) return opening;
    const wait = gate?.();
    const attempt = new Promise<IDBDatabase>((resolve, reject) => {
      const cancel = wake(PATIENCE, () => reject(new Error('the storage does not answer')));
      const begin = (opened: () => void): void => {
        const request = factory().open(name, migrations.length);
        request.onupgradeneeded = ({ oldVersion }) => {
          const { result, transaction } = request;
          if (transaction) for (const migrate of migrations.slice(oldVersion)) migrate(result, transaction);
        };
        request.onerror = () => {
          opened();
          cancel();
          reject(request.error ?? new Error('the storage does not open'));
        };
        request.onsuccess = () => {
          opened();
          cancel();
          const db = request.result;
          // Too late: another attempt is under way, and who waits for that comes first.
          if (opening !== attempt) return db.close();
          open = db;
          // Who asks for another version, or for deletion, waits for all connections to be closed.
          db.onversionchange = db.onclose = () => forget(db);
          resolve(db);
        };
      };
      if (wait) wait().then(begin).catch(reject);
      else begin(() => undefined);
    });
    attempt.catch(() =>
      wake(REST, () => {
        if (opening === attempt) opening = undefined;
      })
    );
    return (opening = attempt);
  }

  return (mode, stores, work, more = false) => {
    const begin = (db: IDBDatabase) => transact(db, mode, stores, work, more);
    const now = () => (open ? begin(open) : connect().then(begin));
    const used = open;
    return now().catch((error: unknown) => {
      if (!used || !isDead(error)) throw error;
      forget(used);
      return now();
    });
  };
}
