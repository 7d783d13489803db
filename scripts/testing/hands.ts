import path from 'node:path';
import { closingLine, readCounts, type Counts } from './counts.js';
import { atOnce } from './pool.js';
import { runNode, scratch } from './run.js';

export interface HandsRun {
  readonly counts: Counts;
  readonly story: string;
}

/** Engines at once: a hand on a slow machine is what is tested, and the page itself says what truly played. With three, WebKitGTK hangs. */
const AT_ONCE = 2;

/**
 * Real input in real browsers (test/hands). The first that fails ends those of its engine. `args`: the engines, all of them if
 * none is named.
 */
export function hands(args: readonly string[]): Promise<readonly HandsRun[]> {
  const engines = args.length ? args : ['chromium', 'firefox', 'webkit'];
  return atOnce(
    AT_ONCE,
    engines.map((engine) => () => inEngine(engine, engines.length > 1))
  );
}

async function inEngine(engine: string, keep: boolean): Promise<HandsRun> {
  const file = path.join(scratch, `hands-${engine}.json`);
  const reporter = path.join(__dirname, 'mocha-reporter.cjs');
  const exitCode = await runNode(
    'mocha/bin/mocha.js',
    ['test/hands/hands.spec.ts', '--retries', '2', '--bail', '--reporter', reporter],
    { env: { COUNTS_FILE: file, HANDS_ENGINE: engine }, title: `Hands (${engine})`, keep }
  );
  const counts = readCounts(file, exitCode);
  return { counts, story: `Hands in ${engine}: ${closingLine(counts)}` };
}
