import type { Outline, ParcelKind } from './ports.js';

/** How much may wait, over all lanes of the origin. */
export interface Caps {
  readonly bytes: number;
  /** Milliseconds. */
  readonly age: number;
}

export const CAPS: Caps = { bytes: 5_000_000, age: 30 * 86_400_000 };

/**
 * How a lane stands in this page, the first one first to let go: who is present must not pay for who never came back, nor a
 * destination that takes what it is sent for one that does not.
 */
export const STANDINGS = ['unserved', 'paused', 'failing', 'served'] as const;
export type Standing = (typeof STANDINGS)[number];

/** In the order in which they are let go of: what tells of progress is told again by the next, what completes is not. */
const KINDS: readonly ParcelKind[] = ['progress', 'interaction', 'completion'];

/** What must go, given oldest first: all that is too old, then by the standing of the lane, then by kind, then the oldest. */
export function surplus<T extends Pick<Outline, 'lane' | 'kind' | 'bytes'>>(
  outlines: readonly T[],
  bytes: number,
  isTooOld: (outline: T) => boolean,
  standingOf: (lane: string) => Standing
): readonly T[] {
  const gone: T[] = [];
  const kept: T[] = [];
  for (const each of outlines) (isTooOld(each) ? gone : kept).push(each);
  let over = kept.reduce((sum, each) => sum + each.bytes, -bytes);
  for (const standing of STANDINGS)
    for (const kind of KINDS)
      for (const each of kept) {
        if (over <= 0) return gone;
        if (each.kind !== kind || standingOf(each.lane) !== standing) continue;
        over -= each.bytes;
        gone.push(each);
      }
  return gone;
}
