import type { setup, KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { PluginStatus } from '../../../src/index.js';
import type { Plan } from './protocol.js';

/** The plugin's methods, as a page sees them. */
export interface XapiApi {
  status(): Promise<PluginStatus>;
  flush(): Promise<void>;
}

interface Page extends Window {
  readonly KalturaPlayer: { readonly setup: typeof setup };
}

/** The token is asked for when the plugin wants one, so that it can change in the meantime. */
export function openPlayer(plan: Plan, token: () => string | undefined): KalturaPlayer {
  return (window as unknown as Page).KalturaPlayer.setup({
    targetId: 'player',
    provider: { partnerId: 1091, uiConfId: 1 },
    log: { level: 'ERROR' },
    playback: { muted: true },
    plugins: { xapi: { stats: 'No', ...plan.xapi, ...(plan.token !== undefined && { oauthToken: token }) } }
  } as never);
}

export function loadMedia(player: KalturaPlayer, url: string): void {
  const source = { id: 'm', url, mimetype: 'video/mp4' };
  player.setMedia({ sources: { id: '0_lecture', type: 'Vod', progressive: [source] } } as never);
}

export const apiOf = (player: KalturaPlayer): XapiApi => player.plugins['xapi'] as unknown as XapiApi;
