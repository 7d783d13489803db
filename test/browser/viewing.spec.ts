import { expect } from 'chai';
import sinon from 'sinon';
import { skipIn } from '../support/engine.js';
import { briefly, segmentsOf, sessionOf, spentOf, STRAIGHT, the, those, timeOf, V } from '../support/reading.js';
import { closeStages, media, openStage } from '../support/stage.js';

describe('a viewing', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  it('straight through', async () => {
    const { load, playToEnd, received } = openStage();
    load(media.mp4('six.mp4'));
    await playToEnd();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(STRAIGHT);

    expect(timeOf(the(statements, 'played'))).to.be.below(0.8);
    const positions = those(statements, 'watched').map(timeOf);
    expect(positions.slice(1, 4)).to.deep.equal([1.5, 3, 4.5]);
    expect(positions[4]).to.be.closeTo(6, 0.1);

    const end = the(statements, 'watched 100 finished');
    expect(end.result?.extensions?.[V + 'progress']).to.be.above(0.85);
    expect(spentOf(end)).to.be.within(5, 12);

    expect(new Set(statements.map(sessionOf)).size).to.equal(1);
    expect(new Set(statements.map(({ context }) => context.registration)).size).to.equal(1);
    const times = statements.map(({ timestamp }) => timestamp);
    expect([...new Set(times)].sort()).to.deep.equal(times);
  });

  it('pause and resume', async function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
    const { player, load, playTo, pause, received } = openStage();
    load(media.mp4('lecture.mp4'));
    await playTo(1);
    await pause();
    const position = player.currentTime ?? NaN;
    await playTo(position + 1);
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused', 'played']);
    const [first, , paused, resumed] = statements;
    if (!first || !paused || !resumed) throw new Error('four statements, as just compared');
    expect(timeOf(paused)).to.be.closeTo(position, 0.05);
    expect(timeOf(resumed)).to.be.closeTo(position, 0.3);
    expect(segmentsOf(paused)).to.deep.equal([[timeOf(first), timeOf(paused)]]);
  });

  it('of two seconds: all milestones, although the engine reports but every quarter of a second', async () => {
    const { load, playToEnd, received } = openStage();
    load(media.mp4('short.mp4'));
    await playToEnd();
    expect(briefly(await received())).to.deep.equal(STRAIGHT);
  });

  it('at double speed', async function () {
    skipIn(this, ['webkit'], 'it begins late, and its media time is not the clock’s');
    const { player, load, playTo, playToEnd, received } = openStage();
    load(media.mp4('six.mp4'));
    await playTo(0.2);
    player.playbackRate = 2;
    await playToEnd();
    const statements = await received();
    const quick = the(statements, 'interacted 2x');
    expect(quick.result?.extensions).to.deep.include({
      'http://tincan-definitions.kaltura.com/extensions/speedFrom': 1,
      'http://tincan-definitions.kaltura.com/extensions/speedTo': 2
    });
    expect(timeOf(quick)).to.be.within(0.2, 1.5);
    expect(briefly(statements.filter((one) => one !== quick))).to.deep.equal(STRAIGHT);
    expect(spentOf(the(statements, 'watched 100 finished'))).to.be.below(5);
  });

  it('at sixteen times the speed: several milestones in one step, all of them, in order', async function () {
    skipIn(this, ['webkit'], 'it begins late, and its media time is not the clock’s');
    const { player, load, playTo, playToEnd, received } = openStage({ beaconInterval: 'One percent' });
    load(media.mp4('eight.mp4'));
    await playTo(0.1);
    player.playbackRate = 16;
    await playToEnd();
    const statements = await received();
    const percents = [0, 12, 25, 37, 50, 62, 75, 87];
    expect(briefly(those(statements, 'watched'))).to.deep.equal([
      ...percents.map((percent) => `watched ${percent}`),
      'watched 100 finished'
    ]);
  });

  it('that the browser does not let begin says nothing, until a click does', async () => {
    const { player, load, next, playTo, received } = openStage();
    const refuse = sinon
      .stub(HTMLMediaElement.prototype, 'play')
      .callsFake(() => Promise.reject(new DOMException('play() needs a gesture', 'NotAllowedError')));
    const failed = next(player.Event.Core.PLAY_FAILED);
    load(media.mp4('lecture.mp4'));
    player.play();
    await failed;
    expect(await received()).to.deep.equal([]);
    refuse.restore();
    await playTo(0.3);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
  });

  it('of media that is not there says nothing', async () => {
    const { player, load, next, playTo, received } = openStage();
    const failed = next(player.Event.Core.ERROR);
    load(media.missing());
    player.play();
    await failed;
    expect(await received()).to.deep.equal([]);
    load(media.mp4('lecture.mp4'));
    await playTo(0.3);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
  });
});
