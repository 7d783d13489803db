import { expect } from 'chai';
import type { Statement } from '../../../src/xapi/statement.js';
import { judgeSession } from '../../support/judges/video-session.js';
import { Script } from '../viewing/script.js';
import { ENTRY, SESSION, statementsOf } from './encode-context.js';

const X = 'https://w3id.org/xapi/video/extensions/';
const words = (statements: readonly Statement[]): readonly string[] =>
  statements.map(({ verb }) => verb.display['en'] ?? '');

const busy = (): Script =>
  new Script({ videoEndPercent: 80 }, false, 40)
    .start()
    .playTo(5)
    .seek(10)
    .playTo(12)
    .pause()
    .wait(3)
    .start(12)
    .tell({ type: 'ratechange', position: 12, rate: 2 })
    .playTo(40)
    .seek(4)
    .playTo(12)
    .pause()
    .tell({ type: 'close', position: 12, reason: 'leaving' });

describe('what is round the picture', () => {
  it('is said by the profile as far as it is known; the interaction alone must have sizes', () => {
    const statements = statementsOf(busy(), { vocabulary: 'video' });
    const sizes = (word: string): unknown => {
      const { extensions } = statements[words(statements).indexOf(word)]?.context ?? {};
      return [extensions?.[X + 'screen-size'], extensions?.[X + 'video-playback-size']];
    };
    expect(sizes('initialized')).to.deep.equal([undefined, undefined]);
    expect(sizes('interacted')).to.deep.equal(['0x0', '0x0']);
  });
});

describe("Kaltura's vocabulary", () => {
  it('has its own words, and none for the end or for leaving', () => {
    const story = ['played', 'watched', 'seeked', 'paused', 'played', 'interacted', 'watched'];
    expect(words(statementsOf(busy())).slice(0, 7)).to.deep.equal(story);
    const end = new Script({}, false, 4)
      .start()
      .playTo(4)
      .end(4)
      .tell({ type: 'close', position: 4, reason: 'source' });
    expect(words(statementsOf(end)).at(-1)).to.equal('watched');
  });

  it("never carries the profile's category", () => {
    for (const { context } of statementsOf(busy())) {
      expect(JSON.stringify(context.contextActivities)).to.not.include('w3id.org/xapi/video');
    }
  });

  it('what finishes brings its evidence', () => {
    const statements = statementsOf(new Script({ videoEndPercent: 50 }, false, 40).start(10).playTo(21));
    const [finish, ...others] = statements.filter(({ result }) => result?.completion !== undefined);
    expect(others).to.deep.equal([]);
    expect(finish?.result).to.deep.include({ completion: true, duration: 'PT10S' });
    expect(finish?.result?.extensions?.[X + 'progress']).to.equal(0.25);
  });

  it('an event can be switched off, and a verb replaced', () => {
    const verb = { id: 'https://example.com/verbs/stopped', display: { en: 'stopped' } };
    const told = words(statementsOf(busy(), { events: { seek: false }, verbs: { pause: verb } }));
    expect(told).to.include('stopped').and.not.include('seeked').and.not.include('paused');
  });

  it('leaving is said where the site asks for it', () => {
    expect(words(statementsOf(busy(), { events: { terminated: true } })).at(-1)).to.equal('terminated');
  });

  it('calls audio by its name, and says where a clip was cut', () => {
    const clip = { from: 5, to: 45 };
    const [first] = statementsOf(busy(), {}, { ...ENTRY, media: 'audio', clip });
    expect(first?.object.definition?.type).to.equal('http://activitystrea.ms/schema/1.0/audio');
    expect(first?.context.extensions['http://tincan-definitions.kaltura.com/extensions/clip']).to.deep.equal(clip);
  });

  it('live has no share of a whole', () => {
    const live = new Script({}, true).start(17).tell({ type: 'durationchange', duration: 24 }).playTo(20).pause();
    const pause = statementsOf(live, {}, { ...ENTRY, kind: 'live' }).at(-1);
    expect(pause?.result?.extensions).to.deep.equal({ [X + 'time']: 20, [X + 'played-segments']: '17.000[.]20.000' });
  });
});

describe('the Video Profile', () => {
  it('tells a whole session by every rule', () => {
    const statements = statementsOf(busy(), { vocabulary: 'video' });
    expect(judgeSession(statements, { over: true })).to.deep.equal([]);
    expect(statements[0]?.id).to.equal(SESSION);
    const story = ['initialized', 'played', 'seeked', 'paused', 'played', 'interacted', 'completed', 'seeked'];
    expect(words(statements).slice(0, 8)).to.deep.equal(story);
  });

  it('completed follows what was watched, whatever finishes for Kaltura', () => {
    const dragged = new Script({ videoEndPercent: 80 }, false, 40).start().playTo(1).seek(35).playTo(40).end(40);
    expect(words(statementsOf(dragged, { vocabulary: 'video' }))).to.not.include('completed');
    expect(statementsOf(dragged).some(({ result }) => result?.completion)).to.equal(true);
  });

  it('live satisfies the templates too', () => {
    const live = new Script({}, true)
      .start(17)
      .tell({ type: 'durationchange', duration: 24 })
      .playTo(20)
      .seek(5)
      .playTo(9);
    live.pause().tell({ type: 'close', position: 9, reason: 'leaving' });
    const statements = statementsOf(live, { vocabulary: 'video' }, { ...ENTRY, kind: 'live' });
    expect(judgeSession(statements, { over: true })).to.deep.equal([]);
  });

  it('both: each statement with its own id, in order', () => {
    const statements = statementsOf(busy(), { vocabulary: 'both' });
    expect(new Set(statements.map(({ id }) => id)).size).to.equal(statements.length);
    const times = statements.map(({ timestamp }) => timestamp);
    expect([...times].sort()).to.deep.equal(times);
    expect(new Set(times).size).to.equal(times.length);
  });
});
