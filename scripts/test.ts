import { rmSync } from 'node:fs';
import { browser, total } from './testing/browser.js';
import { ensureBuilt } from './testing/built.js';
import { NONE, ONE_FAILED, add, closingLine } from './testing/counts.js';
import { faults } from './testing/faults.js';
import { hands } from './testing/hands.js';
import { scratch } from './testing/run.js';
import { types } from './testing/types.js';
import { unit } from './testing/unit.js';

/**
 * `npm test`: unit tests, type tests, then the browser specs, the fault tests and the hands in every engine found.
 *
 *     npm run test:unit -- test/unit/viewing        (mocha's own arguments)
 *     npm run test:browser -- firefox               (chromium, firefox, webkit)
 *     npm run test:faults -- --seed 7 --runs 200    (testing/fault-plan.ts has the others)
 *     npm run test:hands -- chromium                (chromium, firefox, webkit)
 *     SPEC=test/browser/live.spec.ts GREP='DVR' KARMA_CONSOLE=1 npm run test:browser -- chromium
 */
async function main(): Promise<number> {
  const [part, ...args] = process.argv.slice(2);
  const wanted = (name: string) => part === undefined || part === name;
  let counts = NONE;
  let story: readonly string[] = [];

  if (part !== 'types' && !(await ensureBuilt())) {
    console.error('The build failed; the specs of the built package will too.');
    counts = ONE_FAILED;
  }
  if (wanted('unit')) counts = add(counts, await unit(args));
  if (wanted('types')) counts = add(counts, await types());
  if (wanted('browser')) {
    const runs = await browser(args);
    counts = add(counts, total(runs));
    story = runs.map((run) => run.story);
  }
  if (wanted('faults')) {
    const runs = await faults(args);
    counts = add(counts, total(runs));
    story = [...story, ...runs.map((run) => run.story)];
  }

  if (wanted('hands')) {
    const runs = await hands(args);
    counts = add(counts, total(runs));
    story = [...story, ...runs.map((run) => run.story)];
  }

  console.log('');
  for (const line of story) console.log(line);
  console.log(closingLine(counts));
  return counts.failed === 0 ? 0 : 1;
}

main()
  .then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    }
  )
  .finally(() => rmSync(scratch, { recursive: true, force: true }));
