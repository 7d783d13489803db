import { expect } from 'chai';
import sinon from 'sinon';
import type { Problem } from '../../src/settings/settings.js';
import { skipIn } from '../support/engine.js';
import { addressOf, closeAll, films, newVideo, openElement } from '../support/media-screens.js';
import { hidePage, restorePage } from '../support/page-life.js';
import { pageIsTracked } from '../support/page.js';
import { AGAIN, briefly, brieflyFromHere, sessionOf, STRAIGHT } from '../support/reading.js';

const TWO_VIEWINGS = ['played', 'watched from here', 'played', 'watched from here', 'paused'];

describe('an element that is tracked', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s');
  });
  afterEach(closeAll);

  it('that loops: a round is a replay, as in the Kaltura player', async () => {
    const { load, rate, playTo, next, received, element } = openElement();
    element.loop = true;
    load(films.short);
    let rounds = 0;
    let last = 0;
    const twice = next('timeupdate', () => {
      if (element.currentTime < last) rounds++;
      last = element.currentTime;
      return rounds === 2;
    });
    await playTo(0.01);
    rate(2);
    await twice;
    const statements = await received();
    const sessions = [...new Set(statements.map(sessionOf))];
    const stories = sessions.map((session) =>
      briefly(statements.filter((one) => sessionOf(one) === session)).filter((word) => !word.startsWith('interacted'))
    );
    expect(stories.slice(0, 2)).to.deep.equal([STRAIGHT, AGAIN]);
  });

  it('that plays already is taken as it is', async () => {
    const element = newVideo();
    element.src = addressOf(films.eight);
    await element.play();
    await new Promise((resolve) => element.addEventListener('timeupdate', resolve, { once: true }));
    const { playTo, pause, received, stats } = openElement(element, { entry: { id: '0_late' } });
    await playTo(element.currentTime + 0.5);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
    expect(await stats()).to.equal('1 2 3');
  });

  it('of which the function names none is not tracked, until it does', async () => {
    const now: { id?: string } = {};
    const { load, playTo, pause, received } = openElement(newVideo(), {
      entry: () => (now.id ? { id: now.id } : undefined)
    });
    load(films.six);
    await playTo(0.3);
    expect(await received()).to.deep.equal([]);
    now.id = '0_now';
    load(films.eight);
    await playTo(0.3);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });

  it('that shows an advertisement: it counts for nobody', async () => {
    const { element, tracking, load, playTo, pause, received, stats } = openElement();
    load(films.eight);
    await playTo(1);
    const left = element.currentTime;
    tracking.ad('start', 'midroll');
    element.src = addressOf(films.short);
    await element.play();
    await new Promise((resolve) => element.addEventListener('ended', resolve, { once: true }));
    tracking.ad('end');
    load(films.eight);
    await new Promise((resolve) => element.addEventListener('loadedmetadata', resolve, { once: true }));
    element.currentTime = left;
    await playTo(left + 0.5);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
    expect(await stats()).to.equal('1 2 3 25');
  });

  it('until it is stopped: then nothing is heard of it', async () => {
    const element = newVideo();
    const added = sinon.spy(element, 'addEventListener');
    const removed = sinon.spy(element, 'removeEventListener');
    const settings = { events: { terminated: 'Yes' } };
    const { tracking, load, playTo, pause, received } = openElement(element, { settings });
    load(films.eight);
    await playTo(0.5);
    tracking.stop();
    tracking.stop();
    const ended = removed.args.map(([, listener]) => listener);
    const heard = added.args.filter(([, listener]) => !String(listener).includes('when()'));
    expect(heard.length).to.be.above(15);
    expect(heard.filter(([, listener]) => !ended.includes(listener)).map(([name]) => name)).to.deep.equal([]);
    await playTo(1.2);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'terminated']);
    expect(tracking.watched()).to.equal(undefined);
    expect(tracking.collect('OPEN_VIRAL')).to.equal(false);
    tracking.configure({ user: { id: 'nobody' } });
    expect((await tracking.status()).on).to.equal(false);
  });

  it('twice: the second takes over, and says so', async () => {
    const first = openElement();
    first.load(films.eight);
    await first.playTo(0.4);
    const second = openElement(first.element, { entry: { id: '0_second' } });
    const problems: Problem[] = [];
    second.tracking.on('xapi_problem', (problem) => problems.push(problem));
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([['bad-call', 'element']]);
    await second.playTo(first.element.currentTime + 0.4);
    await second.pause();
    expect(briefly(await first.received())).to.deep.equal(['played', 'watched 0']);
    expect(briefly(await second.received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });

  it('that is switched off, and on again in mid-play', async () => {
    const { element, tracking, load, playTo, pause, received } = openElement();
    load(films.lecture);
    await playTo(0.4);
    tracking.configure({ enabled: 'No' });
    await playTo(element.currentTime + 0.3);
    tracking.configure({ enabled: 'Yes' });
    await playTo(element.currentTime + 0.3);
    await pause();
    expect(brieflyFromHere(await received(), 60)).to.deep.equal(TWO_VIEWINGS);
  });

  it('that was switched off from the beginning stays so', async () => {
    const element = newVideo();
    const heard = sinon.spy(element, 'addEventListener');
    const { tracking } = openElement(element, { settings: { enabled: 'No' } });
    tracking.configure({ enabled: 'Yes' });
    expect([heard.callCount, pageIsTracked()]).to.deep.equal([0, false]);
  });

  it('beside another: each tells its own', async () => {
    const left = openElement();
    const right = openElement(newVideo(), { settings: { user: { id: 'jane', name: 'Jane' } } });
    left.load(films.short);
    right.load(films.lecture);
    await Promise.all([left.playToEnd(), right.playTo(0.5)]);
    await right.pause();
    expect(briefly(await left.received())).to.deep.equal(STRAIGHT);
    expect(briefly(await right.received())).to.deep.equal(['played', 'watched 0', 'paused']);
    expect(new Set((await right.received()).map(({ actor }) => actor.name))).to.deep.equal(new Set(['Jane']));
  });

  it('on a page that comes back from the back/forward cache: another viewing', async () => {
    const { element, load, playTo, pause, received } = openElement();
    load(films.lecture);
    await playTo(0.4);
    hidePage(true);
    restorePage();
    await playTo(element.currentTime + 0.4);
    await pause();
    const statements = await received();
    expect(brieflyFromHere(statements, 60)).to.deep.equal(TWO_VIEWINGS);
    expect(new Set(statements.map(sessionOf)).size).to.equal(2);
  });

  it('whose viewer logs out: another viewing, of nobody', async () => {
    const { element, tracking, load, playTo, pause, received } = openElement();
    load(films.lecture);
    await playTo(0.4);
    tracking.configure({ user: null });
    await playTo(element.currentTime + 0.4);
    await pause();
    const statements = await received();
    expect(brieflyFromHere(statements, 60)).to.deep.equal(TWO_VIEWINGS);
    const names = statements.map(({ actor }) => actor.account?.name ?? '');
    expect(names.slice(0, 2)).to.deep.equal(['johnuser', 'johnuser']);
    expect(new Set(names.slice(2)).size).to.equal(1);
    expect(names[2]).to.match(/^[\w-]{20,}$/);
    // Kaltura's reports cannot name anybody any more.
    expect((await tracking.status()).problems.map(({ code, path }) => `${code} ${path}`)).to.deep.equal([
      'missing userId'
    ]);
  });

  it('whose viewer changes: another viewing, of another person', async () => {
    const { element, tracking, load, playTo, pause, received } = openElement();
    load(films.lecture);
    await playTo(0.4);
    tracking.configure({ user: { id: 'jane' } });
    await playTo(element.currentTime + 0.4);
    await pause();
    const statements = await received();
    expect(
      statements.map(({ actor, verb }) => `${actor.name ?? ''} ${verb.display['en'] ?? Object.values(verb.display)[0]}`)
    ).to.deep.equal(['John User played', 'John User watched', ' played', ' watched', ' paused']);
  });
});
