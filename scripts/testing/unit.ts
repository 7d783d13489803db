import path from 'node:path';
import { readCounts, type Counts } from './counts.js';
import { runNode, scratch } from './run.js';

const ALL = 'test/{unit,model}/**/*.spec.ts';

/** Everything that needs no browser, under mocha (.mocharc.json), or the specs that `args` name. */
export async function unit(args: readonly string[]): Promise<Counts> {
  const file = path.join(scratch, 'unit.json');
  const reporter = path.join(__dirname, 'mocha-reporter.cjs');
  const specs = args.some((arg) => arg.startsWith('test/')) ? [] : [ALL];
  const exitCode = await runNode('mocha/bin/mocha.js', [...specs, '--reporter', reporter, ...args], {
    env: { COUNTS_FILE: file },
    title: 'Unit tests (mocha, Node)'
  });
  return readCounts(file, exitCode);
}
