import { expect } from 'chai';
import { asLines, viewings } from './viewings.js';
import { World } from './world.js';

describe('playkit-js-xapi when a destination is repaired', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  for (const fault of [{ status: 404 }, { status: 401 }, { status: 403 }])
    for (const delayMs of [20, 100])
      it(`sends what an answer of ${fault.status} kept, with the same settings, where answers take ${delayMs} ms`, async () => {
        const file = await world.write('viewings.jsonl', asLines(viewings(3)));
        world.lrs.faults.set([fault]);
        expect(await world.collect([file])).to.include({ code: 3 });
        world.lrs.faults.set([{ delayMs }]);
        const more = await world.write('more.jsonl', asLines(viewings(5).slice(3)));
        const again = await world.collect([more]);
        expect(again.stdout).to.match(/ [1-9]\d* sent, 0 refused, 0 kept/);
        expect(again).to.include({ code: 0 });
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

  it('sends all statements while Kaltura’s services take nothing', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(400)));
    const dead = 'http://127.0.0.1:9';
    const env = {
      ...world.env,
      KALTURA_PARTNER_ID: '1091',
      KALTURA_SERVICE_URL: `${dead}/api_v3`,
      KALTURA_ANALYTICS_URL: dead
    };
    const ended = await world.collect([file, '--patience', '0'], { env });
    expect(ended.stdout).to.match(/^Viewings: 400 taken/);
    expect(ended.stderr)
      .to.match(/[1-9]\d{3} kept for stats /)
      .and.not.match(/kept for lrs /);
  });
});
