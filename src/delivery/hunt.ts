import { arrayLength, fill, MOST_BYTES } from './fill.js';
import type { Row } from './ports.js';
import type { Verdict } from './verdict.js';

/** A parcel that was refused on its own. */
export interface Convict {
  readonly row: Row;
  readonly reason: string;
}

/** What a lane has learned about the parcels at its front. Counts are rows from there. */
export interface Hunt {
  /** Bytes in one request at most, since a larger one was too large. */
  readonly most: number;
  /** At least one among so many is at fault; 0: nothing is known against anyone. */
  readonly suspects: number;
  /** How many of the batch that was refused first have had no answer yet. */
  readonly left: number;
  /** One of that batch was accepted, so that the destination is not at fault. */
  readonly proven: boolean;
  /** Not buried yet, because the fault may still turn out to be the destination's. */
  readonly convicts: readonly Convict[];
  /** Refused one after the other, with nothing accepted in between. */
  readonly streak: number;
  /** The key of the parcel that broke the destination when it was sent alone, and how often. */
  readonly struck: number;
  readonly strikes: number;
  /** The one behind it is to be tried, or has just passed. */
  readonly behind?: 'try' | 'passed' | undefined;
}

export const START: Hunt = {
  most: MOST_BYTES,
  suspects: 0,
  left: 0,
  proven: false,
  convicts: [],
  streak: 0,
  struck: 0,
  strikes: 0
};

/** What an answer leads to: parcels for the dead letters, then the next request, a wait or a pause. */
export interface Lesson {
  readonly hunt: Hunt;
  readonly bury: readonly Convict[];
  /** `again`: the next request comes at once, although this one was not answered as it should be. */
  readonly then: 'on' | 'again' | 'wait' | 'pause';
  readonly reason: string;
}

/** So many refused in a row and none accepted says something about the destination. */
const TELLING = 3;

/** So often broken by the same single parcel makes it worth a look whether the one behind it passes. */
const STRIKES = 5;

/** What may be sent next: without a proof that anything is accepted one by one, the cheapest way to get it. */
export function choose<T extends Row>(
  { suspects, left, proven, most, behind }: Hunt,
  rows: readonly T[],
  batch: number
): readonly T[] {
  if (behind === 'try' && rows.length > 1) return rows.slice(1, 2);
  return fill(rows, suspects ? Math.ceil(suspects / 2) : !left ? batch : proven ? left : 1, most);
}

/** Nothing more of the refused batch is to be tried: whose fault is it? */
export function conclude(before: Hunt): Lesson {
  const { convicts } = before;
  const streak = before.streak + convicts.length;
  const hunt = { ...before, suspects: 0, left: 0, convicts: [], streak };
  return streak < TELLING
    ? { hunt, bury: convicts, then: 'on', reason: '' }
    : { hunt, bury: [], then: 'pause', reason: `every one refused, ${convicts[0]?.reason ?? ''}` };
}

/** What the answer to these rows, first of them `row`, teaches. `more`: others wait behind them. */
export function learn(before: Hunt, means: Verdict, row: Row, rows: readonly Row[], more: boolean): Lesson {
  const count = rows.length;
  const { behind, ...rest } = before;
  const on = (change: Partial<Hunt>, bury: readonly Convict[] = []): Lesson => ({
    hunt: { ...rest, ...change },
    bury,
    then: 'on',
    reason: ''
  });
  if (means.type === 'sent') {
    // This proves that parcels are taken here: those that were refused before are at fault themselves.
    const left = Math.max(0, before.left - count);
    const looked = behind === 'try';
    const suspects = looked ? 1 : Math.max(0, before.suspects - count);
    return on(
      { suspects, left, proven: left > 0, convicts: [], streak: 0, ...(looked && { behind: 'passed' }) },
      before.convicts
    );
  }
  const { reason } = means;
  switch (means.type) {
    case 'halve':
      return on(
        means.by === 'bytes' ? { most: arrayLength(rows) / 2 } : { suspects: count, left: before.left || count }
      );
    case 'refuse': {
      if (!means.doubtful) return on({ suspects: 0 }, [{ row, reason }]);
      const left = Math.max(0, before.left - 1);
      const convicts = [...before.convicts, { row, reason }];
      if (before.proven) return on({ suspects: 0, left, proven: left > 0, convicts: [] }, convicts);
      const next = on({ suspects: 0, left, convicts });
      return left > 0 ? next : conclude(next.hunt);
    }
    case 'retry': {
      const wait = { hunt: rest, bury: [], then: 'wait', reason } as const;
      if (behind === 'try') return { ...wait, hunt: { ...rest, strikes: 0 } };
      if (!means.suspect) return wait;
      if (count > 1) return { ...wait, hunt: { ...rest, suspects: count } };
      if (behind) return on({ suspects: 0 }, [{ row, reason: `others pass, ${reason}` }]);
      const strikes = row.key === before.struck ? before.strikes + 1 : 1;
      const hunt = { ...rest, struck: row.key, strikes };
      // At once, so that an outage hardly has the time to end between the two and turn their order round.
      return strikes < STRIKES || !more
        ? { ...wait, hunt }
        : { ...wait, hunt: { ...hunt, behind: 'try' }, then: 'again' };
    }
    default:
      return { hunt: rest, bury: [], then: 'pause', reason };
  }
}
