import { expect } from 'chai';
import { skipIn } from '../support/engine.js';
import { briefly, jumpOf, QUARTERS, segmentsOf, sessionOf, the, those, timeOf } from '../support/reading.js';
import { closeStages, media, openStage, type Stage } from '../support/stage.js';

describe('a seek', () => {
  before(function () {
    skipIn(this, ['webkit'], 'seeks settle past their targets, and playing may stick after one');
  });
  afterEach(closeStages);

  /** Where the playhead is now. */
  const here = ({ player }: Stage): number => player.currentTime ?? NaN;

  it('over two milestones, and back: those that were skipped stay due', async () => {
    const stage = openStage();
    const { load, playTo, pause, seek, received } = stage;
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    const left = here(stage);
    await seek(4.2);
    await playTo(4.9);
    const leftAgain = here(stage);
    await seek(1.5);
    await playTo(2.2);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'seeked', 'seeked', 'watched 25', 'paused']);

    const [over, back] = those(statements, 'seeked').map(jumpOf);
    expect(over?.[0]).to.be.closeTo(left, 0.35);
    expect(over?.[1]).to.be.closeTo(4.2, 0.05);
    expect(back?.[0]).to.be.closeTo(leftAgain, 0.35);
    expect(back?.[1]).to.be.closeTo(1.5, 0.05);
    const last = the(statements, 'paused');
    expect(segmentsOf(last)).to.deep.equal([
      [timeOf(the(statements, 'played')), over?.[0]],
      [over?.[1], back?.[0]],
      [back?.[1], timeOf(last)]
    ]);
  });

  it('that is one of several in a row while playing is one with them: scrubbing', async () => {
    const stage = openStage();
    const { load, playTo, pause, seek, received } = stage;
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    const left = here(stage);
    for (const target of [20, 24, 22, 26]) await seek(target);
    await playTo(26.7);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'seeked', 'paused']);
    const [from, to] = jumpOf(the(statements, 'seeked'));
    expect(from).to.be.closeTo(left, 0.35);
    expect(to).to.be.closeTo(26, 0.05);
    // What the browser showed on the way was not watched.
    expect(segmentsOf(the(statements, 'paused')).map(([start]) => start)).to.deep.equal([
      timeOf(the(statements, 'played')),
      to
    ]);
  });

  it('that overtakes another is one with it: a dragged playhead', async () => {
    const stage = openStage();
    const { player, load, next, playTo, pause, received } = stage;
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    const left = here(stage);
    const settled = next(player.Event.Core.SEEKED, () => here(stage) >= 40);
    for (const target of [10, 20, 30, 40]) player.currentTime = target;
    await settled;
    await playTo(40.7);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'seeked', 'paused']);
    const [from, to] = jumpOf(the(statements, 'seeked'));
    expect(from).to.be.closeTo(left, 0.35);
    expect(to).to.be.closeTo(40, 0.05);
  });

  it('while paused goes from where the viewer paused', async () => {
    const stage = openStage();
    const { load, playTo, pause, seek, received } = stage;
    load(media.mp4('lecture.mp4'));
    await playTo(0.5);
    await pause();
    await seek(30);
    await playTo(30.3);
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused', 'seeked', 'played']);
    expect(jumpOf(the(statements, 'seeked'))[0]).to.equal(timeOf(the(statements, 'paused')));
  });

  it('leaves by itself once the viewer has settled, without another event', async () => {
    const { store, load, playTo, pause, seek, received } = openStage();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    await seek(30);
    await store.waitFor(4);
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused', 'seeked']);
  });

  it('before the first frame is none: where playback begins was not sought', async () => {
    const { load, playTo, received } = openStage();
    load(media.mp4('lecture.mp4', { startTime: 30 }));
    await playTo(30.5);
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 50']);
    expect(timeOf(the(statements, 'played'))).to.be.closeTo(30, 0.8);
  });

  it('after the end, then play: the same session goes on', async () => {
    const { load, playTo, playToEnd, pause, seek, received } = openStage();
    load(media.mp4('short.mp4'));
    await playToEnd();
    await seek(1.2);
    await playTo(1.5);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', ...QUARTERS, 'seeked', 'played', 'paused']);
    const [from, to] = jumpOf(the(statements, 'seeked'));
    expect(from).to.be.closeTo(2, 0.1);
    expect(to).to.be.closeTo(1.2, 0.05);
    expect(new Set(statements.map(sessionOf)).size).to.equal(1);
  });

  it('to the end is no way to have watched', async () => {
    const { load, playTo, playToEnd, seek, received, xapi } = openStage({ completionRule: 'watched' });
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    await seek(7.5);
    await playToEnd();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'seeked', 'watched 100']);
    expect(xapi.watched()?.finished).to.equal(false);
  });
});
