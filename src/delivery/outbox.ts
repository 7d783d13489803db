import type { Air } from './farewell.js';
import type { Lane } from './lane.js';
import type { DeadLetter, Parcel, Ports } from './ports.js';
import { createPump, type Pump } from './pump.js';
import { createSafeStore } from './safe-store.js';
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
  const store = createSafeStore(ports.store);
  const pumps = new Map<string, Pump>();
  const listeners = new Set<(event: DeliveryEvent) => void>();
  const air: Air = { bytes: 0 };
  const counts = new Map<string, { sent: number; refused: number }>();
  const count = (lane: string): { sent: number; refused: number } => {
    const found = counts.get(lane) ?? { sent: 0, refused: 0 };
    counts.set(lane, found);
    return found;
  };

  const emit = (event: DeliveryEvent): void => {
    if (event.type === 'sent') count(event.lane).sent += event.ids.length;
    if (event.type === 'refused') count(event.lane).refused++;
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
      const pump = pumps.get(lane.id) ?? createPump(lane, ports, store, air, emit);
      pumps.set(lane.id, pump);
      pump.define(lane);
    },
    async put(parcels, urgent = false) {
      for (const parcel of parcels) pumps.get(parcel.lane)?.announce(parcel, urgent);
      await store.add(parcels);
      for (const id of new Set(parcels.map(({ lane }) => lane))) pumps.get(id)?.kick(urgent);
    },
    async hold(parcel, reason) {
      await store.hold(parcel, reason, ports.now());
      emit({ type: 'refused', lane: parcel.lane, id: parcel.id, reason });
    },
    async flush() {
      await Promise.all([...pumps.values()].map((pump) => pump.flush()));
    },
    leave() {
      for (const pump of pumps.values()) pump.leave();
    },
    async status() {
      const lanes = [...pumps].map(async ([lane, pump]) => ({
        lane,
        ...count(lane),
        ...(await pump.status())
      }));
      return { durable: store.durable(), lanes: await Promise.all(lanes) };
    },
    dead: store.dead,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      for (const pump of pumps.values()) pump.close();
    }
  };
}
