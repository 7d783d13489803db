import { parseArgs } from 'node:util';
import type { EngineName } from '../../test/faults/harness/browser.js';
import { ALL, type Scenario } from '../../test/faults/harness/scenario.js';
import { chaos, SCENARIOS } from '../../test/faults/scenarios/index.js';

export interface Job {
  readonly scenario: Scenario;
  readonly seed: number;
}

export interface Plan {
  readonly seed: number;
  readonly engines: readonly EngineName[];
  readonly jobs: readonly Job[];
  readonly bundle: string;
}

/** Each run of the short form has the same dice every time: what fails in CI fails here. */
const SEED = 1;

const OPTIONS = {
  seed: { type: 'string' },
  runs: { type: 'string' },
  engine: { type: 'string' },
  only: { type: 'string' },
  bundle: { type: 'string' }
} as const;

/**
 * What the command line asks for.
 *
 *     --engine chromium|firefox|webkit    only there
 *     --only NAME                         only that scenario
 *     --seed N                            other dice
 *     --runs N                            so many runs, with the seeds that follow: of all ingredients, or of NAME
 *     --bundle FILE                       another build of the plugin
 */
export function planOf(args: readonly string[]): Plan {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const seed = numberOf('seed', values.seed ?? String(SEED));
  const runs = values.runs === undefined ? undefined : numberOf('runs', values.runs);
  const scenarios = values.only === undefined ? undefined : [one('scenario', values.only, SCENARIOS, (s) => s.name)];
  const engines = values.engine === undefined ? ALL : [one('engine', values.engine, ALL, (name) => name)];
  const repeated = scenarios ?? [chaos];
  const jobs =
    runs === undefined
      ? (scenarios ?? SCENARIOS).map((scenario) => ({ scenario, seed }))
      : Array.from({ length: runs }, (_, index) =>
          repeated.map((scenario) => ({ scenario, seed: seed + index }))
        ).flat();
  return { seed, engines, jobs, bundle: values.bundle ?? 'dist/playkit-xapi.js' };
}

function numberOf(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, not ${text}`);
  return Number(text);
}

function one<T>(what: string, wanted: string, list: readonly T[], nameOf: (item: T) => string): T {
  const found = list.find((item) => nameOf(item) === wanted);
  if (found === undefined) throw new Error(`no ${what} is called ${wanted}; there are ${list.map(nameOf).join(', ')}`);
  return found;
}
