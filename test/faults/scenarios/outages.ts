import { arrived, isCommitted } from '../harness/arrived.js';
import { ALL, CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import type { Fault } from '../../../demo/record-store/fault.js';
import type { Stage } from '../harness/stage.js';
import type { Tab } from '../harness/tab.js';
import { pauses, restless } from './deeds.js';

/** Somebody watches while the record store fails; what waits must come by itself. */
async function watchThrough(stage: Stage, ...faults: readonly Fault[]): Promise<void> {
  const tab = await stage.open();
  stage.fault(...faults);
  await tab.act(...restless(stage.random, 8));
  await arrived(stage);
}

/** How long a try may take that is due. Less than what looks after a lane anyway, every half minute. */
const SOON = 5000;

const retries = ({ delivery }: Tab): readonly number[] =>
  delivery.flatMap((event) => (event.type === 'retry' ? [event.retryAt] : []));

/** Milliseconds until the next try must have been made. */
const nextTry = (tab: Tab): number => Math.max(0, Math.max(...retries(tab)) - Date.now()) + SOON;

/** The viewer has stopped when it ends, so that nothing but the wait itself leads to the next request. */
async function outlast(stage: Stage, fault: Fault): Promise<void> {
  const tab = await stage.open();
  stage.fault(fault);
  await tab.act(...pauses(2));
  await tab.until((each) => isCommitted(each) && retries(each).length > 0, 'it to fail');
  const { length } = retries(tab);
  await tab.until((each) => retries(each).length > length, 'another try when it was due', nextTry(tab));
  stage.fault();
  await arrived(stage, nextTry(tab));
}

const requestTimes = ({ store }: Stage): readonly number[] =>
  store.requests.filter(({ method }) => method === 'POST').map(({ at }) => Date.parse(at));

/** It asked for more time than a first back-off is, and got it: by how much the next request came too early. */
async function asked(stage: Stage, until: (refusedAt: number) => number): Promise<void> {
  const [first = 0, second = 0] = requestTimes(stage);
  const early = until(first) - second;
  expect(early <= 0, `the record store asked for time, and was asked again ${early} ms too early`);
}

export const outages: readonly Scenario[] = [
  {
    name: 'unavailable',
    engines: CHROMIUM,
    run: (stage) => outlast(stage, { status: 503 })
  },
  {
    name: 'retry-after-seconds',
    engines: CHROMIUM,
    async run(stage) {
      await watchThrough(stage, { status: 429, retryAfter: 3, times: 1 });
      await asked(stage, (at) => at + 3000);
    }
  },
  {
    name: 'retry-after-date',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      // Rounded down to whole seconds, and still later than a back-off of its own would be.
      const date = new Date(Date.now() + 4500).toUTCString();
      stage.fault({ status: 429, retryAfter: date, times: 1 });
      await tab.act({ do: 'play' });
      await arrived(stage);
      await asked(stage, () => Date.parse(date));
    }
  },
  {
    name: 'reply-lost',
    engines: CHROMIUM,
    async run(stage) {
      await watchThrough(stage, { dropAfterAccept: true, times: 1 }, { cutReply: true, times: 1 });
      await stage.until(() => stage.store.arrivals.some(({ replay }) => replay), 'it to be sent again');
    }
  },
  {
    name: 'connection-cut',
    engines: CHROMIUM,
    run: (stage) => outlast(stage, { cut: true })
  },
  {
    name: 'slow',
    engines: CHROMIUM,
    run: (stage) => watchThrough(stage, { delayMs: 600, times: 3 })
  },
  {
    name: 'troubled',
    engines: ALL,
    run: (stage) =>
      watchThrough(
        stage,
        { status: 503, times: 1 },
        { dropAfterAccept: true, times: 1 },
        { status: 429, retryAfter: 1, times: 1 },
        { cut: true, times: 1 }
      )
  }
];
