import { unwatched, view, watchedOf, type ViewingState } from '../src/core.js';
import { fastest } from './support/measure.mjs';
import { line, microseconds, showRatio, type Bench } from './support/report.mjs';
import { table } from './support/table.mjs';

const HOW = `\
The fold of a viewing in Node, in which so many separate pieces of a lecture were watched already, as after that many seeks. A seek ends
one piece and begins another. A viewing keeps each piece once for ever, in order, so that a seek copies that list; what statements tell
is never more than 300 pieces. A time update looks at the pieces that lie under what has played since the last seek or pause: none where the
content is new, and all of them where one plays over all of them without a stop.`;

const RULES = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
} as const;
const WALL = 1.7e12;

/** A viewing that plays, with so many pieces behind it: two seconds of every four. */
function watchedIn(pieces: number): ViewingState {
  const union = Array.from({ length: pieces }, (_, i) => [i * 4, i * 4 + 2] as const);
  const state: ViewingState = {
    ...unwatched(RULES, false, 1e9),
    segments: union.slice(0, 300),
    union,
    sessionUnion: union,
    unionLength: pieces * 2,
    played: pieces * 2
  };
  return view(state, { type: 'playing', position: pieces * 4, mono: 0, wall: WALL })[0];
}

/** The same, where it has played over all of them since its beginning. */
const over = (state: ViewingState): ViewingState => ({ ...state, open: { from: 0, spent: 0, needed: 0 } });

/** Microseconds of one `work`, in the fastest of some rounds after one that warms up. */
function timed(rounds: number, count: number, work: () => void): number {
  const each = Array.from({ length: rounds + 1 }, () => {
    const began = process.hrtime.bigint();
    for (let i = 0; i < count; i++) work();
    return Number(process.hrtime.bigint() - began) / count / 1000;
  });
  return fastest(each.slice(1));
}

const ACTS = ['a time update', 'a time update over all', 'a seek', 'watched()'] as const;

/** What each act costs with so many pieces. */
function costs(pieces: number, rounds: number): readonly number[] {
  const script = (state = watchedIn(pieces)) => {
    let [mono, position] = [0, pieces * 4];
    const tell = (type: 'seeking' | 'seeked' | 'timeupdate', to: number): void => {
      position = to;
      [state] = view(state, { type, position, mono, wall: WALL + mono });
    };
    return {
      pass: (): void => {
        mono += 250;
        tell('timeupdate', position + 0.25);
      },
      seek: (): void => {
        // Into a gap in the middle, where no piece is: one more.
        tell('seeking', Math.floor(pieces / 2) * 4 + 2.5 + (mono % 7) / 10);
        mono += 20;
        tell('seeked', position);
      },
      ask: (): void => void watchedOf(state)
    };
  };
  const [updates, reviews, seeks, asks] = [script(), script(over(watchedIn(pieces))), script(), script()];
  return [
    timed(rounds, 500, updates.pass),
    timed(rounds, 50, reviews.pass),
    timed(rounds, 10, () => {
      for (let i = 0; i < 4; i++) seeks.pass();
      seeks.seek();
    }),
    timed(rounds, 100, asks.ask)
  ];
}

/** What a long viewing costs, beside a short one. */
export const growth: Bench = {
  title: 'Growth with the pieces that were watched',
  measure(short) {
    const counts = short ? [100, 1000] : [100, 1000, 10_000, 100_000];
    const found = counts.map((count) => costs(count, short ? 2 : 15));
    const [least = [], most = []] = [found[0], found.at(-1)];
    const last = counts.at(-1)?.toLocaleString('en') ?? '';
    const lines = ACTS.map((act, i) =>
      line(
        `${act}, after ${last} pieces`,
        [most[i] ?? NaN, least[i] ?? NaN],
        `after ${counts[0] ?? 0} pieces`,
        microseconds
      )
    );
    const rows = counts.map((count, k) => [
      count.toLocaleString('en'),
      ...ACTS.flatMap((_, i) => {
        const [value, base] = [found[k]?.[i] ?? NaN, least[i] ?? NaN];
        return [microseconds(value), showRatio(value / base)];
      })
    ]);
    const head = ['pieces', ...ACTS.flatMap((act) => [act, '/ first'])];
    return Promise.resolve({ lines, how: HOW, detail: table(head, rows, 1) });
  }
};
