import { createAir } from './air.js';
import { createCourier, type Courier } from './courier.js';
import { createDrafts } from './drafts.js';
import { utf8Length } from './fill.js';
import { placeKey, type Lane, type LaneName } from './lane.js';
import { createLaneRecords } from './lane-records.js';
import { createMemoryStore } from './memory-store.js';
import type { DeadLetter, Draft, Parcel, Ports } from './ports.js';
import type { DeliveryEvent, OutboxStatus, UnservedLane } from './status.js';
import { CAPS, surplus, type Caps } from './surplus.js';

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
  /** What was committed to the store without its help: says so, and sends it when due. */
  found(parcels: readonly Parcel[]): void;
  /** Holds a parcel that must not be sent in the dead letters. */
  hold(parcel: Parcel, reason: string): Promise<void>;
  /** Sends what waits now. Resolves when each lane is empty, waits for a retry, or is paused. */
  flush(): Promise<void>;
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
  /** Says how lanes of other owners to the same address are sent when what waits in them has been nobody's for a day. */
  adopt(heir: Lane): void;
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
  const air = createAir(ports);
  const drafts = createDrafts(store, ports.locks, ports.store.durable);
  const couriers = new Map<string, Courier>();
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
  const records = createLaneRecords(ports.salt);
  /** By address. */
  const heirs = new Map<string, Lane>();

  const emit = (event: DeliveryEvent): void => {
    const { key } = event.lane;
    const { sent, refused } = count(key);
    if (event.type === 'sent') counts.set(key, { sent: sent + event.ids.length, refused });
    if (event.type === 'refused') counts.set(key, { sent, refused: refused + 1 });
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        // Who listens badly must not stop delivery.
      }
    }
  };

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

  /** To look costs more than to add, so it is done for every twentieth part of what may wait. */
  async function trim(): Promise<void> {
    // Letters first: one that is buried in between is found in neither place, and not in both.
    const letters = surplus(await store.deadOutlines(), { ...caps, bytes: caps.bytes / 10 }, ports.now());
    const rows = surplus(await store.outlines(), caps, ports.now());
    if (!rows.length && !letters.length) return;
    emitEach(await store.evict(rows, letters), (lane, ids) => ({ type: 'evicted', lane, ids }));
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
    emit({ type: 'refused', lane: records.nameOf(parcel.lane), id: parcel.id, reason, held: true });
  }

  function told(parcels: readonly Parcel[], tell: (courier: Courier, ids: readonly string[]) => void): void {
    const { durable } = store;
    emitEach(parcels, (lane, ids) => {
      const courier = couriers.get(lane.key);
      if (courier) tell(courier, ids);
      return { type: 'stored', lane, ids, durable };
    });
    weigh(parcels);
  }

  const committed = (parcels: readonly Parcel[], urgent: boolean): void =>
    told(parcels, (courier, ids) => courier.kick(ids, urgent));

  function openAs(name: LaneName, lane: Lane): void {
    const courier = couriers.get(name.key) ?? createCourier(lane, name, ports, store, air, emit);
    couriers.set(name.key, courier);
    courier.define(lane);
  }

  async function inherit(): Promise<void> {
    const stored = await store.lanes();
    records.read(stored);
    for (const { key, record, oldest = Infinity } of stored) {
      const heir = record && heirs.get(record.place);
      if (heir && !couriers.has(key) && ports.now() - oldest > DAY) openAs(records.nameOf(key), heir);
    }
  }

  async function unserved(): Promise<readonly UnservedLane[]> {
    const stored = await store.lanes().catch(() => []);
    records.read(stored);
    const places = new Set(stored.flatMap(({ key, record }) => (record && couriers.has(key) ? record.place : [])));
    return stored.flatMap(({ key, record, waiting, oldest }) =>
      !waiting || couriers.has(key)
        ? []
        : {
            lane: records.nameOf(key),
            waiting,
            ...(oldest !== undefined && { oldest }),
            absent: !!record && places.has(record.place)
          }
    );
  }

  return {
    open(lane) {
      const { key } = records.learn(lane);
      openAs(records.nameOf(key), lane);
      return key;
    },
    retire(lane) {
      couriers.get(lane)?.close();
      couriers.delete(lane);
    },
    async put(parcels, urgent = false, draft) {
      const fresh = parcels.filter(({ id }) => isNew(id));
      for (const parcel of parcels) if (!fresh.includes(parcel)) void hold(parcel, 'another record has its id');
      for (const parcel of fresh) couriers.get(parcel.lane)?.announce(parcel, urgent);
      const noted = drafts.note(draft);
      if (!fresh.length && !noted) return;
      const lanes = records.of(fresh, noted);
      await store.add(fresh, { ...(noted && { draft: noted }), lanes });
      drafts.noted(noted);
      committed(fresh, urgent);
    },
    found: (parcels) => told(parcels, (courier, ids) => courier.found(ids.length)),
    hold,
    async flush() {
      await Promise.all([...couriers.values()].map((courier) => courier.flush()));
    },
    leave() {
      couriers.forEach((courier) => courier.leave());
    },
    async beat() {
      try {
        committed(await drafts.settle(), true);
        await inherit();
        couriers.forEach((courier) => courier.kick([], false));
      } catch {
        // The storage failed: the next beat may find it well.
      }
    },
    async status() {
      const lanes = [...couriers].map(async ([key, courier]) => ({
        lane: records.nameOf(key),
        ...count(key),
        ...(await courier.status())
      }));
      const { durable } = store;
      return { durable, exclusive: ports.locks.exclusive, lanes: await Promise.all(lanes), unserved: await unserved() };
    },
    dead: () => store.dead(),
    async revive(letters) {
      await store.revive(letters);
      committed(letters, true);
    },
    adopt: (heir) => void heirs.set(placeKey(ports.salt, heir.id), heir),
    limit(next) {
      caps = next;
      unchecked = Math.min(unchecked, caps.bytes / 20);
    },
    async forget() {
      couriers.forEach((courier) => courier.forget());
      await store.forget();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      couriers.forEach((courier) => courier.close());
    }
  };
}
