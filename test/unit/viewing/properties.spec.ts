import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import type { ViewingRules } from '../../../src/events/viewing-rules.js';
import { unwatched, type ViewingState } from '../../../src/viewing/state.js';
import { covered } from '../../../src/viewing/segments.js';
import { view, wakeAt } from '../../../src/viewing/viewing.js';
import { record, type Deed, type Recording } from './ideal-player.js';
import { oracle } from './oracle.js';

/** For each of the seven properties: 14,000 viewings in all. */
const RUNS = Number(process.env['VIEWINGS'] ?? 2_000);

const rules: ViewingRules = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
};

interface Run {
  readonly state: ViewingState;
  readonly said: readonly ViewingEvent[];
  /** Quarters crossed, by playback session. */
  readonly quartiles: readonly (readonly [session: number, percent: number])[];
}

/** Runs the fold as a tracker would: a tick as soon as the fold's wish is due. */
function run({ events }: Recording, how: ViewingRules): Run {
  let state = unwatched(how, false);
  const said: ViewingEvent[] = [];
  for (const event of events) {
    const due = wakeAt(state);
    if (due !== undefined && due < event.mono) {
      const [ticked, heard] = view(state, { type: 'tick', mono: due, wall: event.wall - (event.mono - due) });
      state = ticked;
      said.push(...heard);
    }
    const [next, heard] = view(state, event);
    state = next;
    said.push(...heard);
  }
  let session = 0;
  const quartiles = said.flatMap((event) => {
    if (event.type === 'started') session++;
    return event.type === 'playReached' ? [[session, event.percent] as const] : [];
  });
  return { state, said: said.filter(({ type }) => type !== 'playReached'), quartiles };
}

const deed = (duration: number): fc.Arbitrary<Deed> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 50, max: duration }).map((ms): Deed => ({ do: 'watch', ms })) },
    { weight: 2, arbitrary: fc.integer({ min: 50, max: 900 }).map((ms): Deed => ({ do: 'watch', ms })) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.integer({ min: 0, max: duration }), fc.integer({ min: 1, max: 400 }))
        .map(([to, latency]): Deed => ({ do: 'seek', to, latency }))
    },
    { weight: 2, arbitrary: fc.constant<Deed>({ do: 'pause' }) },
    { weight: 3, arbitrary: fc.constant<Deed>({ do: 'play' }) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, 1, 2, 4, 16).map((rate): Deed => ({ do: 'rate', rate })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5000 }).map((ms): Deed => ({ do: 'idle', ms })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }).map((ms): Deed => ({ do: 'stall', ms })) }
  );

const viewing = fc
  .integer({ min: 4, max: 120 })
  .map((seconds) => seconds * 1000)
  .chain((duration) => fc.tuple(fc.constant(duration), fc.array(deed(duration), { maxLength: 25 })));

const sessionsOf = (said: readonly ViewingEvent[]): (readonly [number, number])[] => {
  let session = 0;
  return said.flatMap((event) => {
    if (event.type === 'started') session++;
    return event.type === 'playProgress' ? [[session, event.percent] as const] : [];
  });
};

describe(`viewing: ${RUNS} random viewings against the oracle`, function () {
  this.timeout(0);
  const check = (property: (duration: number, acts: readonly Deed[]) => void): void => {
    fc.assert(
      fc.property(viewing, ([duration, acts]) => property(duration, acts)),
      { numRuns: RUNS }
    );
  };

  it('fires the milestones that playing crossed: none twice, none out of order, none by a seek', () => {
    check((duration, acts) => {
      const recording = record(acts, duration);
      const { said } = run(recording, rules);
      expect(sessionsOf(said)).to.deep.equal(oracle(recording.truth, duration, [25, 50, 75]).milestones);
    });
  });

  it('crosses quarters, and 90 %, whatever the beacon interval', () => {
    check((duration, acts) => {
      const recording = record(acts, duration);
      const { milestones } = oracle(recording.truth, duration, [25, 50, 75, 90]);
      const crossed = milestones.filter(([, percent]) => percent > 0);
      expect(run(recording, rules).quartiles).to.deep.equal(crossed);
      const { quartiles } = run(recording, { ...rules, beaconInterval: 'onePercent' });
      expect(new Set(quartiles.map(String)).size, 'none twice').to.equal(quartiles.length);
      // A milestone may end a scrubbing, and with it what is taken back: otherwise they are the same.
      expect(quartiles.map(String)).to.include.members(crossed.map(String));
    });
  });

  it('watched is the union of what played', () => {
    check((duration, acts) => {
      const recording = record(acts, duration);
      const { state } = run(recording, rules);
      const [closed, last] = view(state, { type: 'close', reason: 'leaving', position: NaN, mono: 9e9, wall: 9e12 });
      expect(last.at(-1)?.type).to.equal(state.sessions && state.phase !== 'waiting' ? 'terminated' : undefined);
      const { watched, slack } = oracle(recording.truth, duration, [25, 50, 75]);
      const rounding = 0.002 * (closed.segments.length + 1);
      expect(covered(closed.segments)).to.be.closeTo(watched / 1000, rounding + slack / 1000);
    });
  });

  it('segments begin and end at positions that were said, in the order of watching', () => {
    check((duration, acts) => {
      const { state, said } = run(record(acts, duration), rules);
      const [closed, last] = view(state, { type: 'close', reason: 'leaving', position: NaN, mono: 9e9, wall: 9e12 });
      const times = new Set([...said, ...last].flatMap((e) => (e.type === 'seek' ? [e.from, e.to] : [e.position])));
      for (const [from, to] of closed.segments) {
        expect(to).to.be.greaterThan(from);
        expect(times.has(from), `from ${from}`).to.equal(true);
        expect(times.has(to), `to ${to}`).to.equal(true);
      }
    });
  });

  it('timestamps strictly increase; sessions open once and nothing follows terminated', () => {
    check((duration, acts) => {
      const { said } = run(record(acts, duration), rules);
      let open = false;
      said.forEach((event, i) => {
        expect(event.at).to.be.greaterThan(said[i - 1]?.at ?? 0);
        if (event.type === 'started') expect(open).to.equal(false);
        else expect(open, event.type).to.equal(true);
        open = event.type !== 'terminated';
      });
    });
  });

  it('watched: finished once, with the union that large, and never before length / rate', () => {
    check((duration, acts) => {
      const recording = record(acts, duration);
      const { said } = run(recording, { ...rules, videoEndPercent: 80, completionRule: 'watched' });
      const finished = said.filter((event) => event.type === 'playProgress' && event.finished);
      expect(finished.length).to.be.at.most(1);
      expect(said.filter((event) => event.type === 'completed').length).to.equal(finished.length);
      const [event] = finished;
      if (!event) return;
      const until = recording.truth.filter((moment) => moment.at <= event.at - 1_700_000_000_000);
      const { watched, stretches } = oracle(until, duration, [25, 50, 75, 80]);
      // Gaps of a second close for this test alone; the clock has 2 % and a quarter of a second.
      const gaps = Math.min(1000, duration / 10) * (stretches.length + 1);
      expect(watched + gaps).to.be.at.least(duration * 0.8 - 10);
      const rate = Math.max(1, ...acts.map((one) => (one.do === 'rate' ? one.rate : 1)));
      const wall = event.at - 1_700_000_000_000 - 1_000_000;
      expect(wall * 1.02 + 250).to.be.at.least((duration * 0.8 - gaps) / rate - 10);
    });
  });

  it('reached: finished exactly when playing first came to the threshold', () => {
    check((duration, acts) => {
      const recording = record(acts, duration);
      const { said } = run(recording, { ...rules, videoEndPercent: 60 });
      const finished = said.filter((event) => event.type === 'playProgress' && event.finished);
      const { stretches } = oracle(recording.truth, duration, [25, 50, 60, 75]);
      const at = duration * 0.6;
      const came = stretches.some(({ to }) => to >= at);
      // Less than half a second behind the threshold may be a scrap of scrubbing.
      // And so may be what the recording breaks off in.
      const last = stretches.length - 1;
      const stayed = stretches.some(
        ({ from, to }, i) => to >= at && (to - from > 600 || (from < at && (i < last || to - from >= 500)))
      );
      expect(finished.length, JSON.stringify(stretches)).to.be.within(stayed ? 1 : 0, came ? 1 : 0);
    });
  });
});
