import { expect } from 'chai';
import type { registerPlugin } from '@playkit-js/kaltura-player-js';

interface Page extends Window {
  readonly KalturaPlayer: {
    readonly registerPlugin: typeof registerPlugin;
    readonly plugins: { readonly xapi: { readonly NAME: string; readonly VERSION: string; readonly Plugin: object } };
  };
}

describe('dist/playkit-xapi.js by script tag', () => {
  let frame: HTMLIFrameElement;

  /** Another page, so that this one's player does not know the plugin yet. */
  async function openPage(): Promise<Page> {
    frame = document.createElement('iframe');
    document.body.append(frame);
    return frame.contentWindow as unknown as Page;
  }

  const load = (page: Page, src: string) =>
    new Promise<void>((resolve, reject) => {
      const script = page.document.createElement('script');
      script.src = src;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`${src} did not load`));
      page.document.body.append(script);
    });

  afterEach(() => frame.remove());

  it('registers with the real player that is on the page already', async () => {
    const page = await openPage();
    await load(page, '/base/node_modules/@playkit-js/kaltura-player-js/dist/kaltura-ovp-player.js');
    await load(page, '/base/dist/playkit-xapi.js');
    const { registerPlugin, plugins } = page.KalturaPlayer;
    expect(plugins.xapi.NAME).to.equal('xapi');
    expect(plugins.xapi.VERSION).to.match(/^\d+\.\d+\.\d+/);
    // The player answers false for a name that it has: the first one stays.
    expect(registerPlugin('xapi', plugins.xapi.Plugin as never)).to.equal(false);
  });
});
