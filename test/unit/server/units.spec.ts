import { expect } from 'chai';
import { readRecordedViewing } from '../../../src/server/reading/read-recorded-viewing.js';
import { LECTURE, Recording, story, viewing } from './recordings.js';

const problemsOf = (value: unknown): readonly string[] => {
  const read = readRecordedViewing(value);
  return 'problems' in read ? read.problems : [];
};

/** The same recording with one of its numbers in another unit. */
const scaled = (field: 'wall' | 'mono' | 'position' | 'duration', by: number): readonly object[] =>
  story().map((event) => {
    const value: unknown = (event as unknown as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'number' ? { ...event, [field]: value * by } : event;
  });

const live = { id: '0_live', kind: 'live', media: 'video' };

describe('A recording in wrong units is refused:', () => {
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    [
      'wall in seconds',
      { ...viewing('v'), events: scaled('wall', 1 / 1000) },
      /^events\[0\]\.wall: expected milliseconds since 1970 .*, got 1767\d+.*, which are seconds$/
    ],
    [
      'wall in microseconds',
      { ...viewing('v'), events: scaled('wall', 1000) },
      /^events\[0\]\.wall: .*, which are microseconds$/
    ],
    [
      'a clock that was never set',
      { ...viewing('v'), events: [{ type: 'play', position: 0, timestamp: '1970-01-01T00:00:09Z' }] },
      /^events\[0\]\.timestamp: expected the time of a clock that is set, got "1970-/
    ],
    [
      'positions in milliseconds',
      { ...viewing('v'), events: scaled('position', 1000) },
      /^events\[\d+\]\.position: expected seconds from 0 to the duration, 40, got 500; are positions in milliseconds/
    ],
    [
      'positions in milliseconds, of a programme without a length',
      { ...viewing('v'), entry: live, events: scaled('position', 1000) },
      /^events\[2\]\.position: expected seconds, got \d+ of \d+ steps .*milliseconds$/
    ],
    [
      'positions and duration in milliseconds',
      { ...viewing('v'), entry: { ...LECTURE, duration: 40_000 }, events: scaled('position', 1000) },
      /^events\[2\]\.position: expected seconds, got /
    ],
    [
      'the duration in milliseconds',
      { ...viewing('v'), entry: { ...LECTURE, duration: 40_000 } },
      /^events\[\d+\]\.position: expected the end at the duration, 40000 s, got 40 s; is the duration in milliseconds\?$/
    ],
    [
      'mono in seconds',
      { ...viewing('v'), events: scaled('mono', 1 / 1000) },
      /^events\[0\]\.mono: expected milliseconds .*is it in seconds\?$/
    ],
    [
      'a position below 0',
      { ...viewing('v'), events: [{ type: 'play', position: -1, mono: 0, wall: Date.UTC(2026, 0, 1) }] },
      /^events\[0\]\.position: expected seconds from 0 .*, got -1$/
    ],
    [
      'a position behind the end',
      { ...viewing('v'), events: new Recording().play(0, 60).events },
      /^events\[\d+\]\.position: expected seconds from 0 to the duration, 40, got 41\.5$/
    ]
  ];
  for (const [name, value, message] of wrong)
    it(name, () => {
      expect(problemsOf(value)).to.have.length.above(0);
      expect(problemsOf(value)[0]).to.match(message);
    });
});

describe('A recording is not taken for one in wrong units:', () => {
  const right: readonly (readonly [string, unknown])[] = [
    ['as it is', viewing('v')],
    ['a seek over minutes that nobody announced', { ...viewing('v'), entry: live, events: jumping() }],
    ['an advertisement with a time line of its own', viewing('v', { events: advertised() })],
    ['a position a little behind the end', viewing('v', { events: new Recording().play(20, 40.9).events })],
    [
      'a length that comes with the media',
      viewing('v', {
        entry: { ...LECTURE, duration: 10 },
        events: [new Recording().tell({ type: 'durationchange', duration: 40 }).events, story()].flat()
      })
    ]
  ];
  for (const [name, value] of right) it(name, () => expect(problemsOf(value)).to.deep.equal([]));

  function jumping(): Recording['events'] {
    return new Recording().play(0, 5).wait(0.25).tell({ type: 'timeupdate', position: 300 }).play(300, 305).events;
  }

  function advertised(): Recording['events'] {
    return new Recording()
      .play(0, 5)
      .tell({ type: 'adstart' })
      .wait(1)
      .tell({ type: 'timeupdate', position: 5000 })
      .tell({ type: 'adend' })
      .play(5, 40).events;
  }
});
