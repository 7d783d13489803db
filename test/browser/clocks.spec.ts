import { expect } from 'chai';
import sinon from 'sinon';
import { skipIn } from '../support/engine.js';
import { briefly, segmentsOf, spentOf, the, timeOf } from '../support/reading.js';
import { closeStages, media, openStage } from '../support/stage.js';

const HOUR = 3_600_000;

describe('a clock', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
  });
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  it('that is a week ahead in one viewing and corrected then: the next media is stamped with the right time', async () => {
    const real = Date.now.bind(Date);
    let shift = 7 * 24 * HOUR;
    sinon.stub(Date, 'now').callsFake(() => real() + shift);
    const { player, load, playTo, pause, received } = openStage();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    player.reset();
    shift = 0;
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(Array<string[]>(2).fill(['played', 'watched 0', 'paused']).flat());
    const ahead = statements.map(({ timestamp }) => Date.parse(timestamp) > real());
    expect(ahead).to.deep.equal([true, true, true, false, false, false]);
  });

  it('on the wall that jumps: timestamps only go forward, and never past what it showed', async () => {
    const real = Date.now.bind(Date);
    let shift = 0;
    let shown = 0;
    sinon.stub(Date, 'now').callsFake(() => {
      const now = real() + shift;
      shown = Math.max(shown, now);
      return now;
    });
    const { player, load, playTo, pause, received } = openStage();
    const limits: number[] = [];
    player.addEventListener('xapi_statement', () => void limits.push(shown));
    load(media.mp4('lecture.mp4'));
    for (const jump of [0, -HOUR, 2 * HOUR, -5 * HOUR]) {
      shift = jump;
      await playTo((player.currentTime ?? 0) + 0.1);
      await pause();
    }
    const statements = await received();
    expect(briefly(statements)).to.deep.equal([
      ...['played', 'watched 0', 'paused'],
      ...Array<string[]>(3).fill(['played', 'paused']).flat()
    ]);
    const stamps = statements.map(({ timestamp }) => Date.parse(timestamp));
    expect([...new Set(stamps)].sort((a, b) => a - b)).to.deep.equal(stamps);
    expect(limits).to.have.length(stamps.length);
    stamps.forEach((stamp, i) => expect(stamp).to.be.at.most((limits[i] ?? 0) + stamps.length));
  });

  it('of a machine that slept in mid-play: the segment stays, and the night is no time spent', async () => {
    const real = performance.now.bind(performance);
    let slept = 0;
    sinon.stub(performance, 'now').callsFake(() => real() + slept);
    const { load, playTo, pause, received } = openStage({ videoEndPercent: 25 });
    load(media.mp4('six.mp4'));
    await playTo(0.5);
    slept = 8 * HOUR;
    await playTo(2);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'watched 25 finished', 'paused']);
    expect(spentOf(the(statements, 'watched 25 finished'))).to.be.within(0.8, 5);
    const paused = the(statements, 'paused');
    expect(segmentsOf(paused)).to.deep.equal([[timeOf(the(statements, 'played')), timeOf(paused)]]);
  });
});
