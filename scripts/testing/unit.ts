import { availableParallelism } from 'node:os';
import path from 'node:path';
import { readCounts, type Counts } from './counts.js';
import { runNode, scratch } from './run.js';

const ALL = 'test/{unit,model}/**/*.spec.ts';

/**
 * Everything that needs no browser, under mocha (.mocharc.json), a file a core; or the specs that `args` name, one after the other.
 */
export async function unit(args: readonly string[]): Promise<Counts> {
  const file = path.join(scratch, 'unit.json');
  const reporter = path.join(__dirname, 'mocha-reporter.cjs');
  const isNamed = args.some((arg) => arg.startsWith('test/'));
  const specs = isNamed ? [] : [ALL, '--parallel', '--jobs', String(availableParallelism())];
  const exitCode = await runNode('mocha/bin/mocha.js', [...specs, '--reporter', reporter, ...args], {
    env: { COUNTS_FILE: file },
    title: 'Unit tests (mocha, Node)'
  });
  return readCounts(file, exitCode);
}
