import type { Browser } from 'playwright-core';
import { createGate } from '../support/gate.mjs';
import { median } from '../support/measure.mjs';
import type { SenderName } from './plan.mjs';
import type { Row } from './rows.mjs';
import { score, type Score } from './score.mjs';
import type { BenchServer } from './server.mjs';
import { Stage } from './stage.mjs';

export interface Outcome extends Score {
  readonly requests: number;
  /** Milliseconds in the call that hands over an event, the median. */
  readonly call: number;
  /** Milliseconds of the main thread for an event, without what the script itself costs. */
  readonly main: number;
}

/** Those that capture share the processor; those that only wait for what may still come take none. */
const capturing = createGate(2);
const waiting = createGate(10);

let jobs = 0;

/** One sender through one row, and then the viewer comes back once more: who keeps a queue has that chance to send it. */
export function run(
  browser: Browser,
  server: BenchServer,
  sender: SenderName,
  row: Row,
  script: number
): Promise<Outcome> {
  return waiting(() => play(browser, server, sender, row, script));
}

async function play(
  browser: Browser,
  server: BenchServer,
  sender: SenderName,
  row: Row,
  script: number
): Promise<Outcome> {
  const { target, ledger } = server.destination(`job-${++jobs}`, sender);
  const stage = new Stage(browser, server.page(sender), target, ledger);
  try {
    stage.well();
    const open = await capturing(() => row.play(stage));
    await stage.settle();
    for (const tab of open) await stage.close(tab);
    const before = stage.arrived;
    const back = await stage.open();
    await stage.capture(back, 1);
    await stage.settle();
    await stage.close(back);
    ledger.check();
    const { captured, calls, busy, requests } = stage;
    return {
      ...score(captured, ledger.arrivals(), Math.max(0, stage.arrived - before - 1)),
      requests,
      call: median(calls),
      main: busy / captured - script
    };
  } finally {
    await stage.end();
  }
}

/** Milliseconds of the main thread that the script costs for an event when nobody sends it. */
export async function scriptCost(browser: Browser, server: BenchServer, row: Row): Promise<number> {
  const { target, ledger } = server.destination(`job-${++jobs}`, 'source');
  const stage = new Stage(browser, server.page('source'), target, ledger);
  try {
    for (const tab of await row.play(stage)) await stage.close(tab);
    return stage.busy / stage.captured;
  } finally {
    await stage.end();
  }
}
