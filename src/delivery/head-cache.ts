import type { Parcel, Row } from './ports.js';

/**
 * What is known, without asking the store, of the parcels at the front of a lane. A page that goes away has no time to
 * ask, and must not send a parcel before those that come first, whichever page put them there.
 */
export interface HeadCache {
  /** In order; nothing is left out between them. */
  readonly parcels: readonly Parcel[];
  /** Those that are not committed yet. */
  readonly announced: readonly Parcel[];
  /** Rows follow that nobody has read yet, so that nothing may be added at the end. */
  readonly deep: boolean;
  /** How often it was cleared: rows that were asked for before the last time do not count. */
  readonly epoch: number;
}

export const EMPTY_HEAD: HeadCache = { parcels: [], announced: [], deep: false, epoch: 0 };

const without = <T extends Parcel>(parcels: readonly T[], ids: readonly string[]): readonly T[] =>
  parcels.some(({ id }) => ids.includes(id)) ? parcels.filter(({ id }) => !ids.includes(id)) : parcels;

/** Before the commit. `most`: as many as a request can need. */
export function announce(head: HeadCache, parcel: Parcel, most: number): HeadCache {
  const deep = head.deep || head.parcels.length >= most;
  return {
    ...head,
    deep,
    parcels: deep ? head.parcels : [...head.parcels, parcel],
    announced: [...head.announced, parcel]
  };
}

/** These are committed. */
export const commit = (head: HeadCache, ids: readonly string[]): HeadCache => ({
  ...head,
  announced: without(head.announced, ids)
});

/** The first rows, of which `asked` were asked for. */
export function refill(head: HeadCache, rows: readonly Row[], asked: number): HeadCache {
  const deep = rows.length >= asked;
  const ids = rows.map(({ id }) => id);
  return { ...head, deep, parcels: deep ? rows : [...rows, ...without(head.announced, ids)] };
}

/** These are delivered or refused. */
export const drop = (head: HeadCache, ids: readonly string[]): HeadCache => ({
  ...head,
  parcels: without(head.parcels, ids)
});

/** All was forgotten. */
export const clear = ({ epoch }: HeadCache): HeadCache => ({ ...EMPTY_HEAD, epoch: epoch + 1 });
