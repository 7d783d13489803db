import type { LaneName } from '../../delivery/lane.js';
import type { StoredLane } from '../../delivery/ports.js';
import { placeOf } from '../collector/place-of.js';

/** Where what waits in a lane is to go, as far as that is known. */
export const nameOf = (key: string, record: LaneName | undefined): string => (record ? placeOf(record) : `lane ${key}`);

/** A lane with its key, for people who want to name it. @param noun of what waits there */
export function waitingLane({ key, record, waiting, oldest }: StoredLane, noun = ''): string {
  const since = oldest === undefined ? '' : `; the oldest is of ${new Date(oldest).toISOString()}`;
  return `${key}: ${waiting}${noun && ` ${noun}`} for ${nameOf(key, record)}${since}`;
}
