import path from 'node:path';
import { NONE, ONE_FAILED, add, closingLine, readCounts, type Counts } from './counts.js';
import { openDisplay } from './display.js';
import { findEngines } from './engines.js';
import { atOnce } from './pool.js';
import { runNode, scratch } from './run.js';

export interface BrowserRun {
  readonly counts: Counts;
  /** One sentence an engine: whether it ran, and if not, why. */
  readonly story: string;
}

/** Without test/browser/any-engine. */
const DIFFERENT = { SPEC: process.env['SPEC'] ?? 'test/browser/*.spec.ts' };

/** `keep`: others run beside it. */
type Job = (keep: boolean) => Promise<BrowserRun>;

/**
 * The specs of test/browser: Chromium runs all of them, the others, which are used when they are there, those that an engine can
 * make a difference to. SPEC='test/browser/**\/*.spec.ts' runs all of them in each.
 */
export async function browser(only: readonly string[]): Promise<readonly BrowserRun[]> {
  const { chromium, firefox, webkit } = findEngines();
  // The slowest first, so that the others run beside it.
  const jobs: Readonly<Record<string, Job>> = {
    webkit: webkit ? (keep) => inWebKit(webkit, keep) : absent('WebKitGTK: not run, no MiniBrowser found.'),
    firefox: firefox
      ? (keep) => karma('Firefox', { ...DIFFERENT, FIREFOX_BIN: firefox }, keep)
      : absent('Firefox: not run, not found.'),
    chromium: chromium
      ? (keep) => karma('Chromium', { CHROME_BIN: chromium }, keep)
      : absent('Chromium: not found, and the tests need it. Install Chromium or name it in CHROME_BIN.', ONE_FAILED)
  };
  const unknown = only.filter((name) => !(name in jobs));
  if (unknown.length > 0)
    throw new Error(`no engine is called ${unknown.join(', ')}; use ${Object.keys(jobs).join(', ')}`);
  const wanted = Object.entries(jobs).filter(([name]) => only.length === 0 || only.includes(name));
  return atOnce(
    wanted.map(
      ([, job]) =>
        () =>
          job(wanted.length > 1)
    )
  );
}

function absent(story: string, counts = NONE): Job {
  return () => Promise.resolve({ counts, story });
}

async function inWebKit(program: string, keep: boolean): Promise<BrowserRun> {
  const display = await openDisplay();
  if (!display) return { counts: NONE, story: 'WebKitGTK: not run, it needs Xvfb.' };
  try {
    return await karma('WebKitGTK', { ...DIFFERENT, WEBKITGTK_BIN: program, ...display.env }, keep);
  } finally {
    display.close();
  }
}

async function karma(launcher: string, env: NodeJS.ProcessEnv, keep: boolean): Promise<BrowserRun> {
  const file = path.join(scratch, `${launcher}.json`);
  const args = ['start', 'karma.conf.js', '--single-run', '--browsers', launcher];
  const title = `Browser tests (karma, ${launcher})`;
  const exitCode = await runNode('karma/bin/karma', args, { env: { ...env, COUNTS_FILE: file }, title, keep });
  const counts = readCounts(file, exitCode);
  return { counts, story: `${launcher}: ran, ${closingLine(counts)}` };
}

export function total(runs: readonly { readonly counts: Counts }[]): Counts {
  return runs.map(({ counts }) => counts).reduce(add, NONE);
}
