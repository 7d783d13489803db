import { expect } from 'chai';
import { CAPS, surplus, type Standing } from '../../../src/delivery/eviction.js';
import type { ParcelKind } from '../../../src/delivery/ports.js';

interface Weighed {
  readonly id: string;
  readonly lane: string;
  readonly kind: ParcelKind;
  readonly bytes: number;
}

const of = (id: string, kind: ParcelKind, lane: string = 'served', bytes = 3): Weighed => ({ id, lane, kind, bytes });
const gone = (rows: readonly Weighed[], bytes: number, old: readonly string[] = []): string[] =>
  surplus(
    rows,
    bytes,
    ({ id }) => old.includes(id),
    (lane) => lane as Standing
  ).map(({ id }) => id);

describe('what is let go of', () => {
  const mixed = [of('c1', 'completion'), of('i1', 'interaction'), of('p1', 'progress'), of('p2', 'progress')];

  it('is progress first and completion last, the oldest of a kind first', () => {
    const table: [bytes: number, gone: string[]][] = [
      [12, []],
      [11, ['p1']],
      [9, ['p1']],
      [8, ['p1', 'p2']],
      [6, ['p1', 'p2']],
      [5, ['p1', 'p2', 'i1']],
      [3, ['p1', 'p2', 'i1']],
      [2, ['p1', 'p2', 'i1', 'c1']],
      [0, ['p1', 'p2', 'i1', 'c1']]
    ];
    for (const [bytes, expected] of table) expect(gone(mixed, bytes), String(bytes)).to.deep.equal(expected);
  });

  it('is all that is too old, of whatever kind and lane, and makes room with it', () => {
    expect(gone(mixed, 12, ['c1'])).to.deep.equal(['c1']);
    expect(gone(mixed, 9, ['c1'])).to.deep.equal(['c1']);
    expect(gone(mixed, 8, ['c1'])).to.deep.equal(['c1', 'p1']);
  });

  it('is first what nobody serves, then what has been paused for long, then what waits for a destination that takes nothing: who is well pays last', () => {
    const rows = [
      of('here-p', 'progress'),
      of('gone-c', 'completion', 'unserved'),
      of('gone-p', 'progress', 'unserved'),
      of('failing-c', 'completion', 'failing'),
      of('paused-c', 'completion', 'paused'),
      of('here-c', 'completion')
    ];
    const order = ['gone-p', 'gone-c', 'paused-c', 'failing-c', 'here-p', 'here-c'];
    for (let n = 0; n <= 6; n++) expect(gone(rows, 18 - 3 * n)).to.deep.equal(order.slice(0, n));
  });

  it('is nothing that is no parcel, as far as that cannot be told', () => {
    expect(gone([{ ...of('odd', 'progress'), kind: 'rubbish' as ParcelKind }, of('p', 'progress')], 3)).to.deep.equal([
      'p'
    ]);
  });

  it('is what is above 5 MB and 30 days unless the site says otherwise', () => {
    expect(CAPS).to.deep.equal({ bytes: 5_000_000, age: 2_592_000_000 });
  });
});
