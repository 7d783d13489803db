import { expect } from 'chai';
import { readRecordedViewing } from '../../../src/server/reading/read-recorded-viewing.js';
import { LECTURE, story, viewing } from './recordings.js';

const problemsOf = (value: unknown): readonly string[] => {
  const read = readRecordedViewing(value);
  return 'problems' in read ? read.problems : [];
};

/** A device's clock. */
const NOON = Date.UTC(2026, 0, 1, 12);

const at = (after: number, more: object = {}): object => ({
  type: 'timeupdate',
  position: 1,
  wall: NOON + after,
  ...more
});

describe('reading a recorded viewing', () => {
  it('gives the viewing, also as JSON has it, with what may be left out', () => {
    expect(readRecordedViewing(viewing('v'))).to.deep.equal({ viewing: viewing('v') });
    const json: unknown = JSON.parse(
      JSON.stringify({
        entry: { id: '0_x', duration: 10 },
        events: [
          { type: 'play', position: NaN, timestamp: '2026-01-31T12:00:00Z' },
          { type: 'playing', position: 0, timestamp: '2026-01-31T12:00:00.500+00:00' }
        ]
      })
    );
    const noon = Date.UTC(2026, 0, 31, 12);
    expect(readRecordedViewing(json)).to.deep.equal({
      viewing: {
        entry: { id: '0_x', kind: 'vod', media: 'video', duration: 10 },
        viewer: {},
        events: [
          { type: 'play', position: NaN, mono: noon, wall: noon },
          { type: 'playing', position: 0, mono: noon + 500, wall: noon + 500 }
        ]
      }
    });
  });

  it('a close without a reason is that of a viewer who left', () => {
    const { id: _, ...whole } = viewing('v');
    const read = readRecordedViewing({ ...whole, events: [at(1), { type: 'close', position: 1, wall: NOON + 2 }] });
    expect('viewing' in read && read.viewing.events.at(-1)).to.include({ type: 'close', reason: 'leaving' });
  });

  it('takes again what it gave', () => {
    const first = readRecordedViewing(viewing('v'));
    expect('viewing' in first && readRecordedViewing(first.viewing)).to.deep.equal(first);
  });

  it('a duration may come with an event, a clip has its own, and a live programme has none', () => {
    const { duration: _, ...unmeasured } = LECTURE;
    const events = [{ type: 'durationchange', duration: 40, wall: NOON }, at(2)];
    expect(problemsOf({ entry: unmeasured, events })).to.deep.equal([]);
    expect(problemsOf({ entry: { ...unmeasured, clip: { from: 1, to: 3 } }, events: [at(2)] })).to.deep.equal([]);
    expect(problemsOf({ entry: { ...unmeasured, kind: 'live' }, events: [at(2)] })).to.deep.equal([]);
    expect(problemsOf({ entry: unmeasured, events: [at(2)] })[0]).to.match(
      /^entry\.duration: missing, expected seconds/
    );
  });

  const bad: readonly [string, unknown, readonly RegExp[]][] = [
    ['no object', 7, [/^viewing: expected an object, got 7$/]],
    ['nothing in it', {}, [/^entry: missing, expected an object$/, /^events: missing, expected a list$/]],
    ['no events', viewing('v', { events: [] }), [/^events: empty/]],
    ['an unknown key', { ...viewing('v'), viewr: {} }, [/^viewr: unknown, did you mean viewer\? There are id, entry/]],
    ['an empty id', viewing(''), [/^id: expected text that is not empty, got ""$/]],
    ['a registration that is none', viewing('v', { registration: '7' }), [/^registration: expected a UUID, got "7"$/]],
    ['an entry without id', { ...viewing('v'), entry: { duration: 3 } }, [/^entry\.id: missing/]],
    [
      'a length of nothing',
      viewing('v', { entry: { ...LECTURE, duration: 0 } }),
      [/^entry\.duration: expected a number above 0, got 0$/]
    ],
    [
      'another kind',
      { ...viewing('v'), entry: { ...LECTURE, kind: 'image' } },
      [/^entry\.kind: expected "vod" or "live", got "image"$/]
    ],
    [
      'a clip that ends before it begins',
      viewing('v', { entry: { ...LECTURE, clip: { from: 3, to: 2 } } }),
      [/^entry\.clip\.to: expected more than from, 3, got 2$/]
    ],
    ['a viewer in a word', { ...viewing('v'), viewer: 'ann' }, [/^viewer: expected an object, got "ann"$/]],
    [
      'a viewer with a number',
      { ...viewing('v'), viewer: { id: 7 } },
      [/^viewer\.id: expected text that is not empty, got 7$/]
    ],
    [
      'no times',
      viewing('v', { events: [{ type: 'tick' }] as never }),
      [/^events\[0\]\.wall: missing, expected milliseconds/]
    ],
    [
      'back in time',
      { ...viewing('v'), events: [at(5), at(9), at(7)] },
      [/^events\[2\]\.wall: back in time: \d+7 is before \d+9 of events\[1\]$/]
    ],
    [
      'two clocks',
      { ...viewing('v'), events: [at(5, { mono: 1 }), at(9)] },
      [/^events\[1\]\.mono: missing, which events\[0\] has/]
    ],
    [
      'a clock too many',
      { ...viewing('v'), events: [at(5), at(9, { mono: 1 })] },
      [/^events\[1\]\.mono: given, which events\[0\] has not/]
    ],
    [
      'after the close',
      { ...viewing('v'), events: [{ type: 'close', position: 1, reason: 'leaving', wall: NOON }, at(9)] },
      [/^events\[1\]: comes after events\[0\]/]
    ],
    [
      'a position that is none',
      { ...viewing('v'), events: [at(1, { position: Infinity })] },
      [/^events\[0\]\.position: expected seconds from 0 .*, got Infinity$/]
    ]
  ];
  for (const [name, value, messages] of bad)
    it(`says what is wrong: ${name}`, () => {
      const problems = problemsOf(value);
      expect(problems).to.have.length(messages.length);
      messages.forEach((message, i) => expect(problems[i]).to.match(message));
    });

  const host = (type: unknown, fields?: unknown): readonly string[] =>
    problemsOf({
      ...viewing('v'),
      events: [{ type: 'happening', wall: 1.7e12, happening: { name: 'host', type, fields } }]
    });

  it('takes what only the application knows by the rules of collect(), and nothing that playback itself tells', () => {
    for (const type of [8, 18, 19, 20, 'OPEN_EDIT', 40])
      expect(host(type, { contextId: 7 }), String(type)).to.deep.equal([]);
    for (const type of [1, 3, 4, 5, 6, 7, 16, 'PLAY', 'PLAY_REACHED_100'])
      expect(host(type).join(), String(type)).to.match(
        /^events\[0\]\.happening: host: [A-Z_\d]+ is told by playback itself, when it happens$/
      );
    for (const type of [0, 41, 1.5, '', null, undefined, {}, Object.create(null)])
      expect(host(type).join()).to.match(/is no type of a stats event\. There are 1 WIDGET_LOADED/);
    expect(host(8, { sessionId: 'x' }).join()).to.match(/sessionId is no field to set\. There are/);
    expect(host(8, { eventType: 7 }).join()).to.match(/eventType is no field to set/);
    expect(host(8, { userId: {} }).join()).to.match(/userId must be text$/);
    expect(host(8, { partnerId: 'mine' }).join()).to.match(/partnerId must be a whole number above 0$/);
    expect(host(8, 'all').join()).to.match(/the fields must be an object$/);
  });

  it('a thousand mistakes are told in a few lines', () => {
    const problems = problemsOf(viewing('v', { events: story().map((event) => ({ ...event, wall: -1 })) }));
    expect(problems).to.have.length(11);
    expect(problems.at(-1)).to.match(/^and \d+ more$/);
  });
});
