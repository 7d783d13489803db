import { expect } from 'chai';
import type { Fault } from '../../../../demo/record-store/index.js';
import { asLines, viewing, viewings } from './viewings.js';
import { sayings, World, type Ended } from './world.js';

describe('playkit-js-xapi when a destination is repaired', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  const FAULTS: readonly (readonly [what: string, fault: Fault])[] = [
    ['an answer of 404', { status: 404 }],
    ['an answer of 401', { status: 401 }],
    ['an answer of 403', { status: 403 }],
    ['a redirect', { redirect: true }],
    ['a web page with 200', { html: true }],
    ['an empty list with 200', { nothing: true }]
  ];

  for (const [index, [what, fault]] of FAULTS.entries())
    for (const delayMs of index === 0 ? [20, 100] : [20])
      it(`sends what ${what} kept, with the same settings, where answers take ${delayMs} ms`, async () => {
        const file = await world.write('viewings.jsonl', asLines(viewings(3)));
        world.lrs.faults.set([fault]);
        expect(await world.collect([file])).to.include({ code: 3 });
        world.lrs.faults.set([{ delayMs }]);
        const more = await world.write('more.jsonl', asLines(viewings(5).slice(3)));
        const again = await world.collect([more]);
        expect(again.stdout).to.match(/ [1-9]\d* sent, 0 refused, 0 kept/);
        expect(again).to.include({ code: 0 });
      });

  for (const [what, fault] of FAULTS)
    it(`sends what ${what} kept, by flush and by the same input again`, async () => {
      for (const again of ['collect', 'flush']) {
        world.lrs.faults.set([fault]);
        const file = await world.write(`${again}.jsonl`, asLines([viewing(again.length)]));
        expect(await world.collect([file])).to.include({ code: 3 });
        world.lrs.faults.set([{ delayMs: 100 }]);
        const command = again === 'flush' ? ['flush', '--directory', world.outbox] : world.collecting([file]);
        const ended = await world.run(command);
        expect(ended.stdout).to.match(/ [1-9]\d* sent, 0 refused, 0 kept/);
        expect(ended).to.include({ code: 0 });
      }
    });

  it('says why and until when it waits where the record store asks for an hour, and goes on with flush --now', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(2)));
    world.lrs.faults.set([{ status: 503, retryAfter: 3600 }]);
    const away = await world.collect([file, '--patience', '0']);
    expect(away).to.include({ code: 3 });
    expect(away.stderr).to.match(/kept for lrs .*HTTP 503.*asks to wait until \d{4}-/);
    world.lrs.faults.set(null);
    const status = await world.run(['status', '--directory', world.outbox]);
    expect(status.stdout)
      .to.match(/HTTP 503.*asks to wait until \d{4}-/)
      .and.to.contain('flush --now');
    const flush = ['flush', '--directory', world.outbox, '--patience', '0'];
    const kept = await world.run(flush);
    expect(kept).to.include({ code: 3 });
    expect(kept.stderr).to.match(/HTTP 503.*asks to wait until \d{4}-/);
    expect(await world.run([...flush, '--now'])).to.include({ code: 0 });
  });

  describe('while Kaltura’s services take nothing', () => {
    const VIEWINGS = 250;

    /** What is recorded of so many viewings, with Kaltura's services at 503. */
    async function collectAll(outbox: object): Promise<Ended> {
      const file = await world.write('viewings.jsonl', asLines(viewings(VIEWINGS)));
      const settings = await world.write(
        'settings.json',
        JSON.stringify({ analytics: { playerEvents: true }, outbox })
      );
      await world.kalturaFaults([{ status: 503 }]);
      const env = { ...world.env, ...world.kaltura };
      return world.collect([file, '--settings', settings, '--patience', '0'], { env });
    }

    /** How many statements of each viewer arrived: the viewings are alike. */
    function perViewer(): readonly number[] {
      const all = new Map<string, number>();
      for (const said of sayings(world.lrs.arrivals)) {
        const [viewer = ''] = said.split(' ');
        all.set(viewer, (all.get(viewer) ?? 0) + 1);
      }
      return [...all.values()];
    }

    function expectAll(): void {
      const counts = perViewer();
      expect(counts).to.have.length(VIEWINGS);
      expect(new Set(counts).size).to.equal(1);
    }

    it('sends all statements in one run, and keeps all of their events', async () => {
      const ended = await collectAll({});
      expect(ended).to.include({ code: 3 });
      expect(ended.stdout).to.match(new RegExp(`^Viewings: ${VIEWINGS} taken`));
      expect(ended.stderr)
        .to.match(/[1-9]\d{3} kept for stats .*HTTP 503/)
        .and.not.match(/kept for lrs /);
      expectAll();
      expect(ended.stdout).not.to.contain('let go of');
    });

    it('sends all statements also when their events fill the folder, and lets go of the oldest of those alone', async () => {
      const ended = await collectAll({ maxMegabytes: 0.3 });
      expect(ended).to.include({ code: 3 });
      expect(ended.stdout)
        .to.match(new RegExp(`^Viewings: ${VIEWINGS} taken`))
        .and.match(/Beware: [1-9]\d+ let go of/);
      expect(ended.stderr)
        .to.match(/^let go of: (stats|analytics) .*maxMegabytes/m)
        .and.match(/[1-9]\d{2} kept for stats .*HTTP 503/)
        .and.not.match(/(kept for|let go of:) lrs /);
      expectAll();
    });
  });

  it('lets go of no statement for the events of Kaltura: a folder that is full of statements ends the reading', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(200)));
    const settings = await world.write('settings.json', JSON.stringify({ outbox: { maxMegabytes: 0.5 } }));
    world.lrs.faults.set([{ status: 503 }]);
    const env = { ...world.env, ...world.kaltura };
    const command = [file, '--settings', settings];
    const ended = await world.collect([...command, '--patience', '0'], { env });
    expect(ended).to.include({ code: 3 });
    expect(ended.stdout).not.to.contain('let go of');
    expect(ended.stderr).to.match(/Nothing was read after line \d+/);
    world.lrs.faults.set(null);
    const again = await world.collect(command, { env });
    expect(again).to.include({ code: 0 });
    expect(new Set(sayings(world.lrs.arrivals)).size).to.be.above(900);
  });
});
