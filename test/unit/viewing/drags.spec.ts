import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import { covered } from '../../../src/viewing/segments.js';
import { unwatched, type ViewingState } from '../../../src/viewing/state.js';
import { view, wakeAt } from '../../../src/viewing/viewing.js';
import { drag, type Act, type Dragged, type Engine, type Move } from './dragged-player.js';
import { RULES } from './script.js';

const RUNS = Number(process.env['VIEWINGS'] ?? 300);

const rules = { ...RULES, beaconInterval: 'onePercent', videoEndPercent: 60 } as const;

/** Runs the fold as a tracker would, and leaves. */
function run({ events }: Dragged, live: boolean): { state: ViewingState; said: readonly ViewingEvent[] } {
  let state = unwatched(rules, live);
  const said: ViewingEvent[] = [];
  const take = (event: Parameters<typeof view>[1]): void => {
    const [next, heard] = view(state, event);
    state = next;
    said.push(...heard);
  };
  for (const event of events) {
    const due = wakeAt(state);
    if (due !== undefined && due < event.mono) take({ type: 'tick', mono: due, wall: event.wall - (event.mono - due) });
    take(event);
  }
  const { mono, wall } = events.at(-1) ?? { mono: 0, wall: 0 };
  take({ type: 'close', reason: 'leaving', position: NaN, mono, wall });
  return { state, said };
}

/** The first and last third of the way of a drag may lie anywhere; it is let go of in the first 40 % of the media. */
function aDrag({ length, isHasty }: { length: number; isHasty: boolean }): fc.Arbitrary<Act> {
  const noise = fc.array(fc.constantFrom('timeupdate', 'playing', 'waiting', 'seeked' as const), { maxLength: 3 });
  const move = (most: number): fc.Arbitrary<Move> =>
    fc.record({
      to: fc.integer({ min: 0, max: most }),
      // At twice the pace and with the longest delay, less than half a second of content; a hasty engine may add a hop to it.
      gap: fc.oneof(fc.constant(16), fc.integer({ min: 1, max: isHasty ? 100 : 180 })),
      latency: fc.integer({ min: 1, max: 400 }),
      noise: noise as fc.Arbitrary<Move['noise']>
    });
  // Steps as small as those of a hand: each could be taken for playing on.
  const sweep = fc
    .record({
      from: fc.integer({ min: 0, max: length / 2 }),
      step: fc.integer({ min: 20, max: 1500 }),
      moves: fc.array(move(length), { minLength: 5, maxLength: 40 })
    })
    .map(({ from, step, moves }) =>
      moves.map((each, index) => ({ ...each, to: Math.min(from + index * step, length - 1) }))
    );
  return fc
    .tuple(fc.oneof(sweep, fc.array(move(length - 1), { maxLength: 20 })), move(Math.round(length * 0.4)))
    .map(([way, last]): Act => ({ do: 'drag', moves: [...way, last] }));
}

const viewing = fc
  .record({
    length: fc.integer({ min: 60, max: 600 }).map((seconds) => seconds * 1000),
    rate: fc.constantFrom(0.5, 1, 1.5, 2),
    delay: fc.integer({ min: 0, max: 30 }),
    isHasty: fc.boolean()
  })
  .chain((engine) =>
    fc.tuple(
      fc.constant(engine),
      fc.array(fc.tuple(fc.integer({ min: 2500, max: 4000 }), aDrag(engine)), { minLength: 1, maxLength: 5 })
    )
  );

function count(played: Uint8Array): number {
  let sum = 0;
  for (const one of played) sum += one;
  return sum / 1000;
}

/** Drags that ended where they began are none. */
const isFar = ({ from, to }: { readonly from: number; readonly to: number }): boolean => Math.abs(to - from) >= 0.1;

describe(`viewing: ${RUNS} random viewings under a hand that drags`, function () {
  this.timeout(0);

  for (const live of [false, true]) {
    const check = (property: (engine: Engine, acts: readonly Act[], drags: number) => void): void => {
      fc.assert(
        fc.property(viewing, ([engine, plan]) => {
          const acts = plan.flatMap(([ms, act]): Act[] => [{ do: 'watch', ms }, act]);
          property({ ...engine, isFrank: true }, [...acts, { do: 'watch', ms: 2500 }], plan.length);
        }),
        { numRuns: RUNS }
      );
    };
    const name = live ? 'live with DVR' : 'on demand';

    it(`${name}: watched never exceeds what truly played by more than half a second`, () => {
      check((engine, acts, drags) => {
        const dragged = drag(acts, engine);
        const { state, said } = run(dragged, live);
        // A hasty engine may report the first hop of each drag before anybody heard of a seek.
        const most = count(dragged.played) + (engine.isHasty ? drags : 0.5);
        expect(covered(state.segments)).to.be.at.most(most);
        for (const { evidence } of said) expect(covered(evidence.segments)).to.be.at.most(most);
      });
    });

    it(`${name}: one drag is one seek, and no drag makes the media finished`, () => {
      check((engine, acts, drags) => {
        const { said } = run(drag(acts, engine), live);
        const seeks = said.flatMap((event) => (event.type === 'seek' ? [event] : []));
        expect(seeks.filter(isFar).length).to.be.at.most(drags);
        expect(seeks.length).to.be.at.most(drags);
        expect(said.some((event) => event.type === 'completed')).to.equal(false);
        const progress = said.flatMap((event) => (event.type === 'playProgress' ? [event] : []));
        expect(progress.some(({ finished }) => finished)).to.equal(false);
      });
    });
  }

  it('no drag crosses a milestone, and little of what was watched between them is left out', () => {
    fc.assert(
      fc.property(viewing, ([engine, plan]) => {
        const acts = [
          ...plan.flatMap(([ms, act]): Act[] => [{ do: 'watch', ms }, act]),
          { do: 'watch', ms: 2500 } as const
        ];
        const dragged = drag(acts, { ...engine, isFrank: true });
        const { state, said } = run(dragged, false);
        for (const event of said) {
          if (event.type !== 'playProgress' || event.percent === 0) continue;
          const at = Math.round(event.position * 1000);
          // Half a second round it, as the playhead is known no better.
          const near = dragged.played.subarray(Math.max(at - 500, 0), at + 500);
          expect(near.includes(1), `${event.percent} % at ${event.position} s`).to.equal(true);
        }
        const watches = acts.flatMap((act) => (act.do === 'watch' ? [act.ms] : []));
        const once = Math.max(...watches) * engine.rate;
        expect(covered(state.segments) * 1000).to.be.at.least(once - 700 * engine.rate);
      }),
      { numRuns: RUNS }
    );
  });
});
