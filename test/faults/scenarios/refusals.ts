import { DEMO_CREDENTIAL } from '../../../demo/record-store/options.js';
import { arrived } from '../harness/arrived.js';
import { CHROMIUM, expect, type Scenario } from '../harness/scenario.js';
import type { Tab } from '../harness/tab.js';
import { pauses, restless } from './deeds.js';

const PAUSED = 'http://id.tincanapi.com/verb/paused';

export const pausedIn = ({ delivery }: Tab): boolean => delivery.some(({ type }) => type === 'paused');
const refusedIn = ({ delivery }: Tab): readonly string[] =>
  delivery.flatMap((event) => (event.type === 'refused' ? [event.id] : []));

export const refusals: readonly Scenario[] = [
  {
    name: 'token-expires',
    engines: CHROMIUM,
    async run(stage) {
      stage.store.access.tokens = ['one'];
      const tab = await stage.open({}, { token: 'one' });
      await tab.act(...restless(stage.random, 4));
      await arrived(stage);
      stage.store.access.tokens = ['two'];
      stage.note('token expired');
      await tab.ask({ name: 'token', token: 'two' });
      await tab.act(...restless(stage.random, 4));
      await arrived(stage);
      expect(!pausedIn(tab), 'there was another token, and it paused');
    }
  },
  {
    name: 'key-changes',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      await tab.act(...restless(stage.random, 4));
      await arrived(stage);
      stage.store.access.credentials = [{ key: DEMO_CREDENTIAL.key, secret: 'another' }];
      stage.note('secret changed');
      await tab.act({ do: 'pause' }, { do: 'play' });
      await tab.until(pausedIn, 'it to pause');
      const asked = stage.store.requests.length;
      await tab.act(...restless(stage.random, 4));
      expect(stage.store.requests.length === asked, 'it asked again by itself with a credential that was refused');
      await tab.flush();
      // The first statement, and every second time some behind it.
      expect(stage.store.requests.length > asked, 'flush made no probe');
      await tab.ask({ name: 'configure', xapi: { secret: 'another' } });
      await arrived(stage);
    }
  },
  {
    name: 'poison',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      // An outage first, so that good and bad ones wait together.
      stage.fault({ status: 503, times: 1 }, { status: 400, verb: PAUSED });
      await tab.act(...pauses(3), { do: 'seek', to: 20 }, { do: 'play' });
      await arrived(stage);
      const poison = tab.texts.filter((text) => text.includes(PAUSED)).length;
      const refused = new Set(refusedIn(tab)).size;
      expect(refused === poison && poison > 2, `${poison} were poison, ${refused} were refused`);
    }
  },
  {
    name: 'too-large',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      stage.fault({ status: 503, times: 1 });
      stage.store.maxBodyBytes = 3500;
      stage.note('413 above 3500 bytes');
      await tab.act(...pauses(5), { do: 'seek', to: 20 }, { do: 'play' });
      await arrived(stage);
      const tooLarge = stage.store.requests.filter(({ status }) => status === 413).length;
      expect(tooLarge > 0, 'nothing was too large');
      expect(refusedIn(tab).length === 0, 'one alone was not too large, and was refused');
    }
  },
  {
    name: 'captive-portal',
    engines: CHROMIUM,
    async run(stage) {
      const tab = await stage.open();
      stage.fault({ html: true });
      await tab.act({ do: 'play' });
      await tab.until(pausedIn, 'it to pause');
      await tab.act(...restless(stage.random, 6));
      stage.fault();
      // Nothing tells a page that the network is another one; the next one that starts has a look.
      await stage.open();
      await arrived(stage);
    }
  }
];
