import { utf8Length } from './batch.js';
import { createDrafts } from './drafts.js';
import { createKeepaliveBudget } from './keepalive-budget.js';
import type { Lane } from './lane.js';
import { createLaneWorker, type LaneWorker } from './lane-worker.js';
import type { LaneInput } from './lane-state.js';
import { createMemoryStore } from './memory-store.js';
import type { DeadLetter, Draft, Parcel, Ports } from './ports.js';
import type { DeliveryEvent, OutboxStatus } from './status.js';
import { CAPS, surplus, type Caps } from './surplus.js';

/** How hurried a flush is. */
export interface FlushOptions {
  /** Also where the destination asked to wait (`Retry-After`). Default: no. */
  readonly now?: boolean;
  /** One probe of each paused lane. Default: yes. */
  readonly probe?: boolean;
}

/** One for a page (or a server process). All methods are safe at any time; `revive` and `forget` reject when the storage fails. */
export interface Outbox {
  /** Makes a lane known, or replaces its definition; a paused one whose credentials changed tries again. */
  open(lane: Lane): void;
  /** Lets go of a lane in which nothing waits, until it is opened again. What it still does comes to its end. */
  retire(lane: string): void;
  /**
   * Commits, then sends when due. `urgent` ends the lane's linger. `draft`: what the same viewing would say if it ended
   * now. Resolves once committed.
   */
  put(parcels: readonly Parcel[], urgent?: boolean, draft?: Draft): Promise<void>;
  /** What was committed to the store without its help: says so, and sends it when due. */
  found(parcels: readonly Parcel[]): void;
  /** Holds a parcel that must not be sent in the dead letters. */
  hold(parcel: Parcel, reason: string): Promise<void>;
  /**
   * Sends what waits now; a paused lane makes one probe. Resolves when each lane is empty, waits for a retry, or had an
   * answer to its probe.
   */
  flush(options?: FlushOptions): Promise<void>;
  /** The page is going away: one keepalive request for each LRS lane and the head of each other, 60 kB together. */
  leave(): void;
  /** Looks after what other pages left behind. To be called when a page starts, and from time to time. */
  beat(): Promise<void>;
  status(): Promise<OutboxStatus>;
  dead(): Promise<readonly DeadLetter[]>;
  /** Sends dead letters again, as they are given here, at the end of their lanes. */
  revive(letters: readonly DeadLetter[]): Promise<void>;
  /** How much may wait. */
  limit(caps: Caps): void;
  /** Says how lanes whose id begins so are sent when what waits in them has been nobody's for a day. */
  adopt(prefix: string, heir: (lane: string) => Lane): void;
  /** Deletes all that waits or lies dead, of every page and viewer of the origin. What is on its way may still arrive. */
  forget(): Promise<void>;
  /** Returns the function that ends the listening. */
  listen(listener: (event: DeliveryEvent) => void): () => void;
  /** Stops timers. What waits stays in the store. */
  close(): void;
}

/** An owner who has not come back for so long may be long in coming. */
const DAY = 86_400_000;

/** So many ids are remembered: a page makes fewer, a server must not grow for ever. */
const REMEMBERED = 10_000;

export function createOutbox(ports: Ports): Outbox {
  const store = createMemoryStore(ports.store);
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
  let caps = CAPS;
  /** Bytes that may be added before it is looked again how much waits; below nothing it is due. */
  let unchecked = -1;
  let trimming = Promise.resolve();
  const heirs = new Map<string, (lane: string) => Lane>();
  /** Lanes in which something has waited for long. */
  let old: readonly string[] = [];

  const emit = (event: DeliveryEvent): void => {
    const { sent, refused } = count(event.lane);
    if (event.type === 'sent') counts.set(event.lane, { sent: sent + event.ids.length, refused });
    if (event.type === 'refused') counts.set(event.lane, { sent, refused: refused + 1 });
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
    eventOf: (lane: string, ids: readonly string[]) => DeliveryEvent
  ): void => {
    for (const lane of new Set(parcels.map(({ lane }) => lane)))
      emit(
        eventOf(
          lane,
          parcels.filter((parcel) => parcel.lane === lane).map(({ id }) => id)
        )
      );
  };

  /** To look costs more than to add, so it is done for every twentieth part of what may wait. */
  async function trim(): Promise<void> {
    // Letters first: one that is buried in between is found in neither place, and not in both.
    const letters = surplus(await store.dead(), { ...caps, bytes: caps.bytes / 10 }, ports.now());
    const all = await store.outlines();
    old = all.filter(({ at }) => ports.now() - at > DAY).map(({ lane }) => lane);
    const rows = surplus(all, caps, ports.now());
    if (!rows.length && !letters.length) return;
    await store.evict(rows, letters);
    emitEach([...rows, ...letters], (lane, ids) => ({ type: 'evicted', lane, ids }));
  }

  function weigh(parcels: readonly Parcel[]): void {
    for (const { body } of parcels) unchecked -= utf8Length(body);
    if (unchecked >= 0) return;
    unchecked = caps.bytes / 20;
    // One after the other, or two would tell of the same.
    trimming = trimming.then(trim).catch(() => undefined);
  }

  async function hold(parcel: Parcel, reason: string): Promise<void> {
    await store.hold(parcel, reason, ports.now());
    weigh([parcel]);
    emit({ type: 'refused', lane: parcel.lane, id: parcel.id, reason, held: true });
  }

  function told(parcels: readonly Parcel[], tell: (worker: LaneWorker, ids: readonly string[]) => void): void {
    const { durable } = store;
    emitEach(parcels, (lane, ids) => {
      const worker = workers.get(lane);
      if (worker) tell(worker, ids);
      return { type: 'stored', lane, ids, durable };
    });
    weigh(parcels);
  }

  const committed = (parcels: readonly Parcel[], urgent: boolean): void =>
    told(parcels, (worker, ids) => worker.tell({ type: 'committed', ids, urgent }));

  function open(lane: Lane): void {
    const { id } = lane;
    const worker = workers.get(id);
    if (worker) worker.tell({ type: 'defined', lane });
    else workers.set(id, createLaneWorker(id, lane, ports, store, budget, emit));
  }

  function inherit(): void {
    for (const lane of old)
      for (const [prefix, heir] of heirs) if (lane.startsWith(prefix) && !workers.has(lane)) open(heir(lane));
  }

  return {
    open,
    retire(lane) {
      workers.get(lane)?.tell({ type: 'closed' });
      workers.delete(lane);
    },
    async put(parcels, urgent = false, draft) {
      const fresh = parcels.filter(({ id }) => isNew(id));
      for (const parcel of parcels) if (!fresh.includes(parcel)) void hold(parcel, 'another record has its id');
      for (const parcel of fresh) workers.get(parcel.lane)?.tell({ type: 'captured', parcel, urgent });
      const noted = drafts.note(draft);
      if (!fresh.length && !noted) return;
      await store.add(fresh, noted);
      drafts.noted(noted);
      committed(fresh, urgent);
    },
    found: (parcels) => told(parcels, (worker, ids) => worker.tell({ type: 'found', count: ids.length })),
    hold,
    async flush({ now = false, probe = true } = {}) {
      toEach({ type: 'flushed', override: now, probe });
      await Promise.all([...workers.values()].map((worker) => worker.idle()));
    },
    leave() {
      workers.forEach((worker) => worker.tell({ type: 'leaving', room: budget.room }));
    },
    async beat() {
      try {
        committed(await drafts.settle(), true);
        inherit();
        toEach({ type: 'committed', ids: [], urgent: false });
      } catch {
        // The storage failed: the next beat may find it well.
      }
    },
    async status() {
      const lanes = [...workers].map(async ([lane, worker]) => ({
        lane,
        ...count(lane),
        ...(await worker.status())
      }));
      return { durable: store.durable, exclusive: ports.locks.exclusive, lanes: await Promise.all(lanes) };
    },
    dead: () => store.dead(),
    async revive(letters) {
      await store.revive(letters);
      committed(letters, true);
    },
    adopt: (prefix, heir) => void heirs.set(prefix, heir),
    limit(next) {
      caps = next;
      unchecked = Math.min(unchecked, caps.bytes / 20);
    },
    async forget() {
      toEach({ type: 'forgotten' });
      await store.forget();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      toEach({ type: 'closed' });
    }
  };
}
