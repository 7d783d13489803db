import { expect } from 'chai';
import { CAPS, surplus } from '../../../src/delivery/surplus.js';
import { utf8Length } from '../../../src/delivery/fill.js';
import type { Parcel, ParcelKind } from '../../../src/delivery/ports.js';

/** A parcel of so many bytes: every letter has three. */
const of = (id: string, kind: ParcelKind, at = 0, letters = 1): Parcel => ({
  id,
  lane: 'lrs',
  kind,
  body: '漢'.repeat(letters),
  at
});
const gone = (parcels: readonly Parcel[], bytes: number, now = 0, age = 1000): string[] =>
  surplus(
    parcels.map((parcel) => ({ ...parcel, bytes: utf8Length(parcel.body) })),
    { bytes, age },
    now
  ).map(({ id }) => id);

describe('surplus', () => {
  const mixed = [of('c1', 'completion'), of('i1', 'interaction'), of('p1', 'progress'), of('p2', 'progress')];

  it('lets go of progress first and of completion last, the oldest of a kind first', () => {
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

  it('counts bytes as they go over the wire, not characters', () => {
    expect(gone([of('a', 'progress', 0, 100)], 300)).to.deep.equal([]);
    expect(gone([of('a', 'progress', 0, 100)], 299)).to.deep.equal(['a']);
  });

  it('lets go of all that is older than the age, of whatever kind, and makes room with it', () => {
    const parcels = [of('old', 'completion', -1001), of('edge', 'progress', -1000), of('new', 'progress', 0)];
    expect(gone(parcels, 100)).to.deep.equal(['old']);
    expect(gone(parcels, 6)).to.deep.equal(['old']);
    expect(gone(parcels, 5)).to.deep.equal(['old', 'edge']);
  });

  it('keeps what comes from a clock that was ahead', () => {
    expect(gone([of('ahead', 'progress', 86_400_000)], 100)).to.deep.equal([]);
  });

  it('takes one whose time cannot be read for too old', () => {
    for (const at of [NaN, undefined, 'yesterday', {}])
      expect(gone([{ ...of('odd', 'completion'), at: at as number }, of('p', 'progress')], 100)).to.deep.equal(['odd']);
  });

  it('does not stumble over a row that is no parcel', () => {
    const odd = [undefined, null, 7, {}].map((body, i) => ({ ...of(`odd${i}`, 'progress'), body: body as string }));
    expect(gone([...odd, of('p', 'progress', 0, 40)], 100)).to.include('p');
    expect(gone([{ ...of('odd', 'progress'), kind: 'rubbish' as ParcelKind }, of('p', 'progress')], 3)).to.deep.equal([
      'p'
    ]);
  });

  it('holds 5 MB and 30 days unless the site says otherwise', () => {
    expect(CAPS).to.deep.equal({ bytes: 5_000_000, age: 2_592_000_000 });
  });
});
