import { arrived, isCommitted } from '../harness/arrived.js';
import { ALL, CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import { alone, counted, doubles, trouble, uncertain, watchAll } from './counted.js';

/** Kaltura's statistics, which know no ids: nothing is lost, and what may count twice is counted. */
export const counting: readonly Scenario[] = [
  {
    name: 'stats-killed-waiting',
    engines: CHROMIUM,
    async run(stage) {
      await trouble(stage, { cut: true });
      await watchAll(await stage.open(...alone(stage)));
      await stage.kill();
      expect(stage.kaltura.events.length === 0, 'nobody could be reached, and something arrived');
      await stage.kaltura.fault();
      const next = await stage.open(...alone(stage));
      await next.flush();
      await arrived(stage);
      expect(doubles(stage) === 0, 'what had never arrived came twice');
    }
  },
  {
    name: 'stats-killed-in-flight',
    engines: ALL,
    async run(stage) {
      const { kaltura } = stage;
      const tab = await stage.open(...alone(stage));
      await tab.act({ do: 'play' }, { do: 'pause' });
      await arrived(stage);
      const { length } = kaltura.events;
      kaltura.hold();
      stage.note('stats reply withheld');
      await watchAll(tab);
      await stage.until(() => kaltura.events.length > length, 'a request to be under way');
      await stage.kill();
      kaltura.release();
      const next = await stage.open(...alone(stage));
      await arrived(stage);
      const told = await uncertain(next);
      expect(doubles(stage) === 1, `one answer was lost, and ${doubles(stage)} came twice`);
      expect(told === 1, `one may count twice, ${told} are said to be uncertain`);
    }
  },
  {
    name: 'stats-refused-reloaded',
    engines: CHROMIUM,
    async run(stage) {
      const { kaltura } = stage;
      await trouble(
        stage,
        { status: 503, times: 1 },
        { lose: true, times: 1 },
        { exception: 'ACTION_BLOCKED', times: 1 }
      );
      const tab = await stage.open(...counted(stage));
      await watchAll(tab);
      await stage.turn(tab, ...counted(stage));
      await arrived(stage);
      const refused = kaltura.asked - kaltura.events.length;
      expect(refused === 2, `two were to be refused, ${refused} were`);
      expect(doubles(stage) === 1, `one answer was lost, and ${doubles(stage)} came twice`);
    }
  },
  {
    name: 'stats-closed-offline',
    engines: CHROMIUM,
    async run(stage) {
      await trouble(stage, { cut: true });
      const tab = await stage.open(...counted(stage));
      await watchAll(tab);
      await stage.close(tab);
      expect(stage.kaltura.events.length === 0, 'nobody could be reached, and something arrived');
      await stage.kaltura.fault();
      // By itself: nobody tells the next page that something waits.
      await stage.open(...counted(stage));
      await arrived(stage);
      expect(doubles(stage) === 0, 'what had never arrived came twice');
    }
  },
  {
    name: 'stats-closed-behind',
    engines: CHROMIUM,
    async run(stage) {
      const { kaltura } = stage;
      kaltura.hold();
      stage.note('stats reply withheld');
      await stage.open(...alone(stage));
      await stage.until(() => kaltura.events.length > 0, 'a request to be under way');
      const behind = await stage.open(...alone(stage));
      await behind.act({ do: 'play' });
      await behind.until(({ counts }) => counts.texts.length > 2 && isCommitted(behind), 'three events');
      await stage.close(behind);
      kaltura.release();
      await arrived(stage);
      // The other page is sending the very event that comes before its own.
      expect(doubles(stage) === 0, 'a page that was closed sent what another one was sending');
    }
  }
];
