import { arrayLength, fill } from './batch.js';
import { FAILURES_ALONE, MOST_BYTES } from './policy.js';
import type { Row } from './ports.js';
import type { Verdict } from './verdict.js';

/** What is known of the parcels at the front of a lane, from one round to the next. */
export interface Bisect {
  /** At least one of so many at the front is at fault. 0: nothing is known against any. */
  readonly size: number;
  /** Bytes of one request at most, since a larger one was too large. */
  readonly most: number;
  /** How often the first parcel broke the destination, alone. */
  readonly failures: number;
  /** How many were refused one after the other, with none accepted in between. */
  readonly streak: number;
}

export const UNKNOWN: Bisect = { size: 0, most: MOST_BYTES, failures: 0, streak: 0 };

/** A parcel that was refused alone. */
export interface Rejected {
  readonly row: Row;
  readonly reason: string;
  /** The answer was no refusal of a parcel: it looks as if the lane had to pause. */
  readonly unsure?: 'credential' | 'pause' | 'retry';
}

/** Delivers the rows that were read, and where they are refused, finds those at fault. */
export interface Round {
  readonly rows: readonly Row[];
  /** Those that have no verdict yet. */
  readonly rest: readonly Row[];
  /** Not buried yet, because the fault may still turn out to be the destination's. */
  readonly rejected: readonly Rejected[];
  /** Something was accepted in this round: parcels that were refused alone are at fault themselves. */
  readonly proven: boolean;
  /** A batch was refused, so that the next round begins anew, or the first ones would be judged alone. */
  readonly narrowed: boolean;
  /** A probe of a paused lane that goes on, one by one, until something is accepted. */
  readonly sweep: boolean;
  /** It broke the destination again and again. Does the one behind it pass? Then it is tried once more. */
  readonly accused?: { readonly rows: readonly Row[]; readonly behind?: readonly Row[] };
}

const some = (rows: readonly Row[], { size, most }: Bisect, batch: number): readonly Row[] =>
  fill(rows, size ? Math.ceil(size / 2) : batch, most);

/** As many of these rows as make one batch, or all of them, one by one. */
export const beginRound = (rows: readonly Row[], sweep: boolean, bisect: Bisect, batch: number): Round => ({
  rows,
  rest: sweep ? rows : some(rows, bisect, batch),
  rejected: [],
  proven: false,
  narrowed: false,
  sweep
});

/** The rows of the next request; none: the round is over. */
export function nextBatch(bisect: Bisect, { rest, sweep, accused }: Round, batch: number): readonly Row[] {
  if (accused) return accused.behind ?? accused.rows;
  return sweep ? rest.slice(0, 1) : some(rest, bisect, batch);
}

/** What follows from the answer to one request. */
export interface Judgement {
  readonly bisect: Bisect;
  readonly round: Round;
  readonly sent?: readonly Row[];
  readonly bury?: readonly Rejected[];
  /** `on`: with the rest of the round. `read`: with a new round. `wait`: until a retry. */
  readonly next: 'on' | 'read' | 'wait';
}

export function judge(bisect: Bisect, round: Round, batch: readonly Row[], verdict: Verdict): Judgement {
  const { type, reason } = verdict;
  const count = batch.length;
  const suspect = type === 'retry' && verdict.suspect;
  const sent = type === 'sent' ? { sent: batch } : undefined;
  const { accused, ...plain } = round;

  if (accused) {
    const after = { bisect, round: plain, ...sent };
    if (accused.behind) {
      if (sent) return { ...after, round: { ...plain, accused: { rows: accused.rows } }, next: 'on' };
    } else if (suspect)
      return { ...after, bury: batch.map((row) => ({ row, reason: `others pass, ${reason}` })), next: 'read' };
    return { ...after, next: type === 'retry' ? 'wait' : 'read' };
  }

  const rest = round.rest.slice(count);
  switch (type) {
    case 'halve':
      return {
        bisect: verdict.by === 'bytes' ? { ...bisect, most: arrayLength(batch) / 2 } : { ...bisect, size: count },
        round: { ...round, narrowed: true },
        next: 'on'
      };
    case 'sent': {
      // Those that may have met a fault of the destination are tried once more.
      const again = round.rejected.filter(({ unsure }) => unsure).map(({ row }) => row);
      return {
        bisect: { ...bisect, failures: 0, streak: 0, size: Math.max(0, bisect.size - count) },
        round: { ...round, proven: true, rejected: [], rest: [...again, ...rest] },
        sent: batch,
        bury: round.rejected.filter(({ unsure }) => !unsure),
        next: 'on'
      };
    }
    case 'retry': {
      if (round.sweep && suspect && !round.proven) break;
      if (!suspect) return { bisect, round, next: 'wait' };
      const failures = bisect.failures + (count === 1 ? 1 : 0);
      const known = { ...bisect, size: count, failures };
      const after = { ...round, narrowed: false };
      const place = round.rows.findIndex((row) => row === batch[0]) + 1;
      if (count > 1 || failures < FAILURES_ALONE || place >= round.rows.length)
        return { bisect: known, round: after, next: 'wait' };
      // At once, so that an outage hardly has the time to end between the two and turn their order round.
      const behind = round.rows.slice(place, place + 1);
      return { bisect: { ...known, failures: 0 }, round: { ...after, accused: { rows: batch, behind } }, next: 'on' };
    }
  }
  const unsure = type !== 'refuse' && { unsure: type };
  const others = unsure && round.proven ? 'others pass, ' : '';
  const found = batch.map((row) => ({ row, reason: others + reason, ...unsure }));
  const guilty = round.proven || (type === 'refuse' && !verdict.doubtful);
  const rejected = guilty ? round.rejected : [...round.rejected, ...found];
  return {
    // Without a proof that anything is accepted one by one, the cheapest way to get it.
    bisect: { ...bisect, size: rejected.length ? 1 : 0 },
    round: { ...round, narrowed: true, rest, rejected },
    ...(guilty && { bury: found }),
    next: 'on'
  };
}
