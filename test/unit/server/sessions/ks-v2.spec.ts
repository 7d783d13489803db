import { expect } from 'chai';
import fc from 'fast-check';
import { readKs } from '../../../../demo/kaltura/ks.js';
import { makeKs } from '../../../../src/server/session/ks-v2.js';

const NOW = Date.UTC(2026, 0, 1);
const EXPIRES = NOW / 1000 + 60;

/** What Kaltura would read; its reader is the stand-in's, which shares nothing with the maker. */
const read = (ks: string, adminSecret: string, id: number, now = NOW) =>
  readKs(ks, { id, adminSecret, userSecret: 'another' }, now);

describe('a KS that is made here', () => {
  const word = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'));
  // Kaltura cuts privileges at commas, and a name must not lose its edges.
  const name = word.filter((text) => !text.includes(',') && text !== '');

  it('says to Kaltura what it was told to say, whatever the words', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.string({ minLength: 1, maxLength: 40 }),
        word,
        name,
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (partnerId, secret, userId, appId, salt) => {
          const ks = makeKs({ partnerId, userId, expires: EXPIRES, privileges: { appId } }, secret, salt);
          expect(ks).to.match(/^[\w-]+=*$/);
          const said = { partnerId, user: userId, type: 0, expiry: EXPIRES, privileges: `appId:${appId}` };
          expect(read(ks, secret, partnerId)).to.deep.equal(said);
        }
      ),
      { numRuns: 300 }
    );
  });

  const ks = makeKs({ partnerId: 12, userId: 'u', expires: EXPIRES, privileges: {} }, 'secret', new Uint8Array(16));

  it('says no privilege where there is none, and always the same for the same salt', () => {
    expect(read(ks, 'secret', 12)).to.include({ privileges: '', user: 'u' });
    expect(makeKs({ partnerId: 12, userId: 'u', expires: EXPIRES, privileges: {} }, 'secret', new Uint8Array(16))).to.equal(ks); // prettier-ignore
  });

  it('is none with another secret, of another partner, changed, or late', () => {
    expect(read(ks, 'Secret', 12)).to.deep.equal({ error: [-1, 'INVALID_STR'] });
    expect(read(ks, 'secret', 13)).to.deep.equal({ error: [-2, 'INVALID_PARTNER'] });
    const at = ks.length - 6;
    const changed = ks.slice(0, at) + (ks[at] === 'A' ? 'B' : 'A') + ks.slice(at + 1);
    expect(read(changed, 'secret', 12)).to.deep.equal({ error: [-1, 'INVALID_STR'] });
    expect(read(ks, 'secret', 12, EXPIRES * 1000)).to.deep.equal({ error: [-5, 'EXPIRED'] });
  });
});
