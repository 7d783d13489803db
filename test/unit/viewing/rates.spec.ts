import { expect } from 'chai';
import { Script } from './script.js';

const types = ({ said }: Script): readonly string[] => said.map(({ type }) => type);

describe('a rate that changes while nothing is watched', () => {
  it('before the first frame: no event, and it counts from there', () => {
    const script = new Script({}, false, 8).tell({ type: 'ratechange', position: 0, rate: 2 }).start();
    expect(types(script)).to.not.include('playbackRateChange');
    expect(script.state.rate).to.equal(2);
  });

  it('after the end: the same', () => {
    const script = new Script({}, false, 4).start().playTo(4).end(4);
    script.tell({ type: 'ratechange', position: 4, rate: 2 });
    expect(types(script)).to.not.include('playbackRateChange');
    expect(script.state.rate).to.equal(2);
  });

  it('in a pause: it is told', () => {
    const script = new Script({}, false, 8).start().playTo(2).pause().wait(3);
    script.tell({ type: 'ratechange', position: 2, rate: 2 });
    expect(types(script)).to.include('playbackRateChange');
  });
});

describe('a rate that changes just after a seek', () => {
  it('is told after the milestone that playing crossed before it', () => {
    const script = new Script({}, false, 4).start().seek(2.7).wait(0.1).playTo(3);
    script.tell({ type: 'ratechange', position: 3, rate: 2 });
    expect(script.story.slice(3)).to.deep.equal(['seek 0>2.7', '75%', 'rate 1>2']);
  });
});
