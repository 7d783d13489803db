import { expect } from 'chai';
import fc from 'fast-check';
import { backoff, retryAfter } from '../../../src/delivery/backoff.js';
import { HOUR } from '../../../src/delivery/policy.js';

describe('backoff', () => {
  it('lies between one second and a ceiling that doubles up to five minutes', () => {
    const most = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tries) => backoff(tries, 'lrs', 1) / 1000);
    expect(most).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (tries, random) => {
          expect(backoff(tries, 'lrs', random)).to.be.within(1000, 300_000);
        }
      )
    );
  });

  it('uses all of the range', () => {
    expect([0, 0.5].map((random) => backoff(20, 'lrs', random))).to.deep.equal([1000, 150_500]);
  });

  it('is 1, 2, 4 seconds first for statistics, then as for an LRS', () => {
    for (const to of ['stats', 'analytics'] as const) {
      expect([1, 2, 3].map((tries) => backoff(tries, to, 0.9))).to.deep.equal([1000, 2000, 4000]);
      expect(backoff(4, to, 0.9)).to.equal(backoff(1, 'lrs', 0.9));
    }
  });
});

describe('retryAfter', () => {
  const now = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT');
  const table: [string | undefined, number | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['0', 0],
    ['1', 1000],
    [' 120 ', 120_000],
    ['1.5', 1500],
    ['-5', 0],
    ['3600', HOUR],
    ['3601', HOUR],
    ['99999999999999999999', HOUR],
    ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
    // Without a zone it is no HTTP date of today; taken for local time it would be hours off.
    ['Sun Nov  6 08:50:37 1994', undefined],
    ['1.2.3', undefined],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sun, 06 Nov 1993 08:49:37 GMT', 0],
    ['Tue, 06 Nov 2094 08:49:37 GMT', HOUR],
    ['soon', undefined],
    ['soon 1', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    ['1994', 1_994_000],
    ['Sun, 99 Foo 1994 08:50:37 GMT', undefined],
    ['12 s', undefined]
  ];
  for (const [header, wait] of table)
    it(`${JSON.stringify(header)}: ${wait}`, () => {
      expect(retryAfter(header, now)).to.equal(wait);
    });

  it('is never outside [0, 1 h]', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfter(header, now);
        if (wait !== undefined) expect(wait).to.be.within(0, HOUR);
      })
    );
  });
});
