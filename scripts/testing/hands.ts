import path from 'node:path';
import { closingLine, readCounts, type Counts } from './counts.js';
import { runNode, scratch } from './run.js';

export interface HandsRun {
  readonly counts: Counts;
  readonly story: string;
}

/**
 * Real input in real browsers (test/hands): the engines one after the other, for what is tested is time itself, and two
 * at once would make the machine a fault. The first that fails ends those of its engine, whose browser may hang.
 * `args`: the engines, all of them if none is named.
 */
export async function hands(args: readonly string[]): Promise<readonly HandsRun[]> {
  const runs: HandsRun[] = [];
  for (const engine of args.length ? args : ['chromium', 'firefox', 'webkit']) {
    const file = path.join(scratch, `hands-${engine}.json`);
    const exitCode = await runNode(
      'mocha/bin/mocha.js',
      [
        'test/hands/hands.spec.ts',
        '--retries',
        '1',
        '--bail',
        '--reporter',
        path.join(__dirname, 'mocha-reporter.cjs')
      ],
      { env: { COUNTS_FILE: file, HANDS_ENGINE: engine }, title: `Hands (${engine})` }
    );
    const counts = readCounts(file, exitCode);
    runs.push({ counts, story: `Hands in ${engine}: ${closingLine(counts)}` });
  }
  return runs;
}
