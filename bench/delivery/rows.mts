import type { Fault } from '../../demo/record-store/index.js';
import { EVENTS, SLOW } from './plan.mjs';
import type { Stage } from './stage.mjs';
import type { Tab } from './tab.mjs';

export interface Row {
  readonly name: string;
  /** Captures all events of the row. Tabs that it leaves open are given back. */
  play(stage: Stage): Promise<readonly Tab[]>;
}

const PART = EVENTS * 0.4;
const REST = EVENTS - 2 * PART;

/** The third of every ten requests: stored, and the connection hung up instead of an answer. */
const LOST_REPLIES: readonly Fault[] = Array.from({ length: EVENTS }, () => [
  { times: 2 },
  { times: 1, dropAfterAccept: true },
  { times: 7 }
]).flat();

async function throughout(stage: Stage, ...line: readonly Fault[]): Promise<readonly Tab[]> {
  stage.faults(...line);
  const tab = await stage.open();
  await stage.capture(tab, EVENTS);
  return [tab];
}

/** Well, something else, and well again, with events all the time. */
async function forAWhile(
  stage: Stage,
  begin: () => Promise<void> | void,
  end: () => Promise<void> | void
): Promise<readonly Tab[]> {
  const tab = await stage.open();
  await stage.capture(tab, PART);
  await begin();
  await stage.capture(tab, PART);
  await end();
  await stage.capture(tab, REST);
  return [tab];
}

export const ROWS: readonly Row[] = [
  { name: 'no fault', play: (stage) => throughout(stage, {}) },
  { name: '10 % of replies lost after storing', play: (stage) => throughout(stage, ...LOST_REPLIES) },
  {
    name: '503 for a while, then well',
    play: (stage) =>
      forAWhile(
        stage,
        () => stage.faults({ status: 503 }),
        () => stage.well()
      )
  },
  {
    name: 'offline for a while, then well',
    play: (stage) =>
      forAWhile(
        stage,
        () => stage.network(false),
        () => stage.network(true)
      )
  },
  {
    name: 'tab closed in the middle, page starts again',
    async play(stage) {
      const first = await stage.open();
      await stage.capture(first, EVENTS / 2);
      await stage.close(first);
      const second = await stage.open();
      await stage.capture(second, EVENTS / 2);
      return [second];
    }
  },
  {
    name: 'offline, tab closed, page starts online',
    async play(stage) {
      const first = await stage.open();
      await stage.capture(first, PART);
      await stage.network(false);
      await stage.capture(first, PART);
      await stage.close(first);
      await stage.linger();
      await stage.network(true);
      const second = await stage.open();
      await stage.capture(second, REST);
      return [second];
    }
  },
  {
    name: 'two tabs in an outage, both closed, then well',
    async play(stage) {
      stage.faults({ status: 503 });
      const tabs = [await stage.open(), await stage.open()];
      for (const tab of [...tabs, ...tabs]) await stage.capture(tab, EVENTS / 4);
      for (const tab of tabs) await stage.close(tab);
      await stage.linger();
      stage.well();
      return [];
    }
  },
  { name: 'slow replies', play: (stage) => throughout(stage, { delayMs: SLOW }) }
];
