import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { NONE, ONE_FAILED, add, closingLine, readCounts, type Counts } from './counts.js';
import { openDisplay } from './display.js';
import { findEngines } from './engines.js';
import { atOnce } from './pool.js';
import { ROOT, runNode, scratch } from './run.js';

export interface BrowserRun {
  readonly counts: Counts;
  /** One sentence an engine: whether it ran, and if not, why. */
  readonly story: string;
}

/** An engine, and the specs that it runs: lists of files or globs, each for a browser of its own. */
interface Engine {
  readonly launcher: string;
  readonly parts: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Browser specs mostly wait for media that play in real time: more than one a core, but not so many that media stutters. */
const AT_ONCE = Math.min(availableParallelism() + 1, 4);

/**
 * The specs of test/browser: Chromium runs all of them, the others, which are used when they are there, those that an engine can
 * make a difference to. SPEC='test/browser/**\/*.spec.ts' runs all of them in each.
 */
export async function browser(only: readonly string[]): Promise<readonly BrowserRun[]> {
  const { chromium, firefox, webkit } = findEngines();
  const unknown = only.filter((name) => !ENGINES.includes(name));
  if (unknown.length > 0) throw new Error(`no engine is called ${unknown.join(', ')}; use ${ENGINES.join(', ')}`);
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  const display = webkit && wanted('webkit') ? await openDisplay() : undefined;
  const engines: Engine[] = [];
  const absent: BrowserRun[] = [];
  const use = (name: string, engine: Engine | false, story: string, counts = NONE): void => {
    if (!wanted(name)) return;
    if (engine) engines.push(engine);
    else absent.push({ counts, story });
  };
  use(
    'chromium',
    !!chromium && { launcher: 'Chromium', parts: specsIn([DIFFERENT, SAME], 3), env: { CHROME_BIN: chromium } },
    'Chromium: not found, and the tests need it. Install Chromium or name it in CHROME_BIN.',
    ONE_FAILED
  );
  use(
    'firefox',
    !!firefox && { launcher: 'Firefox', parts: specsIn([DIFFERENT], 1), env: { FIREFOX_BIN: firefox } },
    'Firefox: not run, not found.'
  );
  use(
    'webkit',
    !!webkit &&
      !!display && {
        launcher: 'WebKitGTK',
        parts: specsIn([DIFFERENT], 1),
        env: { WEBKITGTK_BIN: webkit, ...display.env }
      },
    webkit ? 'WebKitGTK: not run, it needs Xvfb.' : 'WebKitGTK: not run, no MiniBrowser found.'
  );
  try {
    return [...absent, ...(await runAll(engines))];
  } finally {
    display?.close();
  }
}

/** What an engine can make a difference to, and where all do the same. */
const DIFFERENT = 'test/browser';
const SAME = 'test/browser/any-engine';

const ENGINES: readonly string[] = ['chromium', 'firefox', 'webkit'];

/** The specs of some folders in so many parts of about the same size; one part where SPEC names the specs. */
function specsIn(folders: readonly string[], parts: number): readonly string[] {
  if (process.env['SPEC']) return [process.env['SPEC']];
  const specs = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => `${folder}/${name}`)
  );
  // In turn, for neighbours by name take about the same time.
  return Array.from({ length: parts }, (_, part) => specs.filter((_spec, index) => index % parts === part).join(' '));
}

async function runAll(engines: readonly Engine[]): Promise<readonly BrowserRun[]> {
  // Chromium has most to do, and is first.
  const runs = engines.flatMap((engine) => engine.parts.map((specs, part) => ({ engine, specs, part })));
  const counts = await atOnce(
    AT_ONCE,
    runs.map(
      ({ engine, specs, part }) =>
        () =>
          karma(engine, specs, part, runs.length > 1)
    )
  );
  return engines.map((engine) => {
    const sum = counts.filter((_, index) => runs[index]?.engine === engine).reduce(add, NONE);
    return { counts: sum, story: `${engine.launcher}: ran, ${closingLine(sum)}` };
  });
}

async function karma({ launcher, env }: Engine, specs: string, part: number, keep: boolean): Promise<Counts> {
  const file = path.join(scratch, `${launcher}-${part}.json`);
  const args = ['start', 'karma.conf.js', '--single-run', '--browsers', launcher];
  const title = `Browser tests (karma, ${launcher})`;
  const exitCode = await runNode('karma/bin/karma', args, {
    env: { ...env, SPEC: specs, COUNTS_FILE: file },
    title,
    keep
  });
  return readCounts(file, exitCode);
}

export function total(runs: readonly { readonly counts: Counts }[]): Counts {
  return runs.map(({ counts }) => counts).reduce(add, NONE);
}
