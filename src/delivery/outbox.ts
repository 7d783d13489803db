import type { Lane } from './lane.js';
import type { DeadLetter, Parcel } from './ports.js';

/** Where delivery stands, for people. */
export interface LaneStatus {
  readonly lane: string;
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  /** When the oldest waiting parcel was captured, milliseconds since 1970. */
  readonly oldest?: number;
  /** Why nothing is sent until something changes. */
  readonly paused?: string;
  /** When the next try is due, milliseconds since 1970. */
  readonly retryAt?: number;
}

export interface OutboxStatus {
  readonly durable: boolean;
  readonly lanes: readonly LaneStatus[];
}

/** What happens to parcels, as it happens. */
export type DeliveryEvent =
  | { readonly type: 'sent'; readonly lane: string; readonly ids: readonly string[] }
  | { readonly type: 'refused'; readonly lane: string; readonly id: string; readonly reason: string }
  | { readonly type: 'retry'; readonly lane: string; readonly reason: string; readonly retryAt: number }
  | { readonly type: 'paused'; readonly lane: string; readonly reason: string }
  | { readonly type: 'resumed'; readonly lane: string };

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
