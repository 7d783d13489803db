import type { DemoServer } from '../../../demo/server/index.js';
import { judgeCounts } from '../judge/counts.js';
import type { CountEvidence, Evidence } from '../judge/evidence.js';
import { judge } from '../judge/judge.js';
import type { Browser } from './browser.js';
import { gather } from './gather.js';
import { openKaltura } from './kaltura.js';
import { createRandom } from './random.js';
import { Unmet, type Scenario } from './scenario.js';
import { settle } from './settle.js';
import { openSite } from './site.js';
import { Stage } from './stage.js';

export interface Outcome {
  readonly scenario: string;
  readonly engine: string;
  readonly seed: number;
  readonly injected: readonly string[];
  readonly evidence?: Evidence;
  readonly counts?: CountEvidence;
  /** Empty: all is well. */
  readonly complaints: readonly string[];
  /** The browser did not do what the scenario needs. */
  readonly unmet: boolean;
  readonly milliseconds: number;
}

export interface RunParts {
  readonly browser: Browser;
  readonly server: DemoServer;
  readonly bundle: string;
}

let count = 0;

/** Plays one scenario and judges what came of it. */
export async function runScenario(scenario: Scenario, seed: number, parts: RunParts): Promise<Outcome> {
  const { browser, server, bundle } = parts;
  const begun = Date.now();
  const name = `faults-${(count += 1)}`;
  const site = await openSite({ bundle });
  const store = server.recordStore.store(name);
  const endpoint = `${server.url}/lrs/${name}/xapi/`;
  const kaltura = await openKaltura(`${server.url}/kaltura/${name}`);
  const stage = new Stage({ browser, store, endpoint, kaltura, site, random: createRandom(seed) });
  const complaints: string[] = [];
  let evidence: Evidence | undefined;
  let counts: CountEvidence | undefined;
  let unmet = false;
  const attempt = async (work: () => Promise<void> | void): Promise<void> => {
    try {
      await work();
    } catch (error) {
      unmet ||= error instanceof Unmet;
      complaints.push(error instanceof Error ? error.message : String(error));
    }
  };
  await attempt(() => scenario.run(stage));
  await attempt(async () => {
    const gathered = await gather(stage, await settle(stage));
    ({ evidence, counts } = gathered);
    complaints.push(...judge(evidence), ...judgeCounts(counts), ...gathered.complaints);
  });
  for (const check of stage.checks) await attempt(check);
  const injected = [...stage.injected];
  // A browser that cannot close its tabs is of no use to the next run either; it is started anew.
  if (complaints.length) await stage.kill().catch(() => undefined);
  await stage.end();
  await Promise.all([site.close(), kaltura.close()]);
  return {
    scenario: scenario.name,
    engine: browser.engine,
    seed,
    injected,
    complaints,
    unmet,
    milliseconds: Date.now() - begun,
    ...(evidence && { evidence }),
    ...(counts && { counts })
  };
}
