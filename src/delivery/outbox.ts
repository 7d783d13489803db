import { utf8Length } from './batch.js';
import { createDrafts } from './drafts.js';
import type { Caps } from './eviction.js';
import { createKeepaliveBudget } from './keepalive-budget.js';
import { placeKey, type Lane, type LaneName, type LaneRecord } from './lane.js';
import { createLaneRecords } from './lane-records.js';
import type { LaneInput } from './lane-state.js';
import { createLaneWorker, type LaneWorker } from './lane-worker.js';
import { createMemoryStore, type MemoryStore } from './memory-store.js';
import type { DeadLetter, Draft, Parcel, Ports } from './ports.js';
import type { DeliveryEvent, OutboxStatus } from './status.js';
import { createTrimmer } from './trimmer.js';
import { correctedTo, relatedTo, unservedOf, type Unserved } from './unserved.js';

/** How hurried a flush is. */
export interface FlushOptions {
  /** Also where the destination asked to wait (`Retry-After`). Default: no. */
  readonly now?: boolean;
  /** One probe of each paused lane. Default: yes. */
  readonly probe?: boolean;
}

/** One for a page (or a server process). All methods are safe at any time; `revive` and `forget` reject when the storage fails. */
export interface Outbox {
  /**
   * Makes a lane known, or replaces its definition; a paused one whose credentials changed tries again. Gives its key, which
   * parcels for it carry.
   */
  open(lane: Lane): string;
  /** Lets go of a lane in which nothing waits, until it is opened again. What it still does comes to its end. */
  retire(lane: string): void;
  /**
   * Commits, then sends when due. `urgent` ends the lane's linger. `draft`: what the same viewing would say if it ended
   * now. Resolves once committed.
   */
  put(parcels: readonly Parcel[], urgent?: boolean, draft?: Draft): Promise<void>;
  /** Holds a parcel that must not be sent in the dead letters. */
  hold(parcel: Parcel, reason: string): Promise<void>;
  /**
   * Sends what waits now; a paused lane makes one probe. Resolves when each lane is empty, waits for a retry, or had an
   * answer to its probe.
   */
  flush(options?: FlushOptions): Promise<void>;
  /**
   * The page is going out of sight, or away (`gone`): one keepalive request for each LRS lane and the head of each other, 60 kB
   * together.
   */
  leave(gone?: boolean): void;
  /** The page is back from the back/forward cache. */
  back(): void;
  /** Looks after what other pages left behind. To be called when a page starts, and from time to time. */
  beat(): Promise<void>;
  status(): Promise<OutboxStatus>;
  dead(): Promise<readonly DeadLetter[]>;
  /** Sends dead letters again, as they are given here, at the end of their lanes. */
  revive(letters: readonly DeadLetter[]): Promise<void>;
  /** The settings are there, and this is how much may wait. `undefined`: they say nothing of it. */
  limit(caps: Caps | undefined): void;
  /** Says how lanes of other owners to the same address are sent when what waits in them has been nobody's for a day. */
  adopt(fallback: Lane): void;
  /** Deletes all that waits or lies dead, of every page and viewer of the origin. What is on its way may still arrive. */
  forget(): Promise<void>;
  /** Returns the function that ends the listening. */
  listen(listener: (event: DeliveryEvent) => void): () => void;
  /** Resolves when what is too much has been let go of. */
  trimmed(): Promise<unknown>;
  /** Stops timers. What waits stays in the store. */
  close(): void;
}

/** What the parts of an outbox have in common. */
export interface Inside {
  readonly store: MemoryStore;
  /** Of the lanes that are open. */
  readonly workers: ReadonlyMap<string, LaneWorker>;
  /** Says of each lane what was committed to it, and tells its worker. */
  told(parcels: readonly Parcel[], tell: (worker: LaneWorker, ids: readonly string[]) => void): void;
  /** Moves all that waits in a lane to one that is open. Resolves with how many that are. */
  move(from: string, to: LaneRecord): Promise<number>;
  /** Of an open lane. */
  recordOf(lane: string): LaneRecord | undefined;
}

/** An owner who has not come back for so long may be long in coming. */
const DAY = 86_400_000;

/** Milliseconds from the first settings of a page until it is clear what it serves: others may bring theirs. */
const MOMENT = 5000;

/** What is told to other pages when everything is deleted. */
const FORGOTTEN = 'forgotten';

/** So many ids are remembered: a page makes fewer, a server must not grow for ever. */
const REMEMBERED = 10_000;

/** `more`: what is done beside that. Only servers do it, and pages need not load it. */
export function createOutbox(ports: Ports): Outbox;
export function createOutbox<T extends object>(ports: Ports, more: (inside: Inside) => T): Outbox & T;
export function createOutbox(ports: Ports, more?: (inside: Inside) => object): Outbox {
  const records = createLaneRecords(ports.salt);
  const store = createMemoryStore(ports.store, records.among);
  const budget = createKeepaliveBudget(ports);
  const drafts = createDrafts(store, ports.locks, ports.store.durable);
  const workers = new Map<string, LaneWorker>();
  const listeners = new Set<(event: DeliveryEvent) => void>();
  const counts = new Map<string, { sent: number; refused: number }>();
  const count = (lane: string): { sent: number; refused: number } => counts.get(lane) ?? { sent: 0, refused: 0 };
  /** Ids that this page put in: two records under one id would be one of them lost. */
  const known = new Set<string>();
  const isNew = (id: string): boolean => {
    if (known.has(id)) return false;
    known.add(id);
    const [oldest = ''] = known;
    if (known.size > REMEMBERED) known.delete(oldest);
    return true;
  };
  /** The settings are there. */
  let isReady = false;
  let cancelLook = (): void => undefined;
  /** Lanes that nobody serves, of which has been told. */
  const lamented = new Set<string>();
  /** By address. */
  const fallbacks = new Map<string, Lane>();

  const emit = (event: DeliveryEvent): void => {
    const { key } = event.lane;
    const { sent, refused } = count(key);
    // The last answer of a lane may come when it was let go of.
    if (workers.has(key)) {
      if (event.type === 'sent') counts.set(key, { sent: sent + event.ids.length, refused });
      if (event.type === 'refused') counts.set(key, { sent, refused: refused + 1 });
    }
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        // Who listens badly must not stop delivery.
      }
    }
  };

  const toEach = (event: LaneInput): void => workers.forEach((worker) => worker.tell(event));

  /** Tells of each lane's ids together. */
  const emitEach = (
    parcels: readonly Pick<Parcel, 'id' | 'lane'>[],
    eventOf: (lane: LaneName, ids: readonly string[]) => DeliveryEvent
  ): void => {
    for (const key of new Set(parcels.map(({ lane }) => lane)))
      emit(
        eventOf(
          records.nameOf(key),
          parcels.filter((parcel) => parcel.lane === key).map(({ id }) => id)
        )
      );
  };

  const trimmer = createTrimmer(ports, {
    store,
    isServed: (lane) => workers.has(lane),
    isUnderWay: (lane, key) => !!workers.get(lane)?.isUnderWay(key),
    evicted: (gone) => emitEach(gone, (lane, ids) => ({ type: 'evicted', lane, ids }))
  });
  const weigh = (parcels: readonly Parcel[]): void =>
    trimmer.added(parcels.reduce((sum, { body }) => sum + utf8Length(body), 0));

  async function hold(parcel: Parcel, reason: string): Promise<void> {
    await store.hold(parcel, reason, ports.now());
    weigh([parcel]);
    emit({ type: 'refused', lane: records.nameOf(parcel.lane), id: parcel.id, reason, held: true });
  }

  function told(parcels: readonly Parcel[], tell: (worker: LaneWorker, ids: readonly string[]) => void): void {
    const { durable } = store;
    emitEach(parcels, (lane, ids) => {
      const worker = workers.get(lane.key);
      if (worker) tell(worker, ids);
      return { type: 'stored', lane, ids, durable };
    });
    weigh(parcels);
  }

  const committed = (parcels: readonly Parcel[], urgent: boolean): void =>
    told(parcels, (worker, ids) => worker.tell({ type: 'committed', ids, urgent }));

  function openAs(name: LaneName, lane: Lane): void {
    const worker = workers.get(name.key);
    if (worker) worker.tell({ type: 'defined', lane });
    else workers.set(name.key, createLaneWorker(name, lane, ports, store, budget, emit));
  }

  const served = (): readonly LaneRecord[] => records.among(workers.keys());

  /** What this page's own lanes have not to do with; undefined: the storage cannot be read. */
  async function unserved(): Promise<readonly Unserved[]> {
    const stored = await store.lanes();
    records.read(stored);
    return unservedOf(stored, served(), (lane) => workers.has(lane));
  }

  async function move(from: string, to: LaneRecord): Promise<number> {
    const count = await store.move(from, to);
    lamented.delete(from);
    emit({ type: 'moved', from: records.nameOf(from), lane: records.nameOf(to.key), count });
    workers.get(to.key)?.tell({ type: 'committed', ids: [], urgent: false });
    return count;
  }

  /** Looks after lanes that nobody serves: who has to be told of them, and what can be done for them. */
  async function lookAfter(lane: Unserved): Promise<void> {
    const { key, record, oldest = Infinity, waiting } = lane;
    const fallback = record && fallbacks.get(record.place);
    if (fallback && ports.now() - oldest > DAY) return openAs(records.nameOf(key), fallback);
    // Before the settings are there, nobody is served yet.
    if (!isReady) return;
    const to = correctedTo(lane, served(), ports.now());
    if (to) await move(key, to);
    else if (!lane.absent && !lamented.has(key) && relatedTo(lane, served()).length) {
      lamented.add(key);
      emit({ type: 'unserved', lane: records.nameOf(key), waiting });
    }
  }

  async function beat(): Promise<void> {
    try {
      await store.writeBack();
      committed(await drafts.settle(), true);
      toEach({ type: 'committed', ids: [], urgent: false });
      for (const lane of await unserved()) await lookAfter(lane);
      trimmer.beat();
    } catch {
      // The storage failed: the next beat may find it well.
    }
  }

  /** All that was known of what waited is void. */
  function forgotten(): void {
    toEach({ type: 'forgotten' });
    ports.unanswered?.remove();
    ports.hangUp?.();
    trimmer.forget();
    lamented.clear();
  }

  const tellForgotten = (): void => workers.forEach((_, key) => emit({ type: 'forgotten', lane: records.nameOf(key) }));

  ports.broadcast?.listen((message) => {
    if (message !== FORGOTTEN) return;
    forgotten();
    void store.clear();
    tellForgotten();
  });

  return {
    open(lane) {
      const { key } = records.learn(lane);
      openAs(records.nameOf(key), lane);
      return key;
    },
    retire(lane) {
      workers.get(lane)?.tell({ type: 'closed' });
      workers.delete(lane);
      counts.delete(lane);
    },
    async put(parcels, urgent = false, draft) {
      const fresh = parcels.filter(({ id }) => isNew(id));
      for (const parcel of parcels) if (!fresh.includes(parcel)) void hold(parcel, 'another record has its id');
      for (const parcel of fresh) workers.get(parcel.lane)?.tell({ type: 'captured', parcel, urgent });
      const noted = drafts.note(draft);
      if (!fresh.length && !noted) return;
      await store.add(fresh, { draft: noted });
      drafts.noted(noted);
      committed(fresh, urgent);
    },
    hold,
    async flush({ now = false, probe = true } = {}) {
      toEach({ type: 'flushed', override: now, probe });
      await Promise.all([...workers.values()].map((worker) => worker.idle()));
    },
    leave(gone = false) {
      if (gone) store.hurry();
      workers.forEach((worker) => worker.tell({ type: 'leaving', room: budget.room, gone }));
    },
    back: () => toEach({ type: 'returned' }),
    beat,
    async status() {
      const lanes = [...workers].map(async ([key, worker]) => ({
        lane: records.nameOf(key),
        ...count(key),
        ...(await worker.status())
      }));
      const { durable } = store;
      const others = await unserved().catch(() => []);
      return {
        durable,
        exclusive: ports.locks.exclusive,
        lanes: await Promise.all(lanes),
        unserved: others.map(({ key, waiting, oldest, absent }) => ({
          lane: records.nameOf(key),
          waiting,
          ...(oldest !== undefined && { oldest }),
          absent
        }))
      };
    },
    dead: () => store.dead(),
    async revive(letters) {
      await store.revive(letters);
      committed(letters, true);
    },
    adopt: (fallback) => void fallbacks.set(placeKey(ports.salt, fallback.id), fallback),
    limit(caps) {
      if (!isReady) cancelLook = ports.wake(MOMENT, () => void beat());
      isReady = true;
      trimmer.limit(caps);
    },
    async forget() {
      forgotten();
      ports.broadcast?.post(FORGOTTEN);
      await store.forget();
      tellForgotten();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    trimmed: () => trimmer.idle(),
    close() {
      cancelLook();
      trimmer.close();
      toEach({ type: 'closed' });
    },
    ...more?.({
      store,
      workers,
      told,
      move,
      recordOf: (lane) => (workers.has(lane) ? records.among([lane])[0] : undefined)
    })
  };
}
