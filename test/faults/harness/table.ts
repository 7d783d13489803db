import type { Outcome } from './run.js';

export const HEADING =
  'scenario                engine    captured  acknowledged  arrived  refused  evicted  twice on the wire      s  verdict  injected';

/**
 * A run in a line, events of Kaltura's statistics with the statements. `twice on the wire`: what a record store got again
 * and knew, and what Kaltura counts twice.
 */
export function lineOf({ scenario, engine, evidence, counts, injected, complaints, milliseconds }: Outcome): string {
  const both = [evidence, counts].flatMap((known) => (known ? [known] : []));
  const tabs = both.flatMap((known) => known.tabs);
  const arrivals = both.flatMap((known) => known.arrivals);
  const refused = both.flatMap((known) => known.refused);
  const evicted = both.flatMap((known) => known.evicted);
  const captured = new Set(tabs.flatMap((tab) => tab.captured.map(({ id }) => id))).size;
  const acknowledged = new Set(tabs.flatMap((tab) => tab.acknowledged.map(({ id }) => id))).size;
  const arrived = arrivals.filter(({ replay }) => !replay).length;
  const cells: readonly (readonly [string | number, number])[] = [
    [captured, 8],
    [acknowledged, 12],
    [arrived, 7],
    [new Set(refused).size, 7],
    [new Set(evicted).size, 7],
    [arrivals.length - arrived, 17],
    [(milliseconds / 1000).toFixed(1), 5]
  ];
  const numbers = cells.map(([value, width]) => String(value).padStart(width)).join('  ');
  const verdict = complaints.length ? 'FAILED' : 'ok';
  return `${scenario.padEnd(22)}  ${engine.padEnd(8)}  ${numbers}  ${verdict.padEnd(7)}  ${tally(injected)}`;
}

/** What was done several times is said once. */
function tally(injected: readonly string[]): string {
  const words = [...new Set(injected)].map((word) => {
    const times = injected.filter((other) => other === word).length;
    return times > 1 ? `${times} × ${word}` : word;
  });
  return words.join(', ');
}

/** What differs, and how to see it again. */
export function storyOf({ scenario, engine, seed, complaints }: Outcome): string {
  const again = `npm run test:faults -- --engine ${engine} --only ${scenario} --seed ${seed}`;
  const shown = complaints.slice(0, 12).map((complaint) => `    ${complaint.slice(0, 600)}`);
  const more = complaints.length > shown.length ? [`    and ${complaints.length - shown.length} more`] : [];
  return [`  ${scenario} in ${engine} with seed ${seed}: ${again}`, ...shown, ...more].join('\n');
}
