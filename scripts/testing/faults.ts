import path from 'node:path';
import { startTestServer, type DemoServer } from '../../demo/server/index.js';
import type { Browser, EngineName } from '../../test/faults/harness/browser.js';
import { createChromium } from '../../test/faults/harness/chromium.js';
import { createFirefox } from '../../test/faults/harness/firefox.js';
import { sweepAtExit } from '../../test/faults/harness/litter.js';
import { runScenario, type Outcome } from '../../test/faults/harness/run.js';
import { HEADING, lineOf, storyOf } from '../../test/faults/harness/table.js';
import { createWebKit } from '../../test/faults/harness/webkit.js';
import { NONE, ONE_FAILED, type Counts } from './counts.js';
import { openDisplay, type Display } from './display.js';
import { findEngines } from './engines.js';
import { planOf, type Job, type Plan } from './fault-plan.js';
import { ROOT } from './run.js';

export interface FaultRun {
  readonly counts: Counts;
  /** One sentence an engine: whether it ran, and if not, why. */
  readonly story: string;
}

/** Two at once: they mostly wait, for media and for a back-off. More would make the machine itself a fault. */
const AT_ONCE = 2;

/** How often a browser may fail to do what a scenario needs. */
const TRIES = 3;

/** What never gives up its place in the line of jobs. */
interface Crew {
  readonly engine: EngineName;
  readonly workers: number;
  hire(): Browser;
}

/**
 * Real browsers, the built plugin, the real player, and a record store that fails: nothing may be lost, come twice or
 * out of order. Without arguments each scenario once; `--runs 200 --seed 7` throws their ingredients together.
 */
export async function faults(args: readonly string[]): Promise<readonly FaultRun[]> {
  const plan = planOf(args);
  sweepAtExit();
  const server = await startTestServer();
  const display = plan.engines.includes('webkit') ? await openDisplay() : undefined;
  process.once('exit', () => display?.close());
  try {
    console.log(`\nFault tests (seed ${plan.seed})\n${HEADING}`);
    const { crews, absent } = gatherCrews(plan, display);
    const runs = [...absent];
    // Chromium alone, since it has most to do; the others beside each other.
    const [first, ...others] = crews;
    if (first) runs.unshift(await work(first, plan, server));
    runs.push(...(await Promise.all(others.map((crew) => work(crew, plan, server)))));
    return runs;
  } finally {
    display?.close();
    await server.close();
  }
}

function gatherCrews({ engines }: Plan, display: Display | undefined): { crews: Crew[]; absent: FaultRun[] } {
  const { chromium, firefox, webkit } = findEngines();
  const crews: Crew[] = [];
  const absent: FaultRun[] = [];
  const add = (
    engine: EngineName,
    workers: number,
    hire: (() => Browser) | undefined,
    story: string,
    counts = NONE
  ) => {
    if (!engines.includes(engine)) return;
    if (hire) crews.push({ engine, workers, hire });
    else absent.push({ counts, story });
  };
  add(
    'chromium',
    AT_ONCE,
    chromium ? () => createChromium(chromium) : undefined,
    'Faults in Chromium: not found.',
    ONE_FAILED
  );
  add('firefox', 1, firefox ? () => createFirefox(firefox) : undefined, 'Faults in Firefox: not run, not found.');
  const screen = display?.env;
  const webKit = webkit && screen ? () => createWebKit(webkit, screen) : undefined;
  add('webkit', 1, webKit, 'Faults in WebKitGTK: not run, no MiniBrowser or no Xvfb.');
  return { crews, absent };
}

/** All jobs of one engine. */
async function work({ engine, workers, hire }: Crew, plan: Plan, server: DemoServer): Promise<FaultRun> {
  const line: Job[] = plan.jobs.filter(({ scenario }) => scenario.engines.includes(engine));
  const outcomes: Outcome[] = [];
  const bundle = path.resolve(ROOT, plan.bundle);
  const worker = async (): Promise<void> => {
    const browser = hire();
    try {
      for (let job = line.shift(); job; job = line.shift()) {
        const play = () => runScenario(job.scenario, job.seed, { browser, server, bundle });
        let outcome = await play();
        for (let tries = 1; outcome.unmet && tries < TRIES; tries++) {
          console.log(`  again: ${storyOf(outcome).trim()}`);
          outcome = await play();
        }
        outcomes.push(outcome);
        console.log(lineOf(outcome));
      }
    } finally {
      await browser.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, line.length) }, worker));
  return sumUp(engine, outcomes);
}

function sumUp(engine: EngineName, outcomes: readonly Outcome[]): FaultRun {
  const failures = outcomes.filter(({ complaints }) => complaints.length > 0);
  if (failures.length) console.log(`\n${failures.map(storyOf).join('\n')}\n`);
  const counts = { passed: outcomes.length - failures.length, failed: failures.length, skipped: 0 };
  const seconds = outcomes.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const story = `Faults in ${engine}: ${outcomes.length} runs, ${failures.length} failed, ${seconds.toFixed(0)} s in all.`;
  return { counts, story };
}
