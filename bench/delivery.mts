import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUNDLES, SENDERS } from './delivery/plan.mjs';
import { faultTable, HOW, HOW_HOUR, hourTable, linesOf, type Result } from './delivery/report.mjs';
import { ROWS } from './delivery/rows.mjs';
import { run, scriptCost } from './delivery/run.mjs';
import { isBad } from './delivery/score.mjs';
import { startServer } from './delivery/server.mjs';
import { bundle } from './support/bundle.mjs';
import { openChromium } from './support/chromium.mjs';
import type { Bench } from './support/report.mjs';

/** Rows and senders that CI looks at: whether the bench runs. `npm run test:faults` looks for faults. */
const SHORT = { rows: 1, senders: ['ours', 'snowplow'] } as const;

async function measure(bundles: string, short: boolean): Promise<readonly Result[]> {
  const entry = Object.fromEntries(BUNDLES.map((name) => [name, `./bench/delivery/page/${name}.mts`]));
  await bundle({ entry, folder: bundles });
  const server = await startServer(bundles);
  const browser = await openChromium();
  try {
    const [first] = ROWS;
    const script = first ? await scriptCost(browser, server, first) : 0;
    const rows = short ? ROWS.slice(0, SHORT.rows) : ROWS;
    const jobs = rows.flatMap((row) =>
      (short ? SHORT.senders : SENDERS).map(async (sender): Promise<Result> => {
        const outcome = await run(browser, server, sender, row, script);
        return { row: row.name, sender, outcome };
      })
    );
    return await Promise.all(jobs);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** What becomes of events under faults, beside others. */
export const delivery: Bench = {
  title: 'Delivery under faults',
  async measure(short) {
    const bundles = mkdtempSync(path.join(tmpdir(), 'bench-delivery-'));
    try {
      const results = await measure(bundles, short);
      const hour = await hourTable();
      const ours = results.filter(({ sender, outcome }) => sender === 'ours' && isBad(outcome)).map(({ row }) => row);
      const bad = [...ours, ...hour.bad];
      return {
        lines: linesOf(results),
        how: HOW,
        detail: [faultTable(results), HOW_HOUR, hour.text].join('\n\n'),
        ...(bad.length && { wrong: `ours lost, duplicated or reordered under: ${bad.join('; ')}` })
      };
    } finally {
      rmSync(bundles, { recursive: true });
    }
  }
};
