import { expect } from 'chai';
import { trackMedia, trackPlayback } from '../../../src/media/index.js';
import { watchConsole } from '../../support/complaints.js';
import { closeAll, films, newVideo, openElement } from '../../support/media-screens.js';
import { pageIsTracked } from '../../support/page.js';
import { briefly } from '../../support/reading.js';

describe('bad input of a page that tracks media', () => {
  afterEach(closeAll);

  it('no element, or no options: a TypeError that says what to do', () => {
    for (const bad of [null, undefined, 'video', {}, document.createElement('div'), { currentTime: () => 0 }])
      expect(() => trackMedia(bad as never, { entry: { id: '0_a' }, settings: {} })).to.throw(
        TypeError,
        /<video> or <audio>/
      );
    expect(() => trackMedia(null as never, undefined as never)).to.throw(/element, got null\. Of/);
    expect(() => trackMedia(undefined as never, undefined as never)).to.throw(/element, got undefined\. Of/);
    expect(() => trackMedia({} as never, undefined as never)).to.throw(/element, got Object\. Of/);
    expect(() => trackMedia(document.createElement('video'), undefined as never)).to.throw(
      TypeError,
      /entry, settings/
    );
    expect(() => trackPlayback(null as never)).to.throw(TypeError, /entry, settings/);
    expect(pageIsTracked()).to.equal(false);
  });

  const entries: readonly (readonly [bad: unknown, path: string])[] = [
    [undefined, 'entry'],
    ['0_a', 'entry'],
    [{}, 'entry.id'],
    [{ id: ' ' }, 'entry.id'],
    [{ id: 7 }, 'entry.id'],
    [() => ({ id: '' }), 'entry.id'],
    [
      () => {
        throw new Error('no playlist');
      },
      'entry'
    ],
    [{ id: '0_a', kind: 'film' }, 'entry.kind'],
    [{ id: '0_a', duration: -1 }, 'entry.duration'],
    [{ id: '0_a', clip: { from: 3, to: 1 } }, 'entry.clip.to']
  ];
  for (const [i, [entry, path]] of entries.entries())
    it(`an entry, ${i + 1}: one problem about ${path}, and the element plays`, async () => {
      const lines = watchConsole();
      const { element, tracking, load, playTo } = openElement(newVideo(), { entry: entry as never });
      load(films.short);
      await playTo(0.01);
      expect(element.paused).to.equal(false);
      expect(lines()).to.have.length(1);
      expect(lines()[0]).to.include(`${path}: `);
      expect((await tracking.status()).problems.map((problem) => problem.path)).to.deep.equal([path]);
      expect(tracking.watched() === undefined).to.equal(/^entry(\.id)?$/.test(path));
    });

  it('settings that are none, calls that mean nothing: problems, and no exception', () => {
    const lines = watchConsole();
    const tracking = trackMedia(newVideo(), { entry: { id: '0_a' }, settings: 'settings' as never });
    tracking.configure(null as never);
    tracking.ad('pause' as never);
    tracking.happen({ name: 'constructor' } as never);
    tracking.happen(undefined as never);
    tracking.on('xapi_problem', undefined as never)();
    expect(tracking.collect('NOTHING' as never)).to.equal(false);
    tracking.stop();
    expect(lines().map((line) => /\] (\w+):/.exec(line)?.[1])).to.deep.equal([
      'settings',
      'configure',
      'ad',
      'happen',
      'happen',
      'on',
      'collect'
    ]);
  });

  it('a listener that throws: one problem, and it harms nobody', async () => {
    const lines = watchConsole();
    const { tracking, load, playTo, received } = openElement();
    tracking.on('xapi_statement', () => {
      throw new Error('the page’s own');
    });
    load(films.eight);
    await playTo(0.3);
    expect(briefly(await received()).slice(0, 2)).to.deep.equal(['played', 'watched 0']);
    expect(lines()).to.deep.equal(['[xapi] xapi: Error: the page’s own']);
  });
});
