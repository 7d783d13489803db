import { expect } from 'chai';
import { MOST_BYTES } from '../../../src/delivery/policy.js';
import type { XapiConfig } from '../../../src/settings/config.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { extension } from '../../support/judges/video-profile.js';
import { parseSegments } from '../../support/judges/played-segments.js';
import { MERGED } from '../../support/judges/session-segments.js';
import { LECTURE, settingsOf, World } from './world.js';

/**
 * A page that goes can still send one request below the keepalive limit. The end of a viewing is two statements, `paused` and
 * `terminated`: so the ends of three viewings have room in it.
 */
const MOST_OF_ONE = MOST_BYTES / 6;

/** What was sent of a viewing, and drafted of its end, looked at piece by piece: a day of it does not fit in memory. */
class Scales {
  public largest = 0;
  public largestDraft = 0;
  public readonly statements: Statement[] = [];

  public constructor(private readonly world: World) {}

  public weigh(): void {
    const { parcels, drafts, captured } = this.world;
    for (const { body } of parcels.splice(0)) {
      this.largest = Math.max(this.largest, Buffer.byteLength(body));
      this.statements.push(JSON.parse(body) as Statement);
    }
    for (const draft of drafts.splice(0))
      for (const { body } of draft.parcels) this.largestDraft = Math.max(this.largestDraft, Buffer.byteLength(body));
    captured.splice(0);
  }

  /** Those with segments, as [the time, how many segments, whether they say that some were merged]. */
  public get told(): readonly (readonly [number, boolean])[] {
    return this.statements.flatMap(({ result }) => {
      const text = result?.extensions?.[extension('played-segments')];
      if (typeof text !== 'string') return [];
      return [[parseSegments(text)?.length ?? NaN, result?.extensions?.[MERGED] === true] as const];
    });
  }
}

function playing(config: XapiConfig, duration: number, drafts = true): World {
  const world = new World({ drafts });
  world.tracker.configure(settingsOf(config));
  world.tracker.open(LECTURE);
  return world.tell({ type: 'durationchange', duration });
}

const VOCABULARIES = ['video', 'kaltura'] as const;

describe('the size of what is said of a long viewing', function () {
  this.timeout(120_000);

  function expectSmall({ largest, told }: Scales): void {
    expect(largest).to.be.within(1, MOST_OF_ONE);
    expect(told.filter(([count]) => !(count <= 300))).to.deep.equal([]);
    // Once some are merged they stay so; before, nothing says it.
    const first = told.findIndex(([, merged]) => merged);
    expect(first).to.be.above(0);
    expect(told.slice(first).every(([, merged]) => merged)).to.equal(true);
    expect(told[first - 1]?.[0]).to.be.within(100, 300);
  }

  for (const vocabulary of VOCABULARIES) {
    it(`five thousand seeks: each statement and each draft is small, and says that segments were merged (${vocabulary})`, () => {
      const world = playing({ vocabulary, events: { terminated: 'Yes' } }, 36_000);
      const scales = new Scales(world);
      world.play(0, 0.5);
      for (let seek = 1; seek <= 5000; seek++) {
        // Spread over ten hours, so that few segments touch. Most of them are soon followed by another one, as with an arrow key.
        const to = ((seek * 12_347) % 35_990) + 0.123;
        const played = seek % 10 ? 0.4 : 1.5;
        world.tell({ type: 'seeking', position: to, seeking: true }).wait(0.05);
        world.tell({ type: 'seeked', position: to, seeking: false }).wait(played);
        world.tell({ type: 'timeupdate', position: to + played, seeking: false });
        if (seek % 100 === 0) {
          world.tell({ type: 'pause', position: to + played, seeking: false }).wait(1);
          world.tell({ type: 'play', position: to + played, seeking: false });
          world.tell({ type: 'playing', position: to + played, seeking: false });
        }
        scales.weigh();
      }
      world.tell({ type: 'close', position: NaN, reason: 'leaving' });
      scales.weigh();
      expectSmall(scales);
      expect(scales.largestDraft).to.be.within(1, MOST_OF_ONE);
    });

    it(`a clip of ten seconds, looped for ten hours: each statement is small, its end too (${vocabulary})`, () => {
      // To draft 3,600 rounds takes long, and the end says what its draft would say.
      const world = playing({ vocabulary, events: { terminated: 'Yes' } }, 10, false);
      const scales = new Scales(world);
      for (let round = 0; round < 3600; round++) {
        // Engines end a round some hundredths early or late.
        const last = 9.9 + (round % 97) / 1000;
        world.tell({ type: 'play', position: 0, seeking: false });
        world.tell({ type: 'playing', position: 0, seeking: false }).wait(5);
        world.tell({ type: 'timeupdate', position: 5, seeking: false }).wait(5);
        world.tell({ type: 'timeupdate', position: last, seeking: false });
        world.tell({ type: 'pause', position: last, ended: true, seeking: false });
        world.tell({ type: 'ended', position: last, seeking: false });
        scales.weigh();
      }
      world.tell({ type: 'close', position: NaN, reason: 'leaving' });
      scales.weigh();
      expectSmall(scales);
      expect(scales.told.at(-1)).to.deep.equal([300, true]);
    });
  }

  for (const vocabulary of VOCABULARIES)
    it(`above three hundred segments progress and completion are those of what was watched (${vocabulary})`, () => {
      // A thousand slots of four seconds, of which a bit is watched in each round: most gaps are longer than what may be closed.
      const [slots, slot] = [1000, 4];
      const rules = { completionRule: 'watched', videoEndPercent: 50 } as const;
      const world = playing({ vocabulary, events: { terminated: 'Yes' }, ...rules }, slots * slot, false);
      const scales = new Scales(world);
      const completed: number[] = [];
      const wrong: unknown[] = [];
      let checked = 0;
      let watched = 0;
      const check = (before: number, after: number): void => {
        const known = scales.statements.length;
        scales.weigh();
        for (const { result } of scales.statements.slice(known)) {
          if (result?.completion) completed.push(after);
          const told = result?.extensions?.[extension('progress')];
          if (typeof told !== 'number') continue;
          checked++;
          // Three decimals, floored; a seek is told with what was watched when it settled.
          if (told < before - 0.002 || told > after + 0.001) wrong.push([told, before, after]);
        }
      };
      world.tell({ type: 'play', position: 0 }).tell({ type: 'playing', position: 0 });
      for (const [from, to] of [
        [0, 1],
        [1, 1.8],
        [1.8, 2.6]
      ] as const)
        for (let i = 0; i < slots; i++) {
          const start = ((i * 7) % slots) * slot;
          const before = watched;
          world.tell({ type: 'seeking', position: start + from, seeking: true }).wait(0.05);
          world.tell({ type: 'seeked', position: start + from, seeking: false }).wait(to - from);
          world.tell({ type: 'timeupdate', position: start + to, seeking: false });
          watched += (to - from) / slot / slots;
          if (i % 50 === 49) {
            world.tell({ type: 'pause', position: start + to, seeking: false }).wait(2);
            world.tell({ type: 'play', position: start + to, seeking: false });
            world.tell({ type: 'playing', position: start + to, seeking: false });
          }
          check(before, watched);
        }
      expect(wrong).to.deep.equal([]);
      expect(checked).to.be.at.least(60);
      expect(scales.told.at(-1)).to.deep.equal([300, true]);
      expect(completed, 'once').to.have.length(1);
      expect(completed[0]).to.be.closeTo(0.5, 0.001);
    });
});
