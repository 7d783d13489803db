import { BasePlugin, registerPlugin } from '@playkit-js/kaltura-player-js';
import type { WireEvent } from '../../demo/kaltura/account.js';
import { KalturaAccount } from './kaltura.js';
import { openStage, type Stage } from './stage.js';

/** Stands where Kaltura's own plugin would. */
class FakeKava extends BasePlugin {
  public static override defaultConfig: object = {};

  public static override isValid(): boolean {
    return true;
  }
}
registerPlugin('kava', FakeKava);

export interface Scene extends Stage {
  readonly account: KalturaAccount;
  /** What was heard once all that waits is delivered; buffering left out, which depends on the machine. */
  heard(service?: 'stats' | 'analytics'): Promise<readonly WireEvent[]>;
}

/** A real player whose Kaltura is the test server. */
export function openScene(config: object = {}, provider: object = {}, plugins: object = {}): Scene {
  const account = new KalturaAccount();
  const options = { provider: { partnerId: 1091, uiConfId: 23456, env: account.env, ...provider } };
  const stage = openStage({ stats: 'auto', ...config }, options, plugins);
  return {
    ...stage,
    account,
    async heard(service = 'stats') {
      await stage.xapi.flush();
      const events = (await account.events()).filter((event) => event.service === service);
      const rest = service === 'stats' ? ['12', '13'] : ['45', '46', '99'];
      return events.filter(({ fields }) => !rest.includes(fields['eventType'] ?? ''));
    }
  };
}

/** In the order of arrival. */
export const types = (events: readonly WireEvent[]): string =>
  events.map(({ fields }) => fields['eventType']).join(' ');
export const numbers = (events: readonly WireEvent[], field: string): readonly number[] =>
  events.map(({ fields }) => Number(fields[field]));
