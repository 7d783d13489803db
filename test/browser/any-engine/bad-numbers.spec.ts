import { expect } from 'chai';
import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import sinon from 'sinon';
import type { Statement } from '../../../src/xapi/statement.js';
import { watchConsole } from '../../support/complaints.js';
import { briefly, segmentsOf, STRAIGHT, the, timeOf, wordOf } from '../../support/reading.js';
import { closeStages, media, openStage } from '../../support/stage.js';

/** Makes the player answer what the spec wants; what the engine itself does is not touched. */
function lie(player: KalturaPlayer, name: 'currentTime' | 'duration', tell: (truth: number | null) => number): void {
  const prototype = Object.getPrototypeOf(player) as object;
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Object.defineProperty(player, name, {
    configurable: true,
    get: () => tell((get?.call(player) as number | null) ?? null),
    ...(set && { set: (value: unknown) => set.call(player, value) })
  });
}

/** Answers in turn. */
const turns =
  <T>(...answers: readonly ((truth: number | null) => T)[]) =>
  (): ((truth: number | null) => T) => {
    let count = 0;
    return (truth) => {
      const answer = answers[count++ % answers.length];
      if (!answer) throw new Error('no answers');
      return answer(truth);
    };
  };

const real = (truth: number | null): number => truth ?? NaN;

describe('a player that does not know its length', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const LENGTHS: readonly (readonly [name: string, tell: () => (truth: number | null) => number])[] = [
    ['0', turns(() => 0)],
    ['NaN', turns(() => NaN)],
    ['Infinity', turns(() => Infinity)],
    ['a negative one', turns(() => -2)],
    [
      'another one each time',
      turns(
        () => 2.1,
        () => 1.95,
        () => NaN,
        () => 2.0004,
        () => 0
      )
    ]
  ];
  for (const [name, tell] of LENGTHS) {
    it(`${name}: each milestone once, in order, and no number that is none`, async () => {
      const lines = watchConsole();
      const { player, load, playTo, playToEnd, received } = openStage({ events: { playbackRateChange: 'No' } });
      lie(player, 'duration', tell());
      load(media.mp4('short.mp4'));
      await playTo(0.1);
      player.playbackRate = 4;
      await playToEnd();
      const statements = await received();
      expect(briefly(statements)).to.deep.equal(STRAIGHT);
      const times = statements.map(timeOf);
      for (const time of times) expect(time).to.be.within(0, 2.1);
      expect(lines()).to.deep.equal([]);
    });
  }
});

describe('a player that does not know its position', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const POSITIONS: readonly (readonly [name: string, tell: () => (truth: number | null) => number])[] = [
    ['NaN', turns(real, () => NaN)],
    ['negative', turns(real, real, () => -3)],
    ['past the end', turns(real, real, () => 1e9)],
    [
      'infinite',
      turns(
        real,
        () => Infinity,
        () => -Infinity
      )
    ]
  ];
  for (const [name, tell] of POSITIONS) {
    it(`now and then ${name}: the viewing ends as it should, and no number is none`, async () => {
      const lines = watchConsole();
      const { player, load, next, playToEnd, received } = openStage({ vocabulary: 'both' });
      lie(player, 'currentTime', tell());
      const playing = next(player.Event.Core.FIRST_PLAYING);
      load(media.mp4('short.mp4'));
      player.play();
      await playing;
      player.playbackRate = 2;
      await playToEnd();
      const statements = await received();
      expect(statements.map(wordOf)).to.include.members(['initialized', 'played', 'watched', 'paused']);
      for (const number of numbersOf(statements)) expect(number).to.be.within(0, 2.1);
      for (const [from, to] of segmentsOf(the(statements, 'paused'))) expect(from).to.be.at.most(to);
      const percents = briefly(statements).filter((words) => words.startsWith('watched'));
      expect(new Set(percents).size).to.equal(percents.length);
      expect(lines()).to.deep.equal([]);
    });
  }

  it('at all: nothing is claimed to be watched', async () => {
    const lines = watchConsole();
    const { player, load, next, playToEnd, received } = openStage({ events: { playbackRateChange: 'No' } });
    lie(player, 'currentTime', () => NaN);
    const playing = next(player.Event.Core.FIRST_PLAYING);
    load(media.mp4('short.mp4'));
    player.play();
    await playing;
    player.playbackRate = 4;
    await playToEnd();
    expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
    expect(lines()).to.deep.equal([]);
  });
});

/** Positions of all kinds. The judges have seen to it that each is a number at all. */
const numbersOf = (statements: readonly Statement[]): readonly number[] =>
  statements
    .flatMap(({ result }) => Object.entries(result?.extensions ?? {}))
    .filter(([name]) => /\/time(-from|-to)?$/.test(name))
    .map(([, value]) => Number(value));
