import type { Moment } from './ideal-player.js';

/** A stretch that played without a jump, in ms of content. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly session: number;
}

/** What really happened, found slowly and obviously from the truth, and not from the events. */
export interface Truth {
  /** In order; scraps of scrubbing left out. */
  readonly stretches: readonly Stretch[];
  /** Milliseconds of content, each counted once if it was ever played. */
  readonly watched: number;
  /** Milliseconds that seeks to where the playhead is already may add. */
  readonly slack: number;
  /** Milestones that playing crossed, in the order of crossing: [session, percent]. */
  readonly milestones: readonly (readonly [session: number, percent: number])[];
}

const SCRUB_WAIT = 1000;
const SCRAP = 500;
const NOWHERE = 110;

/** @param marks percentages at which something is said when playing crosses them, 0 and 100 apart */
export function oracle(truth: readonly Moment[], duration: number, marks: readonly number[]): Truth {
  const stretches: Stretch[] = [];
  const milestones: [number, number][] = [];
  let session = 1;
  let from: number | undefined;
  let position = 0;
  /** When the last seek settled, as long as nothing else was said since. */
  let settledAt: number | undefined;
  let scrubs = false;
  /** Where a stretch behind a seek began, as long as the next seek may take it back: it crosses nothing yet. */
  let held: number | undefined;
  let slack = 0;

  const fire = (percent: number): void => {
    if (milestones.some(([s, p]) => s === session && p === percent)) return;
    milestones.push([session, percent]);
    settledAt = undefined;
  };
  const cross = (begin: number, end: number): void => {
    for (const percent of marks) {
      const at = (duration * percent) / 100;
      if (begin < at && at <= end) fire(percent);
    }
  };
  /** Nobody takes it back any more. */
  const release = (): void => {
    if (held !== undefined) cross(held, position);
    held = undefined;
  };
  const stop = (): void => {
    if (from !== undefined && position > from) stretches.push({ from, to: position, session });
    from = undefined;
  };

  fire(0);
  for (const moment of truth) {
    if (settledAt !== undefined && moment.at - settledAt > SCRUB_WAIT) release();
    switch (moment.how) {
      case 'played':
        from ??= position;
        // Left over from a seek that went nowhere backwards.
        if (moment.position <= position) continue;
        if (settledAt !== undefined && moment.at - settledAt <= SCRUB_WAIT && moment.position - from < SCRAP)
          held ??= position;
        else {
          release();
          cross(position, moment.position);
        }
        break;
      case 'spoke':
        release();
        settledAt = undefined;
        break;
      case 'rest':
        release();
        stop();
        settledAt = undefined;
        break;
      case 'seeking': {
        const goesOn = settledAt !== undefined && moment.at - settledAt <= SCRUB_WAIT;
        scrubs = goesOn && position - (from ?? position) < SCRAP;
        if (scrubs) from = held = undefined;
        release();
        break;
      }
      case 'sought':
        // A seek to where the playhead is already is none.
        if (!scrubs && Math.abs(moment.position - position) < NOWHERE) {
          slack += Math.abs(moment.position - position);
          continue;
        }
        stop();
        settledAt = moment.at;
        break;
      case 'ended':
        release();
        if (from !== undefined) fire(100);
        stop();
        settledAt = undefined;
        break;
      case 'replayed':
        session++;
        fire(0);
        settledAt = undefined;
        break;
      case 'start':
      case 'stalled':
        break;
    }
    position = moment.position;
  }
  stop();

  const cells = new Uint8Array(duration);
  for (const stretch of stretches) cells.fill(1, Math.round(stretch.from), Math.round(stretch.to));
  return { stretches, watched: cells.reduce((sum, cell) => sum + cell, 0), slack, milestones };
}
