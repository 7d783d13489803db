import { expect } from 'chai';
import fc from 'fast-check';
import { isTooOld, look, readRetention, type Retention } from '../../../src/delivery/retention.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const AGE = 30 * DAY;
const NOW = Date.parse('2026-11-21T10:00:00Z');

/** Looks one after the other; a new process has no `since`. */
const after = (...looks: readonly [wall: number, since: number | undefined, row: number][]): Retention =>
  looks.reduce<Retention | undefined>(
    (seen, [wall, since, row]) => look(seen, { wall, since, row, letter: 0 }, AGE),
    undefined
  ) ?? look(undefined, { wall: 0, since: undefined, row: 0, letter: 0 }, AGE);
const old = (seen: Retention, key: number): boolean => isTooOld(seen, seen.rows, key, AGE);

describe('how long rows have waited', () => {
  it('is counted from the look that found them first, in a process that goes on', () => {
    const seen = after([NOW, undefined, 5], [NOW + 20 * DAY, 20 * DAY, 9], [NOW + 31 * DAY, 11 * DAY, 9]);
    expect([old(seen, 1), old(seen, 5), old(seen, 6), old(seen, 10)]).to.deep.equal([true, true, false, false]);
  });

  it('does not grow when the clock is set, in either direction', () => {
    for (const jump of [40 * DAY, -7 * DAY]) {
      const seen = after([NOW, undefined, 5], [NOW + jump + MINUTE, MINUTE, 5], [NOW + jump + DAY, DAY - MINUTE, 5]);
      expect(old(seen, 5), String(jump)).to.equal(false);
      expect(seen.time).to.be.within(0, DAY);
    }
  });

  it('grows over processes, as long as somebody comes by; a long absence does not count, nor a clock that went back', () => {
    const week = [7, 14, 21, 28, 35].map((days) => [NOW + days * DAY, undefined, 5] as const);
    expect(old(after([NOW, undefined, 5], ...week.map(([...each]) => each)), 5)).to.equal(true);
    expect(old(after([NOW, undefined, 5], [NOW + 40 * DAY, undefined, 5]), 5)).to.equal(false);
    expect(old(after([NOW, undefined, 5], [NOW - 40 * DAY, undefined, 5], [NOW, undefined, 5]), 5)).to.equal(false);
  });

  it('is counted once, however many tabs look', () => {
    // Each of two tabs looks once a day, twelve hours apart, and has looked before.
    const looks = Array.from({ length: 40 }, (_, i) => [NOW + (i * DAY) / 2, DAY, 5] as const);
    expect(after([NOW, undefined, 5], ...looks.map(([...each]) => each)).time).to.equal(19.5 * DAY);
  });

  it('is never more than some process has seen, never much less, and takes little to remember', () => {
    const step = fc.record({
      ran: fc.integer({ min: 0, max: 5 * DAY }),
      jump: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -50 * DAY, max: 50 * DAY })),
      rows: fc.nat({ max: 3 })
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let seen: Retention | undefined;
        let skew = 0;
        let mono = 0;
        let last = 0;
        let honest = true;
        const found: number[] = [];
        for (const { ran, jump, rows } of steps) {
          mono += ran;
          skew += jump;
          last += rows;
          honest &&= jump === 0;
          while (found.length < last) found.push(mono);
          seen = look(seen, { wall: NOW + mono + skew, since: seen ? ran : undefined, row: last, letter: 0 }, AGE);
        }
        if (!seen) return;
        expect(seen.rows.length).to.be.below(40);
        const at = seen;
        found.forEach((since, i) => {
          const waited = mono - since;
          if (old(at, i + 1)) expect(waited).to.be.above(AGE);
          else if (honest) expect(waited).to.be.at.most(AGE + AGE / 16 + 5 * DAY);
        });
      })
    );
  });

  it('is read back as it was written, and anything else is as if nothing had been', () => {
    const seen = after([NOW, undefined, 5], [NOW + DAY, DAY, 9]);
    expect(readRetention(JSON.stringify(seen))).to.deep.equal(seen);
    for (const text of [undefined, '', '7', 'null', '{}', '{"wall":1,"time":2,"rows":[[1]],"letters":[]}'])
      expect(readRetention(text), text).to.equal(undefined);
  });
});
