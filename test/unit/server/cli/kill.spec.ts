import { expect } from 'chai';
import type { RecordedViewing } from '../../../../src/server/reading/recorded-viewing.js';
import { asLines, viewings } from './viewings.js';
import { saying, sayings, World } from './world.js';

/** 10,000 events. */
const VIEWINGS = viewings(100, 96);

const withIds = (all: readonly RecordedViewing[]): readonly RecordedViewing[] =>
  all.map((each, n) => ({ ...each, id: `visit-${n}` }));

const inputs: readonly (readonly [string, readonly RecordedViewing[], 'file' | 'pipe'])[] = [
  ['a file without ids', VIEWINGS, 'file'],
  ['a pipe with ids', withIds(VIEWINGS), 'pipe']
];

describe('playkit-js-xapi collect, killed', function () {
  this.timeout(60_000);
  let world: World;
  let wanted: readonly string[];
  before(async () => {
    const dry = await World.open();
    const { stdout } = await dry.collect(['--dry-run'], { input: asLines(withIds(VIEWINGS)) });
    const samples = stdout.split('\n').filter(Boolean);
    wanted = samples.map((line) => saying((JSON.parse(line) as { readonly statement: unknown }).statement)).sort();
    await dry.close();
  });
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  for (const [name, all, kind] of inputs)
    it(`in the middle of 10,000 events from ${name} sends each exactly once`, async () => {
      const text = asLines(all);
      const file = await world.write('viewings.jsonl', text);
      const [args, input] = kind === 'file' ? [[file], ''] : [[], text];
      // Slow enough to be in the middle for a while.
      world.lrs.faults.set([{ delayMs: 20 }]);
      for (const share of [0.2, 0.6]) {
        const { process: child, ended } = world.start(world.collecting(args));
        child.stdin.end(input);
        await Promise.race([world.arrived(Math.floor(wanted.length * share)), ended]);
        child.kill('SIGKILL');
        expect(await ended, 'it was killed while it worked').to.include({ signal: 'SIGKILL' });
      }
      world.lrs.faults.set(null);
      expect(await world.collect(args, { input })).to.include({ code: 0 });
      // What was on its way when the process died may come again, and is recognised by its id.
      expect(sayings(world.lrs.arrivals.filter(({ replay }) => !replay))).to.deep.equal(wanted);
    });

  it('by SIGTERM keeps what was read, says so, and goes on later', async () => {
    const { process: child, ended } = world.start(world.collecting([]));
    child.stdin.write(asLines(withIds(viewings(3))));
    await world.arrived(6, '"viewer-2"');
    // Its input is still open: nobody knows whether more will come.
    child.kill('SIGTERM');
    const stopped = await ended;
    expect(stopped).to.include({ code: 143 });
    expect(stopped.stderr).to.contain('SIGTERM: stopping');
    expect(stopped.stdout).to.match(/^Viewings: 3 taken.*\n.* 0 kept for later/);
    const later = await world.collect([], { input: asLines(withIds(viewings(4))) });
    expect(later.stdout).to.match(/^Viewings: 1 taken, 3 known before/);
    expect(world.lrs.arrivals.filter(({ replay }) => replay)).to.have.length(0);
  });

  it('by a second SIGINT ends at once', async () => {
    world.lrs.faults.set([{ hold: true }]);
    const { process: child, ended } = world.start(world.collecting([]));
    child.stdin.write(asLines(withIds(viewings(2))));
    await world.arrived(1);
    const heard = new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
    child.kill('SIGINT');
    await heard;
    child.kill('SIGINT');
    expect(await ended).to.include({ code: 130 });
    world.lrs.release();
  });
});
