import type { Arrival } from './ledger.mjs';

/** What became of the events of one sender in one row. */
export interface Score {
  readonly captured: number;
  /** Different ones. */
  readonly arrived: number;
  readonly lost: number;
  /** Arrived only after the viewer came back once more. */
  readonly late: number;
  /** Came again, and were recognised as known. */
  readonly again: number;
  /** Came again, and were stored again. */
  readonly duplicated: number;
  /** Neighbours among the first arrivals that were captured the other way round. */
  readonly reordered: number;
}

export function score(captured: number, arrivals: readonly Arrival[], late: number): Score {
  const first = [...new Set(arrivals.map(({ index }) => index))];
  const stored = arrivals.filter((arrival) => arrival.stored).length;
  return {
    captured,
    arrived: first.length,
    lost: captured - first.length,
    late,
    again: arrivals.length - stored,
    duplicated: stored - first.length,
    reordered: first.filter((index, i) => index > (first[i + 1] ?? Infinity)).length
  };
}

/** A table with one of these is one to be ashamed of. */
export const isBad = ({ lost, duplicated, reordered }: Score): boolean => lost + duplicated + reordered > 0;
