import type { LaneRecord } from './lane.js';
import { UNTRIED } from './policy.js';
import type { StoredLane } from './ports.js';

/** What waits in a lane that nobody in this page has opened. */
export interface Unserved extends StoredLane {
  /** The page serves the same address for others: it waits for its own viewer, and all is well. */
  readonly absent: boolean;
}

/** Lanes in which something waits that nobody serves. `served`: the records of those that this page has open. */
export function unservedOf(
  stored: readonly StoredLane[],
  served: readonly LaneRecord[],
  isServed: (lane: string) => boolean
): readonly Unserved[] {
  const places = new Set(served.map(({ place }) => place));
  return stored.flatMap((lane) =>
    lane.waiting && !isServed(lane.key)
      ? { ...lane, absent: lane.record !== undefined && places.has(lane.record.place) }
      : []
  );
}

/** Lanes of this page that are of the same site as such a lane, and name people by the same rule: it concerns them. */
export const relatedTo = ({ record }: Unserved, served: readonly LaneRecord[]): readonly LaneRecord[] =>
  served.filter(({ destination, scope }) => scope && destination === record?.destination && scope === record.scope);

/**
 * Where what waits in such a lane belongs when its address was mistyped, and has been corrected since: it never once answered
 * as such a destination, and one lane of this page is of the same owner, speaks of the same site and names people by the same
 * rule. None where more than one could be meant. An address that was not tried yet, since its page went at once, may be right:
 * its lane keeps what waits until it has been there for a while.
 */
export function correctedTo(lane: Unserved, served: readonly LaneRecord[], now: number): LaneRecord | undefined {
  const { note, absent, oldest = now } = lane;
  const isWrong = !note?.answered && (note?.paused || note?.attempt || now - oldest > UNTRIED);
  if (!isWrong || absent) return undefined;
  const [only, ...others] = relatedTo(lane, served).filter(({ owner }) => owner === lane.record?.owner);
  return others.length ? undefined : only;
}
