import { expect } from 'chai';
import type { Statement } from '../../src/xapi/statement.js';
import { AGAIN, briefly, K, segmentsOf, sessionOf, STRAIGHT, those, where } from '../support/reading.js';
import { closeStages, media, openStage, playPlaylist } from '../support/stage.js';

const sessions = (statements: readonly Statement[]): number => new Set(statements.map(sessionOf)).size;
const registrations = (statements: readonly Statement[]): number =>
  new Set(statements.map(({ context }) => context.registration)).size;

/** One list of brief words for each value, in the order of arrival. */
function groups(
  statements: readonly Statement[],
  by: (statement: Statement) => string
): readonly (readonly string[])[] {
  const keys = [...new Set(statements.map(by))];
  return keys.map((key) => briefly(statements.filter((statement) => by(statement) === key)));
}

describe('a playback session', () => {
  afterEach(closeStages);

  it('ends with a replay, which begins another one of the same attempt', async () => {
    const { player, load, playTo, playToEnd, received } = openStage({ events: { playbackRateChange: 'No' } });
    load(media.mp4('short.mp4'));
    await playTo(0.01);
    player.playbackRate = 2;
    await playToEnd();
    await playToEnd();
    const statements = await received();
    expect(groups(statements, sessionOf)).to.deep.equal([STRAIGHT, AGAIN]);
    expect(registrations(statements)).to.equal(1);
  });

  it('ends with a round of a loop', async () => {
    const quiet = { events: { playbackRateChange: 'No' } };
    const { player, load, next, playTo, received } = openStage(quiet, { playback: { loop: true } });
    load(media.mp4('short.mp4'));
    let rounds = 0;
    const twice = next(player.Event.Core.ENDED, () => ++rounds === 2);
    await playTo(0.01);
    player.playbackRate = 2;
    await twice;
    const statements = await received();
    expect(groups(statements, sessionOf).slice(0, 2)).to.deep.equal([STRAIGHT, AGAIN]);
    expect(registrations(statements)).to.equal(1);
  });
});

describe('media one after the other', () => {
  afterEach(closeStages);

  const entryOf = ({ object }: Statement): string => String(object.definition?.extensions?.[K + 'entryId']);

  it('are viewings of their own', async () => {
    const { load, playToEnd, playTo, received } = openStage();
    load(media.mp4('short.mp4'));
    await playToEnd();
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    const statements = await received();
    expect(groups(statements, entryOf)).to.deep.equal([STRAIGHT, ['played', 'watched 0']]);
    expect(sessions(statements)).to.equal(2);
    expect(registrations(statements)).to.equal(2);
    expect(new Set(statements.map(({ object }) => object.id))).to.deep.equal(
      new Set(['0_shortmp4', '0_eightmp4'].map((id) => `https://example.mediaspace.kaltura.com/media/t/${id}`))
    );
  });

  it('changed in mid-play: no pause is invented, and the second is not credited with the first', async () => {
    const { load, playTo, pause, received } = openStage({ vocabulary: 'both' });
    load(media.mp4('eight.mp4'));
    await playTo(1);
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    const statements = await received();
    const isProfile = ({ context }: Statement): boolean =>
      context.contextActivities.category?.[0]?.id === 'https://w3id.org/xapi/video';
    const kaltura = statements.filter((statement) => !isProfile(statement));
    expect(groups(kaltura, entryOf)).to.deep.equal([
      ['played', 'watched 0'],
      ['played', 'watched 0', 'paused']
    ]);
    const profile = statements.filter(isProfile);
    expect(groups(profile, entryOf)).to.deep.equal([
      ['initialized', 'played', 'paused', 'terminated'],
      ['initialized', 'played', 'paused']
    ]);
    expect(
      those(profile, 'paused').map((one) => [entryOf(one), segmentsOf(one).length, where(one, 'length')])
    ).to.deep.equal([
      ['0_eightmp4', 1, 8],
      ['0_lecturemp4', 1, 60]
    ]);
  });

  it('changed in mid-play, again and again, to the same', async () => {
    const { load, playTo, received } = openStage();
    for (const start of [0, 5, 10]) {
      load(media.mp4('lecture.mp4', { startTime: start }));
      await playTo(start + 0.2);
    }
    const statements = await received();
    // Each begins where it was told to begin.
    expect(groups(statements, sessionOf)).to.deep.equal([0, 8, 16].map((percent) => ['played', `watched ${percent}`]));
  });

  it('in a playlist: each has its own category and playback context', async () => {
    const stage = openStage({
      category: ({ id }: { id: string }) => ({ id: `c-${id}`, name: `About ${id}` }),
      activityId: ({ id }: { id: string }) => `https://lms.example/activity/${id}`
    });
    await playPlaylist(stage);
    const statements = await stage.received();
    expect(groups(statements, entryOf)).to.deep.equal([STRAIGHT, ['played', 'watched 0']]);
    for (const { object, context } of statements) {
      const id = String(object.definition?.extensions?.[K + 'entryId']);
      expect(object.id).to.equal(`https://lms.example/activity/${id}`);
      expect(context.extensions[K + 'playbackContext']).to.equal(`c-${id}`);
      expect(context.contextActivities.category?.[1]?.definition?.name).to.deep.equal({ en: `About ${id}` });
    }
  });
});

describe('two players on a page', () => {
  afterEach(closeStages);

  it('are two viewers of two media, each with its own record store', async () => {
    const left = openStage();
    const right = openStage({ user: { id: 'jane', name: 'Jane' }, videoEndPercent: 50 });
    left.load(media.mp4('short.mp4'));
    right.load(media.mp4('lecture.mp4'));
    await Promise.all([left.playToEnd(), right.playTo(0.3)]);
    await right.pause();
    const ours = await left.received();
    const theirs = await right.received();
    expect(briefly(ours)).to.deep.equal(STRAIGHT);
    expect(briefly(theirs)).to.deep.equal(['played', 'watched 0', 'paused']);
    expect(new Set(ours.map(({ actor }) => actor.account?.name))).to.deep.equal(new Set(['johnuser']));
    expect(new Set(theirs.map(({ actor }) => actor.account?.name))).to.deep.equal(new Set(['jane']));
  });

  it('share one outbox: statements to the same record store leave together', async () => {
    const left = openStage({ linger: 60 });
    const right = openStage({ linger: 60, endpoint: left.store.endpoint });
    left.load(media.mp4('lecture.mp4'));
    right.load(media.mp4('eight.mp4'));
    await Promise.all([left.playTo(0.2), right.playTo(0.2)]);
    const statements = await left.received();
    expect(those(statements, 'played')).to.have.length(2);
    expect(await left.store.requests()).to.have.length(1);
    const { lanes } = await right.xapi.status();
    expect(lanes.map(({ sent, waiting }) => ({ sent, waiting }))).to.deep.equal([{ sent: 4, waiting: 0 }]);
  });
});
