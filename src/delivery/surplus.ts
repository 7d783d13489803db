import { utf8Length } from './batch.js';
import type { Outline, Parcel, ParcelKind } from './ports.js';

/** How much may wait, over all lanes of the origin. */
export interface Caps {
  readonly bytes: number;
  /** Milliseconds since the capture. */
  readonly age: number;
}

export const CAPS: Caps = { bytes: 5_000_000, age: 30 * 86_400_000 };

/** In the order in which they are let go of: what tells of progress is told again by the next, what completes is not. */
const ORDER: readonly ParcelKind[] = ['progress', 'interaction', 'completion'];

type Weighed = Parcel | Omit<Outline, 'key'>;

const weightOf = (each: Weighed): number => ('body' in each ? utf8Length(each.body) : each.bytes);

/** What must go, given oldest first: all that is too old, then by kind, and the oldest of a kind first. */
export function surplus<T extends Weighed>(parcels: readonly T[], { bytes, age }: Caps, now: number): readonly T[] {
  // A row whose time cannot be read is too old as well.
  const isFresh = ({ at }: T): boolean => now - at <= age;
  const gone = parcels.filter((each) => !isFresh(each));
  const kept = parcels.filter(isFresh);
  let over = kept.reduce((sum, each) => sum + weightOf(each), -bytes);
  for (const kind of ORDER) {
    for (const each of kept) {
      if (over <= 0) return gone;
      if (each.kind !== kind) continue;
      over -= weightOf(each);
      gone.push(each);
    }
  }
  return gone;
}
