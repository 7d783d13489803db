import { expect } from 'chai';
import { watchedOf } from '../../../src/viewing/watched.js';
import { Script } from './script.js';

const START = ['started', 'play @0', '0%'];

describe('viewing: milestones', () => {
  it('16x crosses several in one step, in order', () => {
    const script = new Script({}, false, 8).start().tell({ type: 'ratechange', position: 0, rate: 16 }).playTo(8);
    expect(script.end(8).story.slice(4)).to.deep.equal([
      '25%',
      '50%',
      '75%',
      '100% finished',
      'completed',
      'stopped end @8'
    ]);
  });

  it('99.5 % is not 100 %, nor is a seek to the end', () => {
    const script = new Script({}, false, 100).start().playTo(1).pause().seek(100).wait(2);
    expect(script.end(100).story).to.deep.equal([...START, 'stopped user @1', 'seek 1>100']);
    expect(new Script({}, false, 200).start(199).playTo(199.5).story).to.deep.equal(['started', 'play @199', '99%']);
  });

  it('a late length fires what was crossed already, a refined one nothing twice', () => {
    const script = new Script().start().playTo(6);
    expect(script.story).to.deep.equal(START);
    script.tell({ type: 'durationchange', duration: 20 }).tell({ type: 'durationchange', duration: 20.0388 });
    expect(script.playTo(11).story).to.deep.equal([...START, '25%', '50%']);
  });

  it('the length is never known: the end tells it', () => {
    expect(new Script().start().playTo(4).end(4).story).to.deep.equal([
      ...START,
      '25%',
      '50%',
      '75%',
      '100% finished',
      'completed',
      'stopped end @4'
    ]);
  });

  it('one percent: never below a second of content, never above thirty, and not on the end', () => {
    const short = new Script({ beaconInterval: 'onePercent' }, false, 4).start().playTo(4).end(4);
    expect(short.story.filter((word) => word.includes('%'))).to.deep.equal([
      '0%',
      '25%',
      '50%',
      '75%',
      '100% finished'
    ]);
    const long = new Script({ beaconInterval: 'onePercent' }, false, 7200).start();
    expect(long.playTo(95).story).to.deep.equal([...START, '0%', '0%', '1%']);
    expect(watchedOf(long.state).milestones).to.have.length(241);
    const hundred = new Script({ beaconInterval: 'onePercent' }, false, 300);
    expect(watchedOf(hundred.state).milestones.map(({ percent }) => percent)).to.deep.equal(
      Array.from({ length: 101 }, (_, i) => i)
    );
  });
});

describe('viewing: finished', () => {
  it('a threshold between milestones speaks for itself, floored; one on a milestone is carried', () => {
    const between = new Script({ videoEndPercent: 60.7 }, false, 100).start().playTo(76);
    expect(between.story).to.deep.equal([...START, '25%', '50%', '60% finished', 'completed', '75%']);
    expect(new Script({ videoEndPercent: 75 }, false, 100).start().playTo(76).story.slice(-2)).to.deep.equal([
      '75% finished',
      'completed'
    ]);
  });

  it('sought past the threshold, then playing', () => {
    const script = new Script({ videoEndPercent: 90 }, false, 100).start().playTo(1).seek(95).playTo(96);
    expect(script.story).to.deep.equal([...START, 'seek 1>95', '95% finished']);
  });

  it('a scrap of scrubbing behind the threshold has not reached it', () => {
    const script = new Script({ videoEndPercent: 90 }, false, 100).start().playTo(1).seek(95).playTo(95.25).seek(2);
    expect(script.wait(2).story).to.deep.equal([...START, 'seek 1>2']);
  });

  it('seconds before the end, ignored on media no longer than them', () => {
    const script = new Script({ videoEndSeconds: 10 }, false, 100).start(85).playTo(91);
    expect(script.story.at(-1)).to.equal('90% finished');
    expect(new Script({ videoEndSeconds: 10 }, false, 8).start().playTo(7).story.at(-1)).to.equal('75%');
  });

  it('watched: a skipped middle finishes nothing until it was watched', () => {
    const script = new Script({ completionRule: 'watched' }, false, 40).start().playTo(10).seek(30).playTo(40).end(40);
    expect(script.story.filter((word) => /finished|completed/.test(word))).to.deep.equal([]);
    script.seek(9.5).wait(2).tell({ type: 'play', position: 9.5 }).tell({ type: 'playing', position: 9.5 }).playTo(30);
    expect(script.story.slice(-3)).to.deep.equal(['72% finished', 'completed', '75%']);
  });

  it('watched: the clock must agree', () => {
    const script = new Script({ completionRule: 'watched' }, false, 40).start();
    for (let at = 0.9; at < 40; at += 0.9) script.wait(0.25).tell({ type: 'timeupdate', position: at });
    expect(script.end(40).story.filter((word) => /finished|completed/.test(word))).to.deep.equal([]);
  });

  it('watched: an engine that starts at 0.7 s and stops 0.04 s short has played it all', () => {
    const script = new Script({ completionRule: 'watched' }, false, 20).start(0.7).playTo(19.96).end(19.96);
    expect(script.story.slice(-3)).to.deep.equal(['100% finished', 'completed', 'stopped end @19.96']);
  });

  it('once a registration, not once a session', () => {
    const script = new Script({}, false, 4).start().playTo(4).end(4).wait(1).start().playTo(4).end(4);
    expect(script.story.filter((word) => /finished|completed/.test(word))).to.deep.equal([
      '100% finished',
      'completed'
    ]);
  });
});

describe('viewing: sessions', () => {
  const once = (): Script => new Script({}, false, 4).start().playTo(4).end(4);
  const replayed = ['terminated', 'replay', 'play @0', '0%', '25%'];

  it('replay: the seek to the beginning comes first (Chromium)', () => {
    const script = once().seek(0).tell({ type: 'play', position: 0 }).tell({ type: 'playing', position: 0 }).playTo(1);
    expect(script.story.slice(-5)).to.deep.equal(replayed);
  });

  it('replay: play comes first, and the end still shows (Firefox)', () => {
    const script = once()
      .start(4)
      .tell({ type: 'seeking', position: 0 })
      .wait(0.1)
      .tell({ type: 'seeked', position: 0 });
    expect(script.playTo(1).story.slice(-5)).to.deep.equal(replayed);
  });

  it('a seek elsewhere after the end is a seek in the same session', () => {
    const script = once().seek(2).wait(2).start(2).playTo(3);
    expect(script.story.slice(-2)).to.deep.equal(['seek 4>2', 'play @2']);
  });

  it('new rules wait for the next session', () => {
    const script = new Script({}, false, 4).start().playTo(2);
    script.state = { ...script.state, nextRules: { ...script.state.rules, beaconInterval: 'onePercent' } };
    script.playTo(4).end(4).wait(1).start().playTo(2);
    expect(script.state.rules.beaconInterval).to.equal('onePercent');
  });

  it('close says why media stopped, and nothing after', () => {
    const script = new Script({}, false, 10).start().playTo(1).tell({ type: 'close', position: 1.2, reason: 'source' });
    expect(script.story.slice(3)).to.deep.equal(['stopped source @1.2', 'terminated']);
    script.start().playTo(5).tell({ type: 'close', position: 5, reason: 'leaving' });
    expect(script.story).to.have.length(5);
    expect(new Script().tell({ type: 'close', position: 0, reason: 'leaving' }).story).to.deep.equal([]);
  });
});
