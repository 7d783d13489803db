import { arrayLength, fill } from './batch.js';
import type { Draft } from './lane-state.js';
import { FAILURES_ALONE, TRIES_OF_ONE } from './policy.js';
import type { Row } from './ports.js';
import type { Verdict } from './verdict.js';

/** A parcel that was refused alone. */
export interface Rejected {
  readonly row: Row;
  readonly reason: string;
  /** The answer was no refusal of a parcel: it looked as if the lane had to wait. */
  readonly unsure?: 'credential' | 'pause' | 'retry' | undefined;
}

const some = ({ size, most, lane }: Draft, rows: readonly Row[]): readonly Row[] =>
  fill(rows, size ? Math.ceil(size / 2) : lane.batch, most);

/** Begins a round: as many of these rows as make one batch, or in a sweep all of them, one by one. */
export function beginRound(lane: Draft, rows: readonly Row[], sweep: boolean): void {
  lane.rows = rows;
  lane.sweep = sweep;
  lane.rest = sweep ? rows : some(lane, rows);
}

/** A round that was broken off begins anew with all of its batch, or the first ones would be judged alone. */
export function dropRound(lane: Draft): void {
  if (lane.narrowed) lane.size = 0;
  lane.narrowed = lane.proven = false;
  lane.rejected = lane.rest = lane.again = [];
  lane.accused = undefined;
}

/** The rows of the next request; none: the round is over. */
export function nextBatch(lane: Draft): readonly Row[] {
  const { accused, sweep, rest } = lane;
  return accused ? (accused.behind?.slice(0, 1) ?? accused.rows) : sweep ? rest.slice(0, 1) : some(lane, rest);
}

/** How many of the next ones are tried, one by one, when the first one has broken the destination so often. */
export function othersToTry({ failures }: Draft): number {
  const tries = Math.floor(failures / FAILURES_ALONE);
  return tries % TRIES_OF_ONE ? 1 : tries / 4;
}

/** What follows for the parcels: they were accepted, or are to be buried; and how the lane goes on. */
export interface Judgement {
  readonly sent?: boolean;
  readonly bury?: readonly Rejected[];
  /** `on`: with the rest of the round. `read`: with a new round. `wait`: until a retry. */
  readonly next: 'on' | 'read' | 'wait';
}

/**
 * In a sweep, what looks like a fault of the destination may be about one parcel: before anything is accepted, and then about
 * those that failed before. The first failure of another one, after something was accepted, is the destination's again.
 */
export const isSuspect = ({ sweep, proven, again, batch }: Draft): boolean =>
  !!sweep && (!proven || batch.some((row) => again.includes(row)));

/** Where parcels are refused, finds those at fault. */
export function judge(lane: Draft, verdict: Verdict): Judgement {
  const { type, reason } = verdict;
  const { batch, accused, rejected, rows, proven } = lane;
  const count = batch.length;
  const sent = type === 'sent';
  const suspect = type === 'retry' && verdict.suspect;

  if (accused) {
    lane.accused = undefined;
    const { behind = [], rows: guilty } = accused;
    // One after the other, in order, until one passes; those that do not may be at fault themselves.
    if (behind.length && (sent || (behind.length > 1 && (suspect || type !== 'retry')))) {
      lane.accused = sent ? { rows: guilty } : { rows: guilty, behind: behind.slice(1) };
      return { sent, next: 'on' };
    }
    if (!behind.length) lane.failures = 0;
    if (!behind.length && suspect)
      return { bury: batch.map((row) => ({ row, reason: OTHERS + reason })), next: 'read' };
    return { sent, next: type === 'retry' ? 'wait' : 'read' };
  }

  const rest = lane.rest.slice(count);
  switch (type) {
    case 'halve':
      if (verdict.by === 'bytes') lane.most = arrayLength(batch) / 2;
      else lane.size = count;
      lane.narrowed = true;
      return { next: 'on' };
    case 'sent':
      // This proves that parcels are taken here: those that were refused before are at fault themselves.
      lane.proven = true;
      lane.failures = 0;
      lane.size = Math.max(0, lane.size - count);
      // Those that may have met a fault of the destination are tried once more.
      if (rejected.length) lane.again = rejected.flatMap(({ unsure, row }) => (unsure ? [row] : []));
      lane.rest = rejected.length ? [...lane.again, ...rest] : rest;
      lane.rejected = [];
      return { sent, bury: rejected.filter(({ unsure }) => !unsure), next: 'on' };
    case 'retry':
      if (suspect && isSuspect(lane)) break;
      if (suspect) {
        lane.narrowed = false;
        lane.size = count;
        const next = rows.findIndex((row) => row === batch[0]) + 1;
        if (count === 1 && ++lane.failures % FAILURES_ALONE === 0 && next < rows.length) {
          // At once, so that an outage hardly has the time to end between the two and turn their order round.
          lane.accused = { rows: batch, behind: rows.slice(next, next + othersToTry(lane)) };
          return { next: 'on' };
        }
      }
      return { next: 'wait' };
  }
  const unsure = type === 'refuse' ? undefined : type;
  const bury = batch.map((row) => ({ row, reason: unsure && proven ? OTHERS + reason : reason, unsure }));
  const guilty = proven || (type === 'refuse' && !verdict.doubtful);
  lane.narrowed = true;
  lane.rest = rest;
  if (!guilty) lane.rejected = [...rejected, ...bury];
  // Without a proof that anything is accepted one by one, the cheapest way to get it.
  lane.size = lane.rejected.length ? 1 : 0;
  return { ...(guilty && { bury }), next: 'on' };
}

const OTHERS = 'others pass, ';
