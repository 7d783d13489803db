import type { Fault } from '../../../demo/record-store/fault.js';
import type { Random } from '../harness/random.js';
import { CHROMIUM, type Scenario } from '../harness/scenario.js';
import type { Stage } from '../harness/stage.js';
import type { Tab } from '../harness/tab.js';
import { isCapture, isCommit, killAt } from './deaths.js';
import { restless } from './deeds.js';

const VERBS = ['http://id.tincanapi.com/verb/paused', 'https://w3id.org/xapi/video/verbs/seeked'];

/** A fault of the record store, with any luck a passing one. */
function fault(random: Random): Fault {
  const times = random.between(1, 2);
  return random.pick<() => Fault>([
    () => ({ status: random.pick([503, 500, 502, 408]), times }),
    () => ({ status: 429, retryAfter: 1, times: 1 }),
    () => ({ dropAfterAccept: true, times }),
    () => ({ cutReply: true, times }),
    () => ({ cut: true, times }),
    () => ({ offCors: true, times: 1 }),
    () => ({ delayMs: random.between(50, 500), times }),
    () => ({ hold: true, times: 1 }),
    () => ({ status: 400, verb: random.pick(VERBS), times }),
    () => ({ status: 413, times: 1 }),
    () => ({ status: 401, times: 1 }),
    () => ({ html: true, times: 1 }),
    () => ({ redirect: true, times: 1 })
  ])();
}

/** What becomes of a tab, or of all of them. */
async function fate(stage: Stage): Promise<void> {
  const { random, living } = stage;
  const tab = living.length ? random.pick(living) : undefined;
  if (!tab) return;
  await random.pick<() => Promise<unknown>>([
    () => stage.crash(tab),
    () => stage.close(tab),
    () => killAt(stage, tab, random.between(1, 4), random.pick([isCapture, isCommit])),
    () => stage.kill(),
    () => stage.open(),
    async () => undefined,
    async () => undefined
  ])();
}

/** A held answer would hold everything behind it until the end. */
function letGo({ random, store }: Stage): void {
  if (random.chance(0.5)) store.release();
}

/** The ingredients of all others, thrown together. */
export const chaos: Scenario = {
  name: 'chaos',
  engines: CHROMIUM,
  async run(stage) {
    const { random } = stage;
    const wording = random.pick([{}, { events: { terminated: true } }, { vocabulary: 'video' }]);
    const linger = random.pick([0, 0.1, 2]);
    for (let round = random.between(2, 4); round > 0; round -= 1) {
      while (stage.living.length < random.between(1, 3)) await stage.open({ ...wording, linger });
      stage.fault(...Array.from({ length: random.between(0, 3) }, () => fault(random)));
      await Promise.all(stage.living.map((tab: Tab) => tab.act(...restless(random, random.between(2, 8)))));
      letGo(stage);
      await fate(stage);
    }
    stage.fault();
    stage.store.release();
    // What is paused is looked at by whoever comes next.
    await stage.open({ ...wording, linger });
  }
};
