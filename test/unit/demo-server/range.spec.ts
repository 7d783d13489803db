import { expect } from 'chai';
import { readRange } from '../../../demo/server/range.js';

describe('reading a Range header', () => {
  const table: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, 'whole'],
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-200', { first: 90, last: 99 }],
    ['bytes=99-99', { first: 99, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-200', { first: 0, last: 99 }],
    ['bytes=100-', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=20-10', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['items=0-1', 'whole']
  ];
  for (const [header, expected] of table) {
    it(`${header ?? 'no header'} of 100 bytes`, () => expect(readRange(header, 100)).to.deep.equal(expected));
  }

  it('finds nothing in an empty file', () => expect(readRange('bytes=0-', 0)).to.equal('outside'));
});
