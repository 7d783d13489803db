import { expect } from 'chai';
import { skipIn } from '../../support/engine.js';
import { adsOf, withAds } from '../../support/fake-ads.js';
import { briefly, segmentsOf, STRAIGHT, the, timeOf } from '../../support/reading.js';
import { closeStages, media, openStage } from '../../support/stage.js';

describe('advertisements', () => {
  afterEach(closeStages);

  it('before the content say nothing, and delay what is said of it', async () => {
    const { player, load, next, playToEnd, received } = openStage({}, {}, withAds({ preroll: true }));
    const started = next(player.Event.Core.AD_STARTED);
    load(media.mp4('short.mp4'));
    player.play();
    await started;
    expect(await received()).to.deep.equal([]);
    const over = playToEnd();
    adsOf(player).endPreroll();
    await over;
    expect(briefly(await received())).to.deep.equal(STRAIGHT);
  });

  it('in the middle are neither pause nor play, nor time that was watched', async function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
    const quiet = { events: { playbackRateChange: 'No' } };
    const { player, load, next, playTo, playToEnd, received } = openStage(quiet, {}, withAds());
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    const paused = next(player.Event.Core.PAUSE);
    adsOf(player).start();
    await paused;
    // Ads plugins that use the content's own element move the playhead, and put it back.
    const position = player.currentTime ?? NaN;
    const moved = next(player.Event.Core.SEEKED);
    player.currentTime = 7;
    await moved;
    const back = next(player.Event.Core.SEEKED);
    player.currentTime = position;
    await back;
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
    adsOf(player).end();
    player.playbackRate = 4;
    await playToEnd();
    expect(briefly(await received())).to.deep.equal(STRAIGHT);
  });

  it('leave no gap in what was watched', async function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
    const { player, load, next, playTo, pause, received } = openStage({}, {}, withAds());
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    const paused = next(player.Event.Core.PAUSE);
    adsOf(player).start();
    await paused;
    adsOf(player).end();
    await playTo((player.currentTime ?? 0) + 0.7);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused']);
    const last = the(statements, 'paused');
    expect(segmentsOf(last)).to.deep.equal([[timeOf(the(statements, 'played')), timeOf(last)]]);
  });

  it('that fail give the content back', async function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
    const { player, load, next, playTo, pause, received } = openStage({}, {}, withAds());
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    const paused = next(player.Event.Core.PAUSE);
    adsOf(player).start();
    await paused;
    adsOf(player).fail();
    await playTo((player.currentTime ?? 0) + 0.7);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });

  it('do not hide that the viewer leaves', async () => {
    const { player, store, load, next, playTo } = openStage({ events: { terminated: true } }, {}, withAds());
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    const paused = next(player.Event.Core.PAUSE);
    adsOf(player).start();
    await paused;
    player.destroy();
    await store.waitFor(3);
    expect(briefly(await store.statements())).to.deep.equal(['played', 'watched 0', 'terminated']);
  });
});
