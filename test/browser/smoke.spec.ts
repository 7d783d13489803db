import { expect } from 'chai';
import { core, setup } from '@playkit-js/kaltura-player-js';
import { serverUrl } from '../support/server.js';

describe('the real player in this engine', () => {
  it('plays a file to its end, and says so', async () => {
    const box = document.createElement('div');
    box.id = 'smoke';
    box.style.cssText = 'width:320px;height:180px';
    document.body.append(box);
    const player = setup({
      targetId: 'smoke',
      provider: { partnerId: 1 },
      log: { level: 'ERROR' },
      plugins: {}
    } as never);
    try {
      const seen: string[] = [];
      const { Core } = player.Event;
      for (const name of [Core.FIRST_PLAYING, Core.PAUSE, Core.ENDED]) {
        player.addEventListener(name, () => void seen.push(name));
      }
      const ended = new Promise<void>((resolve, reject) => {
        player.addEventListener(Core.ENDED, () => resolve());
        player.addEventListener(Core.ERROR, (event: { payload: unknown }) =>
          reject(new Error(JSON.stringify(event.payload)))
        );
        player.addEventListener(Core.PLAY_FAILED, () => reject(new Error('play was refused')));
      });
      player.setMedia({
        sources: {
          id: '0_smoke',
          type: 'Vod',
          progressive: [{ id: 'm', url: `${serverUrl()}/media/short.mp4`, mimetype: 'video/mp4' }]
        }
      } as never);
      const from = performance.now();
      player.play();
      await ended;
      console.log('wall', performance.now() - from, core === undefined);
      expect(seen).to.deep.equal([Core.FIRST_PLAYING, Core.PAUSE, Core.ENDED]);
    } finally {
      player.destroy();
      box.remove();
    }
  });
});
