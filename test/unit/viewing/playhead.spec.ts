import { expect } from 'chai';
import { view } from '../../../src/viewing/viewing.js';
import { watchedOf } from '../../../src/viewing/watched.js';
import { Script } from './script.js';

const START = ['started', 'play @0', '0%'];

describe('viewing: seeks', () => {
  it('before the first frame nobody sought: start time, live edge', () => {
    const script = new Script({}, false, 60).tell({ type: 'seeking', position: 30 }).start(30);
    script.wait(0.1).tell({ type: 'seeked', position: 30 }).playTo(31);
    expect(script.story).to.deep.equal(['started', 'play @30', '50%']);
  });

  it('scrubbing is one seek, and its scraps are not counted', () => {
    const script = new Script({}, false, 60).start().playTo(5);
    script.seek(10).playTo(10.25).seek(20).playTo(20.25).seek(40).playTo(42);
    expect(script.story).to.deep.equal([...START, 'seek 5>40']);
    expect(script.state.segments).to.deep.equal([[0, 5]]);
  });

  it('half a second played between two seeks makes two', () => {
    const script = new Script({}, false, 60).start().playTo(5).seek(10).playTo(10.5).seek(20).wait(2);
    expect(script.story).to.deep.equal([...START, 'seek 5>10', 'seek 10.5>20']);
  });

  it('is stamped when it settled', () => {
    const script = new Script({}, false, 60).start().playTo(5).seek(20);
    const settled = script.wall;
    expect(script.wait(5).said.at(-1)?.at).to.equal(settled);
  });

  it('from where the playhead truly was: up to one tick after the last report', () => {
    const script = new Script({}, false, 60).start().playTo(5).wait(0.2).seek(20).wait(2);
    expect(script.story.at(-1)).to.equal('seek 5.2>20');
    const stalled = new Script({}, false, 60).start().playTo(5).tell({ type: 'waiting', position: 5 });
    expect(stalled.wait(0.2).seek(20).wait(2).story.at(-1)).to.equal('seek 5>20');
  });

  it('nobody announced it', () => {
    const script = new Script({}, false, 60).start().playTo(5).wait(0.25).tell({ type: 'timeupdate', position: 30 });
    // The last report was one tick old: so much was played since.
    expect(script.wait(2).story.at(-1)).to.equal('seek 5.25>30');
  });

  it('settled is never said: a playhead that moves on has settled', () => {
    const script = new Script({}, false, 60).start().playTo(5).tell({ type: 'seeking', position: 20 }).wait(0.25);
    script.tell({ type: 'timeupdate', position: 20 }).wait(0.25).tell({ type: 'timeupdate', position: 20.2 }).wait(2);
    expect(script.story.at(-1)).to.equal('seek 5>20');
  });

  it('an engine that plays on while it settles: the target counts', () => {
    const script = new Script({}, false, 60).start().playTo(5).tell({ type: 'seeking', position: 20 }).wait(0.3);
    expect(script.tell({ type: 'seeked', position: 20.4 }).wait(2).story.at(-1)).to.equal('seek 5>20');
    expect(script.state.position).to.equal(20.4);
  });
});

describe('viewing: reports made while the player seeks', () => {
  const going = { seeking: true };

  it('count nothing, whatever they are about, and begin the seek that they show', () => {
    for (const type of ['timeupdate', 'playing', 'waiting', 'seeked', 'play'] as const) {
      const script = new Script({ videoEndPercent: 50 }, false, 60).start().playTo(5).wait(0.1);
      // Each target is as near as if the player had played on.
      for (let at = 6; at <= 54; at += 0.5) {
        script
          .wait(0.25)
          .tell({ type, position: at, ...going })
          .tell({ type: 'seeking', position: at, ...going });
      }
      script.wait(0.1).tell({ type: 'seeked', position: 54, seeking: false }).wait(2);
      expect(script.story, type).to.deep.equal([...START, 'seek 5.3>54']);
      expect(watchedOf(script.state).segments, type).to.deep.equal([[0, 5.3]]);
    }
  });

  it('a report after them shows where the seek has settled, also where `seeked` is left out', () => {
    const script = new Script({}, false, 60)
      .start()
      .playTo(5)
      .tell({ type: 'seeking', position: 20, ...going });
    script.wait(0.2).tell({ type: 'timeupdate', position: 30, seeking: false }).wait(2);
    expect(script.story.at(-1)).to.equal('seek 5>30');
  });

  it('a pause or another rate in mid-drag is said, and the drag stays one seek', () => {
    const script = new Script({}, false, 60)
      .start()
      .playTo(5)
      .tell({ type: 'seeking', position: 20, ...going });
    script
      .tell({ type: 'pause', position: 22, ...going })
      .tell({ type: 'ratechange', position: 22, rate: 2, ...going });
    script
      .tell({ type: 'seeking', position: 30, ...going })
      .wait(0.1)
      .tell({ type: 'seeked', position: 30 })
      .wait(2);
    expect(script.story).to.deep.equal([...START, 'stopped user @5', 'rate 1>2', 'seek 5>30']);
  });

  it('a held arrow key is one seek, also where a seek is over before its `seeking` is heard', () => {
    const script = new Script({}, false, 60).start().playTo(5);
    // Each second key press settles while the main thread is busy, and an older `playing` shows its target first.
    for (let at = 5.5; at < 15; at += 1) {
      const next = { position: at + 0.5, seeking: false };
      script
        .wait(0.02)
        .tell({ type: 'seeking', position: at, ...going })
        .wait(0.031)
        .tell({ type: 'playing', ...next })
        .tell({ type: 'seeking', ...next })
        .tell({ type: 'seeked', ...next });
    }
    script.wait(2);
    expect(script.story).to.deep.equal([...START, 'seek 5.02>15']);
    expect(watchedOf(script.state).segments).to.deep.equal([[0, 5.02]]);
  });

  it('the next one continues it also where the last took long and ended past its target', () => {
    const script = new Script({}, false, 60)
      .start()
      .playTo(5)
      .tell({ type: 'seeking', position: 20, ...going });
    script.wait(3).tell({ type: 'seeked', position: 22, seeking: false });
    const next = { position: 23.5, seeking: false };
    script
      .wait(0.03)
      .tell({ type: 'playing', ...next })
      .tell({ type: 'seeking', ...next })
      .tell({ type: 'seeked', ...next });
    script.wait(2);
    expect(script.story).to.deep.equal([...START, 'seek 5>23.5']);
    expect(watchedOf(script.state).segments).to.deep.equal([[0, 5]]);
  });

  it('the first frame shows when the seek to it has settled', () => {
    const script = new Script({}, false, 60).tell({ type: 'play', position: 0, ...going });
    script.tell({ type: 'seeking', position: 30, ...going }).tell({ type: 'playing', position: 30, ...going });
    expect(script.story).to.deep.equal([]);
    script.wait(0.1).tell({ type: 'seeked', position: 30, seeking: false });
    expect(script.story).to.deep.equal(['started', 'play @30', '50%']);
  });

  it('seeks that are too small to be told add up to less than half a second', () => {
    const script = new Script({ beaconInterval: 'onePercent' }, false, 60).start().playTo(5);
    for (let at = 5.06; at <= 55; at += 0.06) {
      script.tell({ type: 'seeking', position: at, ...going }).wait(0.016);
      script
        .tell({ type: 'timeupdate', position: at, seeking: false })
        .tell({ type: 'seeked', position: at, seeking: false });
    }
    script.wait(2);
    expect(script.story.filter((word) => word.startsWith('seek'))).to.have.length(1);
    expect(watchedOf(script.state).watched).to.be.at.most(5.5 / 60);
  });

  it('a milestone within a scrap that the next seek takes back is not crossed; one within what stays is', () => {
    const script = new Script({}, false, 60).start().playTo(5).seek(14.9).playTo(15.2).seek(30).wait(2);
    expect(script.story).to.deep.equal([...START, 'seek 5>30']);
    const stays = new Script({}, false, 60).start().playTo(5).seek(14.9).playTo(15.2).pause();
    expect(stays.story).to.deep.equal([...START, 'seek 5>14.9', '25%', 'stopped user @15.2']);
  });
});

describe('viewing: advertisements', () => {
  it('are neither play nor pause, and cross no milestone', () => {
    const script = new Script({}, false, 20)
      .start()
      .playTo(4)
      .tell({ type: 'adstart' })
      .tell({ type: 'pause', position: 4 });
    script
      .wait(5)
      .tell({ type: 'timeupdate', position: 12 })
      .tell({ type: 'play', position: 4 })
      .tell({ type: 'adend' });
    script.tell({ type: 'playing', position: 4 }).playTo(6);
    expect(script.story).to.deep.equal([...START, '25%']);
    expect(watchedOf(script.state).segments).to.deep.equal([[0, 6]]);
  });

  it('the playhead is put back behind one: nobody sought', () => {
    const script = new Script({}, false, 20)
      .start()
      .playTo(4)
      .tell({ type: 'adstart' })
      .wait(5)
      .tell({ type: 'adend' });
    expect(script.seek(4).playTo(4.5).wait(2).story).to.deep.equal(START);
  });
});

describe('viewing: clocks', () => {
  it('a wall clock that jumps back or forward: timestamps still increase, and none lies in the future', () => {
    const script = new Script({}, false, 60).start().playTo(5).pause();
    script.skew = 86_400_000;
    script.start(5).playTo(6).pause();
    expect(script.said.at(-1)?.at).to.equal(script.wall);
    script.skew = -86_400_000;
    script.start(6).playTo(7).pause();
    script.said.forEach((event, i) => expect(event.at).to.be.greaterThan(script.said[i - 1]?.at ?? 0));
  });

  it('a machine that slept in mid-play did not watch meanwhile', () => {
    const script = new Script({}, false, 60)
      .start()
      .playTo(5)
      .wait(8 * 3600)
      .tell({ type: 'timeupdate', position: 5.3 });
    expect(script.playTo(6).story).to.deep.equal(START);
    expect(watchedOf(script.state).spent).to.be.within(6, 8);
    expect(watchedOf(script.state).segments).to.deep.equal([[0, 6]]);
  });

  it('a throttled tab reports once a minute', () => {
    const script = new Script({}, false, 600).start();
    for (let at = 60; at <= 300; at += 60) script.wait(60).tell({ type: 'timeupdate', position: at });
    expect(script.story).to.deep.equal([...START, '25%', '50%']);
  });
});

describe('viewing: live', () => {
  it('begins where it said that it began, though the player finds the live edge only then', () => {
    for (const seeking of [undefined, true]) {
      const frank = seeking === undefined ? {} : { seeking };
      const script = new Script({}, true).tell({ type: 'seeking', position: 20, ...frank });
      script.tell({ type: 'play', position: 20, ...frank }).tell({ type: 'playing', position: 20, ...frank });
      script
        .wait(0.05)
        .tell({ type: 'seeking', position: 24, ...frank })
        .wait(0.05);
      script
        .tell({ type: 'seeked', position: 24, ...(seeking && { seeking: false }) })
        .playTo(24.75)
        .pause();
      const told = script.said.flatMap((event) => (event.type === 'seek' ? [event.from, event.to] : [event.position]));
      expect(watchedOf(script.state).segments).to.deep.equal([[24, 24.75]]);
      expect(told, script.story.join()).to.include.members([24, 24.75]);
    }
  });

  it('has no percent: play, pause, seek and segments only', () => {
    const script = new Script({}, true).tell({ type: 'seeking', position: 17 }).start(17);
    script
      .tell({ type: 'durationchange', duration: 24 })
      .tell({ type: 'seeked', position: 17 })
      .playTo(30)
      .seek(10)
      .playTo(12);
    expect(script.pause().story).to.deep.equal(['started', 'play @17', 'seek 30>10', 'stopped user @12']);
    expect(watchedOf(script.state)).to.deep.include({ milestones: [], finished: false });
  });
});

describe('viewing: nonsense', () => {
  const nonsense = [NaN, Infinity, -Infinity, -5];

  it('lengths and positions that cannot be: no exception, no nonsense said', () => {
    for (const value of nonsense) {
      const script = new Script({}, false, 20).tell({ type: 'durationchange', duration: value }).start(value).playTo(2);
      script.tell({ type: 'timeupdate', position: value }).tell({ type: 'seeking', position: value });
      script.tell({ type: 'seeked', position: value }).tell({ type: 'ratechange', position: 2, rate: value }).wait(2);
      script.tell({ type: 'pause', position: value }).tell({ type: 'ended', position: value });
      script.tell({ type: 'close', position: value, reason: 'leaving' });
      const text = JSON.stringify(script.said);
      expect(text).to.not.match(/null|NaN|Infinity|:-/);
      for (const event of script.said) expect(event.position).to.be.within(0, 20);
    }
  });

  it('media without length', () => {
    const script = new Script()
      .tell({ type: 'durationchange', duration: 0 })
      .start()
      .tell({ type: 'ended', position: 0 });
    expect(script.story).to.deep.equal([...START, 'stopped end @0']);
  });

  it('the state that went in is left alone', () => {
    const { state } = new Script({}, false, 20).start().playTo(5);
    const before = JSON.stringify(state);
    view(state, { type: 'seeking', position: 9, mono: 9e6, wall: 9e12 });
    expect(JSON.stringify(state)).to.equal(before);
  });
});
