import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findEngines } from '../scripts/testing/engines.js';
import { bundle } from './delivery/bundle.mjs';
import { SENDERS } from './delivery/plan.mjs';
import { faultTable, HOW, HOW_HOUR, hourTable, type Result } from './delivery/report.mjs';
import { ROWS } from './delivery/rows.mjs';
import { run, scriptCost } from './delivery/run.mjs';
import { isBad } from './delivery/score.mjs';
import { startServer } from './delivery/server.mjs';

/**
 * What becomes of events under faults, ours beside others in the same run: `npm run bench:delivery`. Ends with 1 where
 * ours lost, duplicated or reordered anything.
 */
async function measure(program: string, bundles: string): Promise<readonly Result[]> {
  await bundle(bundles);
  const server = await startServer(bundles);
  const browser = await chromium.launch({ executablePath: program });
  try {
    const [first] = ROWS;
    const script = first ? await scriptCost(browser, server, first) : 0;
    const jobs = ROWS.flatMap((row) =>
      SENDERS.map(async (sender): Promise<Result> => {
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

const began = Date.now();
const seconds = (): string => ((Date.now() - began) / 1000).toFixed(0);

async function main(): Promise<void> {
  const { chromium: program } = findEngines();
  if (!program) throw new Error('No Chromium found: install it or name it in CHROME_BIN.');
  const bundles = mkdtempSync(path.join(tmpdir(), 'bench-delivery-'));
  try {
    const results = await measure(program, bundles);
    const hour = await hourTable();
    // On a machine that has others to serve, requests gather more than they would: one must know.
    const load = (loadavg()[0] ?? 0).toFixed(1);
    const machine = `${availableParallelism()} cores, load average ${load} in the last minute, ${seconds()} s in all.`;
    console.log(`${HOW}\n\n${machine}\n\n${faultTable(results)}\n\n${HOW_HOUR}\n\n${hour.text}\n`);
    const ours = results.filter(({ sender, outcome }) => sender === 'ours' && isBad(outcome)).map(({ row }) => row);
    const bad = [...ours, ...hour.bad];
    if (bad.length) process.exitCode = 1;
    console.log(
      bad.length
        ? `FAILED: ours lost, duplicated or reordered under: ${bad.join('; ')}`
        : 'Ours lost nothing, duplicated nothing at the store and kept the order in every row.'
    );
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
