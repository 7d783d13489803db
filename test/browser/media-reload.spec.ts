import { expect } from 'chai';
import { skipIn } from '../support/engine.js';
import { openHls } from '../support/media-makes.js';
import { addressOf, closeAll, films, openElement } from '../support/media-screens.js';
import { briefly, jumpOf, the } from '../support/reading.js';

describe('an element that loads its media anew', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s');
  });
  afterEach(closeAll);

  it('given the same media anew, and put back: the same viewing, and nobody sought', async () => {
    const { element, load, next, playTo, pause, received, stats } = openElement();
    load(films.eight);
    await playTo(1);
    const left = element.currentTime;
    element.src = `${addressOf(films.eight)}?quality=high`;
    await next('loadedmetadata');
    // The element tells of itself while it is at its beginning.
    element.volume = 0.5;
    await next('volumechange');
    element.currentTime = left;
    await playTo(left + 1.2);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'watched 25', 'paused']);
    expect(await stats()).to.equal('1 2 3 4');
  });

  it('given the same media anew, and playing elsewhere: that is a seek', async () => {
    const { element, load, next, playTo, pause, received } = openElement();
    load(films.lecture);
    await playTo(1);
    const left = element.currentTime;
    element.src = addressOf(films.lecture);
    await next('loadedmetadata');
    element.currentTime = 30;
    await playTo(30.5);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'seeked', 'paused']);
    const [from, to] = jumpOf(the(statements, 'seeked'));
    expect(from).to.be.closeTo(left, 0.35);
    expect(to).to.be.closeTo(30, 0.5);
  });

  it('that hls.js recovers: the same viewing, and nobody sought', async () => {
    const { hls, element, load, next, playTo, pause, received } = openHls();
    load(films.hls);
    await playTo(1);
    const left = element.currentTime;
    const again = next('loadedmetadata');
    hls.recoverMediaError();
    await again;
    await playTo(left + 1);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });
});
