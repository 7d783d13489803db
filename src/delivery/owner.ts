import type { Inside, Outbox } from './outbox.js';
import type { Parcel } from './ports.js';

/** What the owner of a store does with its lanes, beyond what a sender does. */
export interface Owner {
  /** What was committed to the store without its help: says so, and sends it when due. */
  found(parcels: readonly Parcel[]): void;
  /**
   * Moves what waits in a lane that is not open to one that is. Resolves with how many that are.
   * @throws Error when the second one is not open
   */
  move(from: string, to: string): Promise<number>;
  /** Deletes what waits in a lane. Resolves with how many that were. */
  discard(lane: string): Promise<number>;
  /** No lane that is open begins another request. What is on its way comes to its end. */
  halt(): void;
}

export type OwnedOutbox = Outbox & Owner;

/** For `createOutbox`. */
export const owner = (inside: Inside): Owner => ({
  found: (parcels) => inside.told(parcels, (worker, ids) => worker.tell({ type: 'found', count: ids.length })),
  async move(from, to) {
    const record = inside.recordOf(to);
    if (!record) throw new Error('The lane to move to is not open.');
    return inside.move(from, record);
  },
  discard(lane) {
    inside.workers.get(lane)?.tell({ type: 'forgotten' });
    return inside.store.discard(lane);
  },
  halt: () => inside.workers.forEach((worker) => worker.tell({ type: 'closed' }))
});
