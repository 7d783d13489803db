import type { Air } from './air.js';
import { fill } from './fill.js';
import type { Line } from './line.js';
import type { Parcel } from './ports.js';
import type { Sender } from './sender.js';
import { ship } from './ship.js';

/** What leaves with keepalive while the page goes away, and what became of it. */
export interface Flight {
  /** Something is on its way, or arrived and is still in the store: the same bytes need not be on their way twice. */
  readonly busy: boolean;
  /** Ids that arrived so, whose rows are still in the store. */
  landed(): readonly string[];
  /** Their rows are gone. */
  settle(ids: readonly string[]): void;
  /** One request with what fits into it of what is due, from the front. Resolves when it has ended; undefined: nothing to send. */
  leave(due: readonly Parcel[]): Promise<void> | undefined;
}

export function createFlight(line: Line, sender: Sender, air: Air): Flight {
  const aloft = new Set<string>();
  const taken = new Set<string>();

  async function fly(parcels: readonly Parcel[]): Promise<void> {
    try {
      // Nothing is awaited when a credential is at hand: a page on its way out may not come back from an await.
      const credential = line.held ?? (await sender.ask());
      // Anything but yes is left to the ordinary way, which sends the same bytes again.
      if (credential !== undefined && (await ship(line.lane, parcels, credential, air.send)).type === 'sent')
        for (const { id } of parcels) taken.add(id);
    } catch {
      // So is what the lane cannot seal.
    }
    for (const { id } of parcels) aloft.delete(id);
  }

  return {
    get busy() {
      return aloft.size + taken.size > 0;
    },
    landed: () => [...taken],
    settle: (ids) => ids.forEach((id) => taken.delete(id)),
    leave(due) {
      const parcels = fill(
        due.filter(({ id }) => !taken.has(id)),
        line.suspects ? 1 : line.lane.batch,
        air.room
      );
      // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
      if (parcels.every(({ id }) => aloft.has(id))) return undefined;
      const [first] = parcels;
      if (first) void sender.doubt(first.id);
      for (const { id } of parcels) aloft.add(id);
      return fly(parcels);
    }
  };
}
