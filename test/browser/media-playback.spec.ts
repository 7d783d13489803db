import { expect } from 'chai';
import { trackPlayback } from '../../src/media/index.js';
import { watchConsole } from '../support/complaints.js';
import { skipIn } from '../support/engine.js';
import { KalturaAccount } from '../support/kaltura.js';
import { addressOf, closeAll, films, newVideo, usualSettings } from '../support/media-screens.js';
import { hidePage, restorePage } from '../support/page-life.js';
import { briefly, STRAIGHT } from '../support/reading.js';
import { newStore } from '../support/stage.js';

describe('a player that reports by itself', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s');
  });
  afterEach(closeAll);

  it('is told of as any other', async () => {
    const store = newStore();
    const account = new KalturaAccount();
    const settings = usualSettings(store, account);
    const tracking = trackPlayback({ entry: { id: '0_own', name: 'My own' }, settings });
    // What an author of an adapter would write, for a player that happens to be an element.
    const element = newVideo();
    const here = (type: 'play' | 'playing' | 'timeupdate' | 'seeking' | 'seeked' | 'ended') => () =>
      tracking.feed({ type, position: element.currentTime });
    element.addEventListener('durationchange', () =>
      tracking.feed({ type: 'durationchange', duration: element.duration })
    );
    for (const type of ['play', 'playing', 'timeupdate', 'seeking', 'seeked', 'ended'] as const)
      element.addEventListener(type, here(type));
    element.addEventListener('pause', () =>
      tracking.feed({ type: 'pause', position: element.currentTime, ended: element.ended })
    );
    element.src = addressOf(films.short);
    await element.play();
    await new Promise((resolve) => element.addEventListener('ended', resolve, { once: true }));
    expect(tracking.watched()?.finished).to.equal(true);
    tracking.open({ id: '0_next' });
    tracking.stop();
    await tracking.flush();
    expect(briefly(await store.statements())).to.deep.equal(STRAIGHT);
    const types = (await account.events()).map(({ fields }) => fields['eventType']);
    expect(types.join(' ')).to.equal('1 2 3 4 5 6 7');
  });

  it('tells what only the application knows by the rules of collect()', async () => {
    const account = new KalturaAccount();
    const settings = usualSettings(newStore(), account);
    const tracking = trackPlayback({ entry: { id: '0_own' }, settings });
    const host = (type: unknown, fields?: object): boolean =>
      tracking.feed({ type: 'happening', happening: { name: 'host', type, fields } } as never);
    for (const type of [3, 4, 7, 16, 41]) expect(host(type), String(type)).to.equal(false);
    for (const fields of [{ sessionId: 'forged' }, { userId: {} }, { partnerId: 'x' }])
      expect(host(8, fields)).to.equal(false);
    expect(host(8, { contextId: 7 })).to.equal(true);
    await tracking.flush();
    const events = (await account.events()).filter(({ service }) => service === 'stats');
    expect(events.map(({ fields }) => fields['eventType'])).to.deep.equal(['1', '8']);
    const { problems } = await tracking.status();
    expect(problems).to.have.length(8);
    for (const { path, message } of problems) expect([path, message]).to.match(/^feed,feed: happening: host: /);
  });

  it('is told what is wrong with a report, once, and goes on', async () => {
    const lines = watchConsole();
    const store = newStore();
    const tracking = trackPlayback({ entry: { id: '0_own' }, settings: usualSettings(store, new KalturaAccount()) });
    const bad: readonly unknown[] = [
      null,
      { type: 'paused', position: 1 },
      { type: 'timeupdate', position: NaN },
      { type: 'timeupdate', position: NaN },
      { type: 'play', position: '0' },
      { type: 'surroundings', position: 0, surroundings: { volume: 5 } },
      { type: 'surroundings', position: 0, surroundings: { volume: 'loud', captions: 7 } },
      { type: 'close', position: 1, reason: 'leaving' }
    ];
    for (const report of bad) expect(tracking.feed(report as never)).to.equal(false);
    expect(lines()).to.deep.equal([
      '[xapi] feed: An event must be an object.',
      "[xapi] feed: There is no type 'paused': did you mean 'pause'?",
      '[xapi] feed: timeupdate needs a valid position, got NaN.',
      '[xapi] feed: play needs a valid position, got "0".',
      '[xapi] feed: surroundings: volume must be a number from 0 (mute) to 1, got 5.',
      '[xapi] feed: surroundings: volume must be a number from 0 (mute) to 1, got "loud".',
      '[xapi] feed: a viewing is ended by open() or stop().'
    ]);
    expect(tracking.feed({ type: 'durationchange', duration: 10 })).to.equal(true);
    tracking.feed({ type: 'playing', position: 0 });
    tracking.stop();
    await tracking.flush();
    expect(briefly(await store.statements())).to.deep.equal(['played', 'watched 0']);
  });

  it('takes nothing once it is stopped, and says so', () => {
    const lines = watchConsole();
    const tracking = trackPlayback({
      entry: { id: '0_own' },
      settings: usualSettings(newStore(), new KalturaAccount())
    });
    tracking.feed({ type: 'playing', position: 0 });
    tracking.stop();
    expect(tracking.feed({ type: 'timeupdate', position: 1 })).to.equal(false);
    expect(lines()).to.deep.equal(['[xapi] feed: tracking was stopped.']);
  });

  it('goes on where it was when the page comes back', async () => {
    const store = newStore();
    const tracking = trackPlayback({ entry: { id: '0_own' }, settings: usualSettings(store, new KalturaAccount()) });
    tracking.feed({ type: 'durationchange', duration: 10 });
    tracking.feed({ type: 'ratechange', position: 0, rate: 2 });
    tracking.feed({ type: 'playing', position: 4 });
    hidePage(true);
    restorePage();
    tracking.feed({ type: 'pause', position: 4.2 });
    expect(tracking.watched()).to.include({ duration: 10, position: 4.2 });
    await store.waitFor(5);
    const statements = await store.statements();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 40', 'played', 'watched 40', 'paused']);
    tracking.stop();
  });
});
