import { expect } from 'chai';
import { Script } from './script.js';

/** Media of eight seconds. */
const script = (): Script => new Script({}, false, 8);

describe('what only counters hear', () => {
  it('comes after the seek that brought the viewer there, and is no older than it', () => {
    const { all } = script()
      .start()
      .wait(0.25)
      .tell({ type: 'timeupdate', position: 0.25 })
      .wait(0.01)
      .tell({ type: 'seeking', position: 7.8 })
      .wait(0.05)
      .tell({ type: 'seeked', position: 7.8 })
      .wait(0.002)
      .tell({ type: 'playing', position: 7.8 })
      .wait(0.2)
      .tell({ type: 'ended', position: 8 });
    const told = all.filter(({ type }) => type === 'seek' || type === 'playReached');
    expect(told.map(({ type }) => type)).to.deep.equal(['seek', 'playReached']);
    expect(all.map(({ at }) => at)).to.deep.equal(all.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('does not carry the playhead of the media before, where a player still says that until the first frame', () => {
    const { all } = script()
      .tell({ type: 'surroundings', position: 42, surroundings: {} })
      .wait(0.005)
      .tell({ type: 'timeupdate', position: 42 })
      .wait(0.005)
      .tell({ type: 'happening', happening: { name: 'loaded' } });
    expect(all.map(({ type, position }) => [type, position])).to.deep.equal([['happening', 0]]);
  });
});
