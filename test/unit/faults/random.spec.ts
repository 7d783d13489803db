import { expect } from 'chai';
import { createRandom } from '../../faults/harness/random.js';

describe('dice of the fault tests', () => {
  const throws = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 200 }, () => random.below(6));
  };

  it('fall the same way for the same seed, and another way for another', () => {
    expect(throws(7)).to.deep.equal(throws(7));
    expect(throws(7)).not.to.deep.equal(throws(8));
  });

  it('fall on every side, and on no other', () => {
    expect([...new Set(throws(7))].sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
    const random = createRandom(1);
    const between = Array.from({ length: 200 }, () => random.between(2, 4));
    expect([...new Set(between)].sort()).to.deep.equal([2, 3, 4]);
  });

  it('refuse to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).to.throw('nothing');
  });
});
