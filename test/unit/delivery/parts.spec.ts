import { expect } from 'chai';
import fc from 'fast-check';
import { digest } from '../../../src/delivery/digest.js';
import { arrayLength, fill, utf8Length } from '../../../src/delivery/batch.js';
import { parcel } from './world.js';

const text = fc.string({ unit: 'binary' });

describe('fill', () => {
  it('counts bytes as they go over the wire', () => {
    fc.assert(fc.property(text, (given) => expect(utf8Length(given)).to.equal(Buffer.byteLength(given)) && true));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (pads) => {
        const parcels = pads.map((pad, i) => parcel(String(i), 0, 'lrs', pad));
        expect(arrayLength(parcels)).to.equal(Buffer.byteLength(`[${parcels.map(({ body }) => body).join(',')}]`));
      })
    );
  });

  it('takes as many from the front as count and bytes allow, and at least one', () => {
    fc.assert(
      fc.property(
        fc.array(text),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 200 }),
        (pads, count, bytes) => {
          const parcels = pads.map((pad, i) => parcel(String(i), 0, 'lrs', pad));
          const taken = fill(parcels, count, bytes);
          expect(taken).to.deep.equal(parcels.slice(0, taken.length));
          if (parcels.length) expect(taken.length).to.be.within(1, count);
          if (taken.length > 1) expect(arrayLength(taken)).to.be.at.most(bytes);
          const more = parcels.slice(0, taken.length + 1);
          if (more.length > taken.length && taken.length < count) expect(arrayLength(more)).to.be.above(bytes);
        }
      )
    );
  });
});

describe('digest', () => {
  it('knows its text again, under any salt, and no other', () => {
    fc.assert(
      fc.property(fc.nat(), text, text, (salt, one, other) => {
        expect(digest(salt, one) === digest(salt, other)).to.equal(one === other);
      })
    );
  });
});
