import { expect } from 'chai';
import type { registerPlugin } from '@playkit-js/kaltura-player-js';
import type { trackMedia } from '../../src/media/index.js';
import type { createPortal } from '../../src/portal/index.js';
import { addressOf, films } from '../support/media-screens.js';
import { newStore } from '../support/stage.js';

interface Page extends Window {
  readonly KalturaPlayer: {
    readonly registerPlugin: typeof registerPlugin;
    readonly plugins: { readonly xapi: { readonly NAME: string; readonly VERSION: string; readonly Plugin: object } };
  };
}

interface MediaPage extends Window {
  readonly PlaykitXapi: {
    readonly media: { readonly trackMedia: typeof trackMedia; readonly checkAdapter?: unknown };
  };
}

interface PortalPage extends Window {
  readonly PlaykitXapi: { readonly portal: { readonly createPortal: typeof createPortal } };
}

describe('by script tag', () => {
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

  it('dist/playkit-xapi.js registers with the real player that is on the page already', async () => {
    const page = await openPage();
    await load(page, '/base/node_modules/@playkit-js/kaltura-player-js/dist/kaltura-ovp-player.js');
    await load(page, '/base/dist/playkit-xapi.js');
    const { registerPlugin, plugins } = page.KalturaPlayer;
    expect(plugins.xapi.NAME).to.equal('xapi');
    expect(plugins.xapi.VERSION).to.match(/^\d+\.\d+\.\d+/);
    // The player answers false for a name that it has: the first one stays.
    expect(registerPlugin('xapi', plugins.xapi.Plugin as never)).to.equal(false);
  });

  for (const [what, html] of [
    ['exports and module', '<a id="exports"></a><a id="module"></a>'],
    ['exports alone', '<a id="exports"></a>'],
    ['the globals', '<form id="PlaykitXapi"><input name="portal"><input name="media"></form>']
  ] as const)
    it(`every bundle is there though elements above it have the ids of ${what}`, async () => {
      const page = (await openPage()) as Page & MediaPage & PortalPage;
      await load(page, '/base/node_modules/@playkit-js/kaltura-player-js/dist/kaltura-ovp-player.js');
      page.document.body.innerHTML = html;
      for (const name of ['playkit-xapi', 'playkit-xapi-portal', 'playkit-xapi-media'])
        await load(page, `/base/dist/${name}.js`);
      expect(page.KalturaPlayer.plugins.xapi.NAME).to.equal('xapi');
      expect(page.PlaykitXapi.portal.createPortal).to.be.a('function');
      expect(page.PlaykitXapi.media.trackMedia).to.be.a('function');
    });

  it('dist/playkit-xapi-media.js tracks a bare <video>', async () => {
    const page = (await openPage()) as unknown as MediaPage & Page;
    await load(page, '/base/dist/playkit-xapi-media.js');
    const store = newStore();
    const video = page.document.createElement('video');
    video.muted = true;
    page.document.body.append(video);
    const { trackMedia, checkAdapter } = page.PlaykitXapi.media;
    const tracking = trackMedia(video, {
      entry: { id: films.short.id },
      settings: { endpoint: store.endpoint, key: 'demo-key', secret: 'demo-secret', user: { id: 'joe' }, linger: 0 }
    });
    video.src = addressOf(films.short);
    await video.play();
    await tracking.flush();
    await store.waitFor(2);
    const [played] = await store.statements();
    expect(played?.actor.account?.name).to.equal('joe');
    // It is for tests of adapters, and pages do not pay for it.
    expect(checkAdapter).to.equal(undefined);
    tracking.stop();
  });
});
