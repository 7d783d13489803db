import { expect } from 'chai';
import { parseSegments, unionOf } from '../../support/judges/played-segments.js';
import { judgeSession } from '../../support/judges/video-session.js';
import { PUBLISHED, SESSION, goodSession, video } from './samples.js';

type Session = ReturnType<typeof goodSession>;
const judged = (change: (session: Session) => readonly unknown[]) =>
  judgeSession(change(goodSession()), { over: true }).join('\n');

describe('the judge of video sessions', () => {
  it('accepts a good one, and passes over other vocabularies', () => {
    expect(judgeSession([PUBLISHED, ...goodSession(), PUBLISHED], { over: true })).to.deep.equal([]);
  });

  it('accepts one that goes on, unless it should be over', () => {
    const open = goodSession().slice(0, -1);
    expect(judgeSession(open)).to.deep.equal([]);
    expect(judgeSession(open, { over: true }).join('\n')).to.match(/never terminated/);
  });

  const swap = (list: readonly unknown[], i: number, j: number) => {
    const copy = [...list];
    [copy[i], copy[j]] = [copy[j], copy[i]];
    return copy;
  };
  const paused = (result: Record<string, unknown>) =>
    video('paused', { context: { 'completion-threshold': 0.8 }, result: { time: 10, progress: 0.8, ...result } });

  const bad: Record<string, [change: (session: Session) => readonly unknown[], complaint: RegExp]> = {
    'a late initialized': [(s) => swap(s, 0, 1), /begins with played/],
    'no initialized': [(s) => s.slice(1), /begins with played/],
    'initialized twice': [
      (s) => [s[0], video('initialized', { context: { 'completion-threshold': 0.8 } }), ...s.slice(1)],
      /initialized more/
    ],
    'a session id that is not the id of initialized': [
      (s) => [{ ...s[0], id: '0b9f8a52-7a55-4a0e-8c3e-1f6f5f6f0a99' }, ...s.slice(1)],
      /session id is not the id/
    ],
    'something after terminated': [(s) => [...s, video('played', { result: { time: 10 } })], /played after terminated/],
    'terminated while playing': [(s) => s.filter((_, i) => i !== 4), /terminated while playing/],
    'a pause of nothing': [(s) => s.filter((_, i) => i !== 1), /nothing played/],
    'equal timestamps': [
      (s) => s.map((one, i) => (i === 2 ? { ...one, timestamp: s[1]?.timestamp } : one)),
      /not after/
    ],
    'completed twice': [
      (s) => [...s.slice(0, 4), { ...video('completed'), ...{ result: s[3]?.result } }, ...s.slice(4)],
      /completed 2 times/
    ],
    'a threshold that is not everywhere': [
      (s) => [video('initialized', { id: SESSION }), ...s.slice(1)],
      /completion-threshold differs/
    ],
    'progress of the playhead': [
      (s) => [...s.slice(0, 4), paused({ progress: 1, 'played-segments': '0.000[.]4.000[,]6.000[.]10.000' })],
      /progress 1, but the segments cover 0\.800/
    ],
    'segments sorted by position': [
      (s) => [...s.slice(0, 4), paused({ 'played-segments': '6.000[.]10.000[,]0.000[.]4.000' })],
      /do not go on from/
    ],
    'an end point that no statement sent': [
      (s) => [
        ...s.slice(0, 4),
        paused({ progress: 0.81, 'played-segments': '0.000[.]4.000[,]6.000[.]10.000[,]5[.]5.1' })
      ],
      /5\.1 is the time of no statement/
    ],
    'completion before its threshold': [
      (s) => [
        ...s.slice(0, 2),
        video('completed', {
          context: { 'completion-threshold': 0.8 },
          plain: { completion: true, duration: 'PT4S' },
          result: { time: 4, progress: 0.4, 'played-segments': '0.000[.]4.000' }
        })
      ],
      /completed at 0\.400, before the threshold 0\.8/
    ]
  };
  for (const [name, [change, complaint]] of Object.entries(bad)) {
    it(`refuses ${name}`, () => {
      expect(judged(change)).to.match(complaint);
    });
  }
});

describe('played segments', () => {
  it('are read, or refused', () => {
    expect(parseSegments('0.000[.]12.000[,]14.000[.]21.5')).to.deep.equal([
      [0, 12],
      [14, 21.5]
    ]);
    expect(parseSegments('')).to.deep.equal([]);
    for (const text of ['0', '0[.]', '3[.]2', '0[.]1,2[.]3', '0.0001[.]1', '-1[.]2']) {
      expect(parseSegments(text), text).to.equal(undefined);
    }
  });

  it('count what overlaps once', () => {
    expect(unionOf([[0, 4], [2, 6], [8, 9], [3, 4]])).to.equal(7); // prettier-ignore
    expect(unionOf([])).to.equal(0);
  });

  it('may close small gaps, at the head and the tail too', () => {
    expect(unionOf([[0.7, 4], [4.9, 9.5]], 1, 10)).to.equal(10); // prettier-ignore
    expect(unionOf([[0.7, 4], [6, 9.5]], 1, 10)).to.equal(8); // prettier-ignore
    expect(unionOf([], 1, 1)).to.equal(0);
  });
});
