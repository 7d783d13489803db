import { expect } from 'chai';
import { describe as described, shown } from '../../../src/schema/shown.js';
import { asLanguageMap } from '../../../src/schema/formats.js';

describe('what is shown of a bad value', () => {
  for (const [address, seen] of [
    ['https://key:secret@lrs.example/xapi', 'https:…lrs.example/xapi'],
    ['key:secret@lrs.example/xapi', '…lrs.example/xapi'],
    ['https:/key:secret@lrs.example', '…lrs.example'],
    ['key:secret@lrs.example//xapi', '…lrs.example//xapi'],
    ['ftp://lrs.example/?token=secret', 'ftp://lrs.example/…']
  ] as const)
    it(`names no secret of ${address}`, () => {
      expect(described(address)).to.equal(seen);
      expect(shown(address)).to.equal(JSON.stringify(seen));
    });
});

describe('words by language', () => {
  it('have the tag that was checked, and not the blanks beside it', () => {
    expect(asLanguageMap({ ' en ': 'played' })).to.deep.equal({ en: 'played' });
  });
});
