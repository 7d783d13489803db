import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Segment } from '../../../src/events/viewing-event.js';
import { boundSegments } from '../../../src/viewing/bounded-segments.js';
import { covered, include, uncovered } from '../../../src/viewing/segments.js';
import { watchedOf } from '../../../src/viewing/watched.js';
import { Script } from './script.js';

const segment: fc.Arbitrary<Segment> = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => [from / 4, (from + length) / 4]);

describe('viewing: segments', () => {
  it('a union that grows segment by segment is the union of them all', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 60 }), segment, (segments, next) => {
        const union = segments.reduce<readonly Segment[]>(include, []);
        expect(covered(union)).to.be.closeTo(covered(segments), 1e-9);
        union.forEach(([from], i) => expect(from).to.be.greaterThan(union[i - 1]?.[1] ?? -1));
        expect(uncovered(union, next)).to.be.closeTo(covered([...segments, next]) - covered(segments), 1e-9);
      })
    );
  });

  it('that are too many lose their exact repeats first, and then the smallest gaps forward', () => {
    const loop: Segment[] = Array.from({ length: 10 }, () => [0, 10]);
    expect(boundSegments([...loop, [20, 30]], 2)).to.deep.equal([
      [0, 10],
      [20, 30]
    ]);
    expect(
      boundSegments(
        [
          [0, 1],
          [5, 6],
          [6.5, 7],
          [2, 3]
        ],
        3
      )
    ).to.deep.equal([
      [0, 1],
      [5, 7],
      [2, 3]
    ]);
    const backwards: Segment[] = [
      [8, 9],
      [5, 6],
      [2, 3],
      [0, 1]
    ];
    expect(boundSegments(backwards, 3)).to.deep.equal([
      [0, 3],
      [5, 6],
      [8, 9]
    ]);
    expect(boundSegments(backwards, 4)).to.equal(backwards);
  });

  it('are never more than asked for, cover what they covered, and end where segments ended', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (segments, most) => {
        const bound = boundSegments(segments, most);
        expect(bound.length).to.be.at.most(most);
        expect(covered([...segments, ...bound])).to.be.closeTo(covered(bound), 1e-9);
        const ends = new Set(segments.flat());
        expect(bound.flat().filter((end) => !ends.has(end))).to.deep.equal([]);
      })
    );
  });
});

describe('viewing: what it keeps is bounded', function () {
  this.timeout(0);
  const size = ({ state }: Script): number => JSON.stringify(state).length;

  it('a clip of ten seconds, looped for ten hours', () => {
    const script = new Script({ beaconInterval: 'onePercent' }, false, 10);
    let early = 0;
    for (let round = 0; round < 3600; round++) {
      script.start().wait(5).tell({ type: 'timeupdate', position: 5 });
      // Engines end a round some hundredths early or late.
      script
        .wait(5)
        .tell({ type: 'timeupdate', position: 9.9 + (round % 50) / 1000 })
        .end(10);
      if (round === 400) early = size(script);
      script.said.splice(0, script.said.length - 1);
    }
    expect(size(script)).to.be.at.most(early * 1.1);
    expect(watchedOf(script.state).watched).to.be.at.most(1);
    expect(watchedOf(script.state).segments.length).to.be.at.most(301);
  });

  it('ten thousand seeks: progress, evidence and completion are those of what was watched', () => {
    const script = new Script({ completionRule: 'watched', videoEndPercent: 60 }, false, 100_000);
    script.start();
    for (let seek = 1; seek <= 10_000; seek++) {
      // Half a second of each, spread over the media so that few segments touch.
      const to = (seek * 35_713) % 99_990;
      script.seek(to).playTo(to + 0.5);
      script.said.splice(0, script.said.length - 1);
    }
    const { segments, watched = 0, finished, merged } = watchedOf(script.state);
    expect(segments.length).to.be.at.most(301);
    expect(merged).to.equal(true);
    expect(covered(segments)).to.be.above(watched * 100_000);
    expect(watched).to.be.within(0.045, 0.055);
    expect(finished).to.equal(false);
  });
});

describe('viewing: milestones of one percent', () => {
  it('media of 100 to 3,000 s says each whole percent once, in order, and leaves none out', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 100, max: 3000 }), fc.double({ min: 100, max: 3000, noNaN: true })),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        (duration, refined) => {
          const script = new Script(
            { beaconInterval: 'onePercent' },
            false,
            Math.min(Math.max(duration + refined, 100), 3000)
          ).start();
          script
            .playTo(duration / 3, 4)
            .tell({ type: 'durationchange', duration })
            .playTo(duration, 4)
            .end(duration);
          const said = script.said.flatMap((event) => (event.type === 'playProgress' ? [event.percent] : []));
          expect(said).to.deep.equal(Array.from({ length: 101 }, (_, percent) => percent));
        }
      ),
      { numRuns: 40 }
    );
  });

  it('an hour says one every 30 s, so that an integer comes twice, with the position beside it', () => {
    const script = new Script({ beaconInterval: 'onePercent' }, false, 3600).start().playTo(270, 4);
    const said = script.said.flatMap((event) =>
      event.type === 'playProgress' ? [[event.percent, event.position]] : []
    );
    expect(said).to.deep.equal([
      [0, 0],
      [0, 30],
      [1, 60],
      [2, 90],
      [3, 120],
      [4, 150],
      [5, 180],
      [5, 210],
      [6, 240],
      [7, 270]
    ]);
  });

  it('playback that begins in the middle says the percentage of its position, and no milestone before it', () => {
    const script = new Script({ beaconInterval: 'onePercent' }, false, 100).start(50).playTo(52);
    expect(script.story).to.deep.equal(['started', 'play @50', '50%', '51%', '52%']);
    expect(new Script({}, false, 100).start(0.7).story.at(-1)).to.equal('0%');
  });
});
