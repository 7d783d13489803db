import { expect } from 'chai';
import type { EntrySource } from '../../src/media/index.js';
import { skipIn } from '../support/engine.js';
import { addressOf, closeAll, films, newVideo, openElement } from '../support/media-screens.js';
import { briefly, those, timeOf } from '../support/reading.js';

describe('an element that is told of its next media', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s');
  });
  afterEach(closeAll);

  for (const order of ['before', 'after'] as const)
    it(`${order} it gets it`, async () => {
      const { element, tracking, load, next, playTo, pause, received } = openElement(newVideo(), {
        entry: { id: '0_first' }
      });
      load(films.lecture);
      await playTo(5.2);
      if (order === 'before') tracking.open({ id: '0_second' });
      const loaded = next('loadedmetadata');
      element.src = addressOf(films.eight);
      if (order === 'after') tracking.open({ id: '0_second' });
      await loaded;
      await playTo(0.3);
      await pause();
      const statements = await received();
      expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'played', 'watched 0', 'paused']);
      expect(those(statements, 'seeked')).to.deep.equal([]);
      expect(statements.map(({ object }) => object.id.slice(-8))).to.deep.equal([
        ...Array<string>(2).fill('/0_first'),
        ...Array<string>(3).fill('0_second')
      ]);
    });

  const untracked: readonly (readonly [name: string, entry: unknown])[] = [
    ['without an entry', undefined],
    ['of which the function names none', () => undefined]
  ];
  for (const order of ['before', 'after'] as const)
    for (const [name, entry] of untracked)
      it(`${order} it gets it, while one plays ${name}: nothing of that one is told`, async () => {
        const { element, tracking, load, next, playTo, pause, received, stats } = openElement(newVideo(), {
          entry: entry as EntrySource
        });
        load(films.lecture);
        await playTo(1.2);
        const loaded = next('loadedmetadata');
        if (order === 'before') tracking.open({ id: '0_second' });
        element.src = addressOf(films.eight);
        if (order === 'after') tracking.open({ id: '0_second' });
        await loaded;
        await playTo(0.3);
        await pause();
        const statements = await received();
        expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused']);
        expect(timeOf(statements[0] ?? expect.fail())).to.be.below(0.3);
        expect(await stats()).to.equal('1 2 3');
      });

  it('while an advertisement plays in it that was no part of any: not told of it', async () => {
    const { element, tracking, load, next, playTo, pause, received } = openElement(newVideo(), {
      entry: { id: '0_first' }
    });
    tracking.ad('start', 'preroll');
    load(films.short);
    await playTo(0.5);
    const loaded = next('loadedmetadata');
    tracking.open({ id: '0_second' });
    element.src = addressOf(films.eight);
    await loaded;
    await playTo(0.3);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused']);
    expect(timeOf(statements[0] ?? expect.fail())).to.be.below(0.3);
    expect(new Set(statements.map(({ object }) => object.id.slice(-8)))).to.deep.equal(new Set(['0_second']));
  });

  it('that it has, and did not play yet: begins with it', async () => {
    const { element, tracking, next, playTo, pause, received } = openElement(newVideo(), { entry: () => undefined });
    const loaded = next('loadeddata');
    element.src = addressOf(films.eight);
    await loaded;
    tracking.open({ id: '0_second' });
    await playTo(0.3);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });
});
