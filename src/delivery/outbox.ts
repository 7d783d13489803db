import { createAir } from './air.js';
import { createCourier, type Courier } from './courier.js';
import type { Lane } from './lane.js';
import { createMemoryStore } from './memory-store.js';
import type { DeadLetter, Parcel, Ports } from './ports.js';
import type { DeliveryEvent, OutboxStatus } from './status.js';

/** One for a page (or a server process). All methods are safe at any time and never throw. */
export interface Outbox {
  /** Makes a lane known, or replaces its definition; a paused one whose credentials changed tries again. */
  open(lane: Lane): void;
  /** Commits, then sends when due. `urgent` ends the lane's linger. Resolves once committed. */
  put(parcels: readonly Parcel[], urgent?: boolean): Promise<void>;
  /** Holds a parcel that must not be sent in the dead letters. */
  hold(parcel: Parcel, reason: string): Promise<void>;
  /** Sends what waits now. Resolves when each lane is empty, waits for a retry, or is paused. */
  flush(): Promise<void>;
  /** The page is going away: one keepalive request for each LRS lane and the head of each other, 60 kB together. */
  leave(): void;
  status(): Promise<OutboxStatus>;
  dead(): Promise<readonly DeadLetter[]>;
  /** Returns the function that ends the listening. */
  listen(listener: (event: DeliveryEvent) => void): () => void;
  /** Stops timers. What waits stays in the store. */
  close(): void;
}

export function createOutbox(ports: Ports): Outbox {
  const store = createMemoryStore(ports.store);
  const air = createAir(ports);
  const couriers = new Map<string, Courier>();
  const listeners = new Set<(event: DeliveryEvent) => void>();
  const counts = new Map<string, { sent: number; refused: number }>();
  const count = (lane: string): { sent: number; refused: number } => counts.get(lane) ?? { sent: 0, refused: 0 };

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

  return {
    open(lane) {
      const courier = couriers.get(lane.id) ?? createCourier(lane, ports, store, air, emit);
      couriers.set(lane.id, courier);
      courier.define(lane);
    },
    async put(parcels, urgent = false) {
      for (const parcel of parcels) couriers.get(parcel.lane)?.announce(parcel, urgent);
      await store.add(parcels);
      for (const { lane } of parcels) couriers.get(lane)?.kick(urgent);
    },
    async hold(parcel, reason) {
      await store.hold(parcel, reason, ports.now());
      emit({ type: 'refused', lane: parcel.lane, id: parcel.id, reason });
    },
    async flush() {
      await Promise.all([...couriers.values()].map((courier) => courier.flush()));
    },
    leave() {
      couriers.forEach((courier) => courier.leave());
    },
    async status() {
      const lanes = [...couriers].map(async ([lane, courier]) => ({
        lane,
        ...count(lane),
        ...(await courier.status())
      }));
      return { durable: store.durable, lanes: await Promise.all(lanes) };
    },
    dead: () => store.dead(),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      couriers.forEach((courier) => courier.close());
    }
  };
}
