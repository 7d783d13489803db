import { expect } from 'chai';
import { asLines, viewings } from './viewings.js';
import { World } from './world.js';

describe('playkit-js-xapi where the disk fills while it sends', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it('flush ends with 4 and names the disk, and the next one sends what is left', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(100)));
    world.lrs.faults.set([{ status: 503 }]);
    expect(await world.collect([file, '--patience', '0'])).to.include({ code: 3 });
    world.lrs.faults.set(null);
    const flush = ['flush', '--directory', world.outbox, '--now', '--patience', '30'];
    const ended = await world.start(flush, world.env, '-f 1').ended;
    expect(ended.stderr).to.match(/^error: The outbox .* cannot be used \(.*\)\. Make room on that disk/m);
    expect(ended).to.include({ code: 4 });
    const again = await world.run(flush);
    expect(again).to.include({ code: 0 });
    const ids = world.lrs.arrivals.map(({ raw }) => (JSON.parse(raw) as { readonly id: string }).id);
    expect([ids.length, new Set(ids).size]).to.deep.equal([600, 600]);
  });
});
