import { expect } from 'chai';
import sinon from 'sinon';
import type { Statement } from '../../../src/xapi/statement.js';
import { skipIn } from '../../support/engine.js';
import { judgeSession } from '../../support/judges/video-session.js';
import { PROFILE } from '../../support/judges/video-profile.js';
import { grantFullscreen, leaveFullscreen } from '../../support/fullscreen.js';
import { briefly, QUARTERS, said, sessionOf, spentOf, STRAIGHT, the, those, where } from '../../support/reading.js';
import { closeStages, media, openStage } from '../../support/stage.js';
import { REPAIRED } from '../../unit/judges/samples.js';

const ofProfile = ({ context }: Statement): boolean =>
  context.contextActivities.category?.some(({ id }) => id === PROFILE) ?? false;

describe('the vocabulary of the Video Profile', () => {
  afterEach(closeStages);

  it('tells a whole viewing, with everything that happens in one', async function () {
    skipIn(this, ['webkit'], 'its playhead may stick after a pause');
    const { player, store, load, playTo, playToEnd, pause, seek, received } = openStage({ vocabulary: 'video' });
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    await pause();
    await seek(3);
    await playTo(3.7);
    player.playbackRate = 2;
    await playToEnd();
    expect(briefly(await received())).to.deep.equal([
      ...['initialized', 'played', 'paused', 'seeked', 'played', 'interacted 2x', 'paused']
    ]);
    player.destroy();
    await store.waitFor(8);
    expect(judgeSession(await store.statements(), { over: true })).to.deep.equal([]);
  });

  it('completes once, however often it is played', async function () {
    skipIn(this, ['webkit'], 'it begins late, and its media time is not the clock’s');
    const { player, store, load, playToEnd, received } = openStage({ vocabulary: 'video' });
    load(media.mp4('short.mp4'));
    await playToEnd();
    await playToEnd();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal([
      ...['initialized', 'played', 'completed', 'paused', 'terminated'],
      ...['initialized', 'played', 'paused']
    ]);
    const completed = the(statements, 'completed');
    expect(completed.result?.completion).to.equal(true);
    expect(spentOf(completed)).to.be.within(1, 6);
    player.destroy();
    await store.waitFor(9);
    expect(judgeSession(await store.statements(), { over: true })).to.deep.equal([]);
  });

  it('names the session after its first statement', async () => {
    const { load, playTo, pause, received } = openStage({ vocabulary: 'video' });
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    await pause();
    const statements = await received();
    const { id } = the(statements, 'initialized');
    expect(statements.map(sessionOf)).to.deep.equal([id, id, id]);
  });

  it('says from where it counts as complete: percent or seconds, whichever is earlier', async () => {
    const { load, playTo, pause, received } = openStage({
      vocabulary: 'video',
      videoEndPercent: 80,
      videoEndSeconds: 2
    });
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    await pause();
    const statements = await received();
    for (const word of ['initialized', 'paused']) {
      expect(where(the(statements, word), 'completion-threshold')).to.equal(0.75);
    }
  });

  it('is said beside Kaltura’s words by "both", each statement with an id of its own', async function () {
    skipIn(this, ['webkit'], 'it begins late, and its media time is not the clock’s');
    const { load, playToEnd, received } = openStage({ vocabulary: 'both' });
    load(media.mp4('short.mp4'));
    await playToEnd();
    const statements = await received();
    expect(judgeSession(statements)).to.deep.equal([]);
    expect(briefly(statements.filter(ofProfile))).to.deep.equal(['initialized', 'played', 'completed', 'paused']);
    expect(briefly(statements.filter((one) => !ofProfile(one)))).to.deep.equal(STRAIGHT);
    expect(new Set(statements.map(({ id }) => id)).size).to.equal(statements.length);
    expect(new Set(statements.map(sessionOf)).size).to.equal(1);
  });
});

describe('an interaction', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());
  afterEach(leaveFullscreen);

  /** The six that the profile wants, whichever of them changed. */
  const ROUND = ['cc-enabled', 'cc-subtitle-lang', 'volume', 'full-screen', 'screen-size', 'video-playback-size'];

  const around = (statement: Statement | undefined): Record<string, unknown> => {
    if (!statement) throw new Error('no such statement');
    const found = Object.fromEntries(ROUND.map((name) => [name, where(statement, name)]));
    expect(Object.values(found)).to.not.include(undefined);
    return found;
  };

  it('with captions, volume, screen or speed says all that is round the picture', async () => {
    const { player, load, next, playTo, nextOf, received } = openStage({ vocabulary: 'video' });
    grantFullscreen();
    load(media.captioned());
    await playTo(0.2);
    const changes: readonly (() => void)[] = [
      () => {
        const english = player.getTracks('text').find(({ language }) => language === 'en');
        if (english) player.selectTrack(english);
      },
      () => player.hideTextTrack(),
      () => (player.volume = 0.25),
      () => player.enterFullscreen(),
      () => (player.playbackRate = 1.5)
    ];
    const fullScreen = next(player.Event.Core.ENTER_FULLSCREEN);
    for (const change of changes) {
      const told = nextOf(
        'xapi_statement',
        ({ statement }) => briefly([statement])[0]?.startsWith('interacted') === true
      );
      change();
      await told;
    }
    await fullScreen;
    const statements = await received();
    expect(judgeSession(statements)).to.deep.equal([]);
    const [on, off, quiet, large, fast] = those(statements, 'interacted').map(around);
    expect(on).to.deep.include({ 'cc-enabled': true, 'cc-subtitle-lang': 'en', 'full-screen': false });
    expect(off).to.deep.include({ 'cc-enabled': false });
    expect(quiet).to.deep.include({ volume: 0.25 });
    expect(large).to.deep.include({ volume: 0.25, 'full-screen': true });
    expect(fast).to.deep.include({ volume: 0.25, 'full-screen': true });
    expect(where(those(statements, 'interacted')[4] ?? the(statements, 'none'), 'speed')).to.equal('1.5x');
  });

  it('is told in Kaltura’s words for speed alone', async () => {
    const { player, load, playTo, pause, received } = openStage();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    player.volume = 0.5;
    player.playbackRate = 0.5;
    await playTo((player.currentTime ?? 0) + 0.2);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0', 'interacted 0.5x', 'paused']);
  });
});

describe('the sample of the xAPI guide', () => {
  afterEach(closeStages);

  it('says in the valid form what a real viewing says', async () => {
    const { load, playToEnd, received } = openStage({
      sendAccountInfoInsteadOfEmail: 'Yes',
      user: { id: 'johnuser', name: 'John User', email: 'john@example.org' },
      site: { homePage: 'https://example.mediaspace.kaltura.com' },
      applicationName: 'Kaltura MediaSpace',
      language: 'en',
      category: {
        id: '21212121',
        name: 'Marketing',
        url: 'https://example.mediaspace.kaltura.com/default/channels/view/channelid/21212121'
      }
    });
    load(media.mp4('short.mp4', { id: '0_abc12345', metadata: { name: 'A talk' } }));
    await playToEnd();
    const statements = await received();
    expect(briefly(those(statements, 'watched'))).to.deep.equal(QUARTERS);
    const { actor, verb, object, context, result } = the(statements, 'watched 50');
    expect({ actor, verb }).to.deep.equal({ actor: REPAIRED.actor, verb: REPAIRED.verb });
    expect(context.contextActivities).to.deep.equal(REPAIRED.context.contextActivities);
    expect(result?.extensions).to.deep.include(REPAIRED.result.extensions);
    expect(object.id).to.equal(REPAIRED.object.id);
    expect(object.definition).to.deep.include(REPAIRED.object.definition);
    expect(said(the(statements, 'watched 50'), 'time')).to.be.closeTo(1, 0.01);
  });
});
