import { expect } from 'chai';
import { engine, skipIn } from '../support/engine.js';
import { judgeSession } from '../support/judges/video-session.js';
import { briefly, jumpOf, K, said, segmentsOf, STRAIGHT, the, those, timeOf, V, where } from '../support/reading.js';
import { closeStages, media, openStage } from '../support/stage.js';

const lengthOf = (statement: { object: { definition?: { extensions?: Readonly<Record<string, unknown>> } } }): number =>
  Number(statement.object.definition?.extensions?.[V + 'length']);

describe('a format', () => {
  afterEach(closeStages);

  for (const name of ['hls', 'dash', 'webm'] as const) {
    it(`${name}: every milestone once, whenever the length is known and refined`, async () => {
      const { player, load, playTo, playToEnd, received } = openStage();
      load(media[name]());
      await playTo(0.2);
      // WebKitGTK leaps when it is to be faster than the machine.
      player.playbackRate = engine() === 'webkit' ? 4 : 8;
      await playToEnd();
      const statements = await received();
      expect(briefly(statements.filter((one) => !briefly([one])[0]?.startsWith('interacted')))).to.deep.equal(STRAIGHT);
      const length = lengthOf(the(statements, 'watched 100 finished'));
      expect(length).to.be.closeTo(player.duration ?? NaN, 0.001);
      expect(timeOf(the(statements, 'watched 50'))).to.be.closeTo(length / 2, 0.05);
      expect(said(the(statements, 'watched 100 finished'), 'progress')).to.be.above(0.9);
    });
  }

  it('audio: Kaltura calls it by its name', async function () {
    skipIn(this, ['firefox'], 'without a sound card it ends what has nothing but sound: OnMediaSinkAudioError');
    const { load, playTo, received } = openStage();
    load(media.audio());
    await playTo(0.3);
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0']);
    for (const { object } of statements) {
      expect(object.definition?.type).to.equal('http://activitystrea.ms/schema/1.0/audio');
    }
  });

  it('a clip is measured against the clip, and says where it was cut', async () => {
    const { load, playToEnd, received } = openStage();
    load(media.clip());
    await playToEnd();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(STRAIGHT);
    expect(timeOf(the(statements, 'watched 50'))).to.be.closeTo(1, 0.05);
    expect(statements.slice(1).map(lengthOf)).to.deep.equal(Array(5).fill(2));
    expect(statements[0]?.context.extensions[K + 'clip']).to.deep.equal({ from: 2, to: 4 });
  });
});

describe('live with DVR', () => {
  afterEach(closeStages);

  it('has play, pause, seek and segments, and no percent', async function () {
    skipIn(this, ['webkit'], 'its live position is not on the programme’s clock');
    const { player, load, playTo, next, pause, seek, received } = openStage();
    load(media.live());
    const playing = next(player.Event.Core.FIRST_PLAYING);
    player.play();
    await playing;
    await playTo((player.currentTime ?? 0) + 0.5);
    await pause();
    const left = player.currentTime ?? NaN;
    await seek(left - 8);
    await playTo(left - 7.2);
    await pause();
    const statements = await received();
    expect(briefly(statements)).to.deep.equal(['played', 'paused', 'seeked', 'played', 'paused']);
    const [from, to] = jumpOf(the(statements, 'seeked'));
    expect(from).to.be.closeTo(left, 0.1);
    expect(to).to.be.closeTo(left - 8, 0.1);
    const [first, second] = those(statements, 'paused').map(segmentsOf);
    expect(first).to.have.length(1);
    expect(second).to.have.length(2);
    expect(second?.[1]?.[0]).to.equal(to);
    for (const statement of statements) {
      expect(said(statement, 'progress')).to.equal(undefined);
      expect(lengthOf(statement)).to.be.NaN;
    }
  });

  it('satisfies the Video Profile, and is never completed', async () => {
    const { player, load, playTo, next, pause, store, received } = openStage({ vocabulary: 'video' });
    load(media.live());
    const playing = next(player.Event.Core.FIRST_PLAYING);
    player.play();
    await playing;
    await playTo((player.currentTime ?? 0) + 0.5);
    await pause();
    expect(briefly(await received())).to.deep.equal(['initialized', 'played', 'paused']);
    player.destroy();
    await store.waitFor(4);
    const statements = await store.statements();
    expect(briefly(statements).slice(3)).to.deep.equal(['terminated']);
    expect(judgeSession(statements, { over: true })).to.deep.equal([]);
    expect(where(the(statements, 'paused'), 'length')).to.be.above(20);
  });
});
