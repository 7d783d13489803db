import { judgeSession } from '../../support/judges/video-session.js';
import { arrived, isCommitted } from '../harness/arrived.js';
import { ALL, CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import type { Stage } from '../harness/stage.js';
import type { Tab } from '../harness/tab.js';
import { isEnd, sessionOf } from '../judge/closings.js';
import { pauses } from './deeds.js';

const received = ({ store }: Stage): readonly unknown[] =>
  store.arrivals.filter(({ replay }) => !replay).map(({ raw }) => JSON.parse(raw) as unknown);

const sessionIn = ({ texts }: Tab): unknown => sessionOf(JSON.parse(texts[0] ?? '{}'));

const endsOf = (stage: Stage, tab: Tab): number =>
  received(stage).filter((each) => isEnd(each) && sessionOf(each) === sessionIn(tab)).length;

/** A page was drafted for when the statements of its viewing were committed after the first one. */
async function watchOn(tab: Tab): Promise<void> {
  await tab.act(...pauses(2), { do: 'play' });
  await tab.until(isCommitted, 'everything to be committed');
}

async function endedOnce(stage: Stage, tab: Tab): Promise<void> {
  await stage.until(() => endsOf(stage, tab) > 0, 'the end of a viewing that was interrupted');
}

export const endings: readonly Scenario[] = [
  {
    name: 'interrupted',
    engines: ALL,
    async run(stage) {
      const tab = await stage.open({ vocabulary: 'video' });
      await watchOn(tab);
      await stage.kill();
      await stage.open({ vocabulary: 'video' });
      await endedOnce(stage, tab);
      stage.afterwards(() => {
        const mine = received(stage).filter((each) => sessionOf(each) === sessionIn(tab));
        const complaints = judgeSession(mine, { over: true });
        expect(complaints.length === 0, complaints.join('\n'));
      });
    }
  },
  {
    name: 'interrupted-beside',
    engines: CHROMIUM,
    async run(stage) {
      const settings = { events: { terminated: true } };
      const lost = await stage.open(settings);
      const open = await stage.open(settings);
      await watchOn(lost);
      await watchOn(open);
      await stage.crash(lost);
      // Whoever comes looks after those that are gone.
      const third = await stage.open(settings);
      await endedOnce(stage, lost);
      await watchOn(open);
      await arrived(stage);
      expect(endsOf(stage, open) === 0, 'a viewing was ended that is still open in another tab');
      await stage.close(open);
      await third.flush();
      await endedOnce(stage, open);
      stage.afterwards(() => {
        const ends = [endsOf(stage, lost), endsOf(stage, open)];
        expect(ends.join() === '1,1', `the two viewings have ${ends.join(' and ')} ends`);
      });
    }
  }
];
