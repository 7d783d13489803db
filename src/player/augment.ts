import type { PartialKPOptionsObject } from '@playkit-js/kaltura-player-js';
import type { Xapi } from './plugin.js';
import type { XapiConfig } from '../settings/config.js';

// What the player's own types do not let a page say: they type the configuration of plugins as the plugins themselves, and ask for
// options that have defaults. TypeScript takes these declarations with `import 'playkit-js-xapi'`.
declare module '@playkit-js/kaltura-player-js' {
  /** Configuration of plugins by their names; that of this one is checked. */
  interface XapiPlugins {
    readonly xapi?: XapiConfig;
    readonly [plugin: string]: object | undefined;
  }

  interface XapiSetupOptions {
    readonly targetId: string;
    readonly provider: PartialKPOptionsObject['provider'];
    readonly plugins?: XapiPlugins;
    readonly [option: string]: unknown;
  }

  interface KalturaPlayer {
    configure(config: { readonly plugins: XapiPlugins; readonly [option: string]: unknown }): void;
  }

  /** A player of which the plugin's own methods are known: `player.plugins.xapi.status()`. */
  type PlayerWithXapi = KalturaPlayer & { readonly plugins: { readonly xapi: Xapi } };

  function setup(options: XapiSetupOptions): PlayerWithXapi;
}

export {};
