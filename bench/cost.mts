import { readSettings } from '../dist/esm/settings/read-settings.js';
import { Tracker } from '../dist/esm/tracker/tracker.js';
import { unwatched } from '../dist/esm/viewing/state.js';
import { view } from '../dist/esm/viewing/viewing.js';

/**
 * What a time update and a statement cost, beside what any listener costs, in one run: `npm run build && npm run bench:cost`. Ratios are
 * what to compare; the machine's own speed is in both sides.
 */
const ROUNDS = 7;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Nanoseconds of one `work`, the median of several rounds after one that warms up. */
function cost(count: number, work: (i: number) => void): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const from = process.hrtime.bigint();
    for (let i = 0; i < count; i++) work(i);
    return Number(process.hrtime.bigint() - from) / count;
  });
  return median(rounds.slice(1));
}

const rules = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
} as const;

function dispatching(): number {
  const target = new EventTarget();
  let heard = 0;
  target.addEventListener('timeupdate', () => heard++);
  return cost(200_000, () => target.dispatchEvent(new Event('timeupdate')));
}

function folding(): number {
  // So long that no milestone is crossed: this is what happens four times a second.
  let [state] = view(unwatched(rules, false, 1e9), { type: 'playing', position: 0, mono: 0, wall: 1.7e12 });
  let at = 0;
  return cost(200_000, () => {
    at += 0.25;
    [state] = view(state, { type: 'timeupdate', position: at, mono: at * 1000, wall: 1.7e12 + at * 1000 });
  });
}

function stating(): number {
  const put = (): Promise<void> => Promise.resolve();
  const outbox = { open() {}, put, hold: put } as never;
  let ids = 0;
  const ports = {
    outbox,
    now: () => ({ mono: 0, wall: 1.7e12 }),
    uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    wake: () => () => undefined,
    anonymousId: () => 'nobody'
  };
  const tracker = new Tracker(ports, { statement() {}, problem() {} });
  const config = { endpoint: 'https://lrs.example/', key: 'k', secret: 's', user: { id: 'ann' } };
  tracker.configure(readSettings([config], { origin: 'https://page.example' }).settings);
  tracker.open({ id: '0_a', kind: 'vod', media: 'video', name: 'A lecture' });
  tracker.feed({ type: 'playing', position: 1, mono: 1, wall: 1.7e12 });
  let mono = 1;
  return cost(20_000, (i) => {
    mono += 1000;
    const type = i % 2 ? 'playing' : 'pause';
    tracker.feed({ type, position: 1, mono, wall: 1.7e12 + mono });
  });
}

const any = dispatching();
const rows: readonly (readonly [string, number])[] = [
  ['any listener: EventTarget dispatch', any],
  ['a time update through the fold', folding()],
  ['a statement, captured and serialised', stating()]
];
for (const [name, nanoseconds] of rows) {
  console.log(
    `${name.padEnd(40)} ${(nanoseconds / 1000).toFixed(2).padStart(8)} µs ${(nanoseconds / any).toFixed(1).padStart(7)} x`
  );
}
