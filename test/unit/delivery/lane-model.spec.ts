import { expect } from 'chai';
import fc from 'fast-check';
import { HOUR, LaneModel, type Manner, type Trouble } from './lane-model.js';

/** How often: `LANE_RUNS=1000000 npx mocha test/unit/delivery/lane-model.spec.ts` for the long form. */
const RUNS = Number(process.env['LANE_RUNS'] ?? 10_000);

/** One thing that somebody or something does. */
class Act implements fc.Command<object, LaneModel> {
  constructor(
    private readonly words: string,
    private readonly act: (model: LaneModel) => unknown
  ) {}

  readonly check = (): boolean => true;
  run(_: object, model: LaneModel): void {
    this.act(model);
  }
  toString(): string {
    return this.words;
  }
}

const act = <T>(words: string, given: fc.Arbitrary<T>, perform: (model: LaneModel, value: T) => unknown): fc.Arbitrary<Act> => given.map((value) => new Act(`${words} ${JSON.stringify(value)}`, (model) => perform(model, value))); // prettier-ignore

const page = fc.nat({ max: 2 });
const put = fc.tuple(
  page,
  fc.integer({ min: 1, max: 4 }),
  fc.boolean(),
  fc.constantFrom('none' as const, 'none' as const, 'none' as const, 'poison' as const, 'firewalled' as const, 'breaking' as const) // prettier-ignore
);
const putGood = put.map(([n, count, urgent]) => [n, count, urgent, 'none'] as const);
const troubles = fc.array(
  fc.constantFrom<Trouble>('cut', 'lost', 'html', 'down', 'asks', 'broken', 'forbidden', 'gone'),
  { maxLength: 4 }
);
const key = fc.constantFrom('key-1', 'key-2', undefined);

const commands = [
  act('put', put, (model, [n, count, urgent, bad]) => model.put(n, count, urgent, bad)),
  act('put', putGood, (model, [n, count, urgent, bad]) => model.put(n, count, urgent, bad)),
  act('step', fc.array(fc.nat({ max: 99 }), { maxLength: 12 }), (model, picks) =>
    picks.forEach((pick) => model.step(pick))
  ),
  act('advance', fc.constantFrom(1, 100, 6000, 60_000, HOUR, 3 * HOUR), (model, time) => model.advance(time)),
  act('troubles', troubles, (model, these) => model.troubles.push(...these)),
  act('leave', fc.tuple(page, fc.boolean()), (model, [n, gone]) => model.leave(n, gone)),
  act('back', page, (model, n) => model.back(n)),
  act('flush', fc.tuple(page, fc.boolean(), fc.boolean()), (model, [n, override, probe]) =>
    model.tell(model.page(n), { type: 'flushed', override, probe })
  ),
  act('crash', page, (model, n) => model.crash(n)),
  act('open', fc.constant(0), (model) => model.open()),
  act('key', fc.tuple(key, key, page, fc.boolean()), (model, [server, given, n, define]) => {
    model.serverKey = server ?? 'key-3';
    model.pageKey = given;
    if (define) model.redefine(n);
  }),
  act('disk', fc.boolean(), (model, fails) => {
    model.diskFails = fails;
    model.diskFailed ||= fails;
  }),
  act('refuses', fc.boolean(), (model, all) => {
    model.refusesAll = all;
    if (all) model.refusals++;
  }),
  act('jump', fc.constantFrom(-24 * HOUR, 24 * HOUR), (model, time) => (model.now += time)),
  act('forget', page, (model, n) => model.forget(n))
];

const manner: fc.Arbitrary<Manner> = fc.record({
  destination: fc.constantFrom('lrs', 'lrs', 'lrs', 'stats', 'analytics'),
  batch: fc.constantFrom(1, 2, 5, 50),
  linger: fc.constantFrom(0, 5000)
});

describe('the lane machine', () => {
  it('loses nothing, sends nothing twice or out of order, and is never stuck, whatever happens', () => {
    fc.assert(
      fc.property(manner, fc.commands(commands, { maxCommands: 40, size: 'max' }), (how, acts) => {
        const model = new LaneModel(how);
        fc.modelRun(() => ({ model: {}, real: model }), acts);
        model.heal();
        expect(model.audit()).to.deep.equal([]);
      }),
      { numRuns: RUNS }
    );
  }).timeout(36_000_000);
});
