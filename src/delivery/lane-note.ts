import type { LaneNote } from './ports.js';
import { SHORT_FRONT } from './policy.js';

/** The note of a lane of which there is nothing to say. */
export const FRESH: LaneNote = { attempt: 0, retryAt: 0 };

/** What stays in a note when nothing is waited for. */
export const calm = ({ attempt, retryAt, asked, reason, paused, refused, ...kept }: LaneNote): LaneNote =>
  Object.keys(kept).length ? { ...kept, ...FRESH } : FRESH;

/** Whether a note says why the lane waits. */
export const isCalm = ({ attempt, retryAt, paused }: LaneNote): boolean => !attempt && !retryAt && !paused;

/**
 * How many parcels the next probe of a paused lane may try, each alone and in order, until one is accepted. One where
 * the probe's number is odd. Else the largest power of two in that number (2, 4, 2, 8 ...), so that a probe reaches past
 * any number of refused parcels in time, and few requests are made on the average; a short front is passed at once.
 */
export function probeReach({ probes = 0, streak }: NonNullable<LaneNote['paused']>): number {
  const number = probes + 1;
  const power = number & -number;
  return power > 1 && streak < SHORT_FRONT ? Math.max(power, streak + 1) : power;
}
