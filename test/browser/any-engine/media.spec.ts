import { expect } from 'chai';
import sinon from 'sinon';
import { checkAdapter } from '../../../src/adapter-check/check-adapter.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { engine, skipIn } from '../../support/engine.js';
import { recordAdapters, type Recording } from '../../support/media-recording.js';
import { openHls, openKaltura, openVideoJs } from '../../support/media-makes.js';
import { closeScreens, films, openElement, type Film, type Screen } from '../../support/media-screens.js';
import { AGAIN, briefly, jumpOf, sessionOf, STRAIGHT, those } from '../../support/reading.js';
import { closeStages } from '../../support/stage.js';

/** Who plays, what, and how many times faster where the whole of it is played. */
interface ViewingSession {
  readonly name: string;
  readonly screen: Screen;
  readonly film: Film;
  readonly pace: number;
}

/** What became of one viewing, in words that are alike for all players. */
interface Story {
  readonly statements: readonly string[];
  readonly stats: string;
  readonly all: readonly Statement[];
}

/** Rates differ with the length of the media; that they changed does not. */
const words = (statements: readonly Statement[]): readonly string[] =>
  briefly(statements).map((word) => word.replace(/^interacted .*/, 'interacted'));

/** Of HLS only where it begins without a jump: in Firefox hls.js skips the first tenths of a second, at times after a frame. */
const seats = (): readonly ViewingSession[] => (engine() === 'chromium' ? [...files(), ...streams()] : files());

const files = (): readonly ViewingSession[] => [
  { name: 'the Kaltura player', screen: openKaltura(), film: films.eight, pace: 2 },
  { name: 'a bare <video>', screen: openElement(), film: films.eight, pace: 2 },
  { name: 'video.js', screen: openVideoJs(), film: films.eight, pace: 2 }
];

const streams = (): readonly ViewingSession[] => [
  { name: 'the Kaltura player, HLS', screen: openKaltura(), film: films.hls, pace: 4 },
  { name: 'hls.js', screen: openHls(), film: films.hls, pace: 4 },
  { name: 'video.js, HLS', screen: openVideoJs(), film: films.hls, pace: 4 }
];

/** The same script for all players at once, side by side: each tells the same story. */
async function sideBySide(
  script: (seat: ViewingSession) => Promise<void>
): Promise<Story & { readonly stories: readonly Story[] }> {
  const recordings = recordAdapters();
  const all = seats();
  await Promise.all(all.map((seat) => script(seat)));
  const stories: Story[] = [];
  for (const { screen } of all) {
    const statements = await screen.received();
    stories.push({ statements: words(statements), stats: await screen.stats(), all: statements });
  }
  const [first] = stories;
  if (!first) throw new Error('nobody plays');
  const told = all.map(({ name }, i) => [name, stories[i]?.statements, stories[i]?.stats]);
  expect(told).to.deep.equal(all.map(({ name }) => [name, first.statements, first.stats]));
  closeScreens();
  await closeStages();
  expectFaultless(recordings);
  return { ...first, stories };
}

/** What our own adapters record breaks no rule. */
function expectFaultless(recordings: readonly Recording[]): void {
  const faults = recordings.flatMap(({ entry, events }) =>
    checkAdapter(events, { kind: entry.kind }).map((fault) => ({
      ...fault,
      entry: entry.id,
      around: JSON.stringify(events.slice(Math.max(fault.index - 4, 0), fault.index + 2))
    }))
  );
  expect(faults).to.deep.equal([]);
}

describe('custom players beside the Kaltura player', function () {
  this.timeout(40_000);
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s, and no two of its playbacks are alike');
  });
  afterEach(() => {
    closeScreens();
    return closeStages();
  });
  afterEach(() => sinon.restore());

  it('straight through', async () => {
    const { statements, stats } = await sideBySide(async ({ screen, film, pace }) => {
      screen.load(film);
      await screen.playTo(0.01);
      screen.rate(pace);
      await screen.playToEnd();
    });
    const [played, start, ...rest] = STRAIGHT;
    expect(statements).to.deep.equal([played, start, 'interacted', ...rest]);
    expect(stats).to.equal('1 2 3 4 5 6 7');
  });

  it('paused and resumed', async () => {
    const { statements } = await sideBySide(async ({ screen, film }) => {
      screen.load(film);
      await screen.playTo(0.3);
      await screen.pause();
      await screen.playTo(screen.position() + 0.3);
      await screen.pause();
    });
    expect(statements).to.deep.equal(['played', 'watched 0', 'paused', 'played', 'paused']);
  });

  it('seeks over two milestones, and back', async () => {
    const { statements, stats, stories } = await sideBySide(async ({ screen, film }) => {
      const { duration } = film;
      screen.load(film);
      await screen.playTo(0.3);
      await screen.seek(duration * 0.55);
      await screen.playTo(duration * 0.55 + 0.8);
      await screen.seek(duration * 0.25 - 0.3);
      await screen.playTo(duration * 0.25 + 0.3);
      await screen.pause();
    });
    expect(statements).to.deep.equal(['played', 'watched 0', 'seeked', 'seeked', 'watched 25', 'paused']);
    expect(stats).to.equal('1 2 3 17 17 4');
    for (const [i, { film }] of seatFilms(stories)) {
      const [over, back] = those(stories[i]?.all ?? [], 'seeked').map(jumpOf);
      expect(over?.[1]).to.be.closeTo(film.duration * 0.55, 0.25);
      expect(back?.[0]).to.be.closeTo(film.duration * 0.55 + 0.8, 1);
      expect(back?.[1]).to.be.closeTo(film.duration * 0.25 - 0.3, 0.25);
    }
  });

  it('at double speed, and at the usual one again', async () => {
    const { statements } = await sideBySide(async ({ screen, film }) => {
      screen.load(film);
      await screen.playTo(0.2);
      screen.rate(2);
      await screen.playTo(film.duration * 0.3);
      screen.rate(1);
      await screen.playTo(film.duration * 0.3 + 0.5);
      await screen.pause();
    });
    expect(statements).to.deep.equal(['played', 'watched 0', 'interacted', 'watched 25', 'interacted', 'paused']);
  });

  it('replayed', async () => {
    const { statements, stats, stories } = await sideBySide(async ({ screen, film, pace }) => {
      screen.load(film);
      await screen.playTo(0.01);
      screen.rate(pace * 2);
      await screen.playToEnd();
      await screen.playToEnd();
    });
    const [played, start, ...rest] = STRAIGHT;
    expect(statements).to.deep.equal([played, start, 'interacted', ...rest, ...AGAIN]);
    expect(stats).to.equal('1 2 3 4 5 6 7 16 4 5 6 7');
    for (const { all } of stories) expect(new Set(all.map(sessionOf)).size).to.equal(2);
  });

  it('scrubbed', async () => {
    const { statements, stats } = await sideBySide(async ({ screen, film }) => {
      const { duration } = film;
      screen.load(film);
      await screen.playTo(0.5);
      await Promise.all([0.5, 0.65, 0.55, 0.6].map((part) => screen.seek(duration * part)));
      await screen.playTo(duration * 0.6 + 0.7);
      await screen.pause();
    });
    expect(statements).to.deep.equal(['played', 'watched 0', 'seeked', 'paused']);
    expect(stats).to.equal('1 2 3 17');
  });

  it('with other media in mid-play: no pause is invented', async () => {
    const { statements, stats, stories } = await sideBySide(async ({ screen, film }) => {
      screen.load(film);
      await screen.playTo(0.7);
      screen.load(film === films.hls ? films.again : films.lecture);
      await screen.playTo(0.3);
      await screen.pause();
    });
    expect(statements).to.deep.equal(['played', 'watched 0', 'played', 'watched 0', 'paused']);
    expect(stats).to.equal('1 2 3 2 3');
    for (const { all } of stories) expect(new Set(all.map(({ object }) => object.id)).size).to.equal(2);
  });

  it('sought after its end: the session goes on', async () => {
    const { statements } = await sideBySide(async ({ screen, film, pace }) => {
      screen.load(film);
      await screen.playTo(0.01);
      screen.rate(pace * 2);
      await screen.playToEnd();
      await screen.seek(film.duration * 0.6);
      await screen.playToEnd();
    });
    const [played, start, ...rest] = STRAIGHT;
    expect(statements.slice(0, 7)).to.deep.equal([played, start, 'interacted', ...rest]);
  });
});

const seatFilms = (stories: readonly Story[]): readonly (readonly [number, { readonly film: Film }])[] =>
  stories.map((_, i) => [i, { film: i < 3 ? films.eight : films.hls }]);
