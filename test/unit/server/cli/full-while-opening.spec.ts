import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createCollector } from '../../../../src/server/collector/collector.js';
import { viewing } from './viewings.js';
import { World } from './world.js';

const VIEWINGS = 145;
const STATEMENTS = 6 * VIEWINGS;

describe('playkit-js-xapi where the disk is full when it starts', function () {
  this.timeout(180_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  /** What a process that was killed left behind: more than may be written anew into one file. */
  async function fill(): Promise<string> {
    const { XAPI_ENDPOINT: endpoint = '', XAPI_KEY: key = '', XAPI_SECRET: secret = '' } = world.env;
    const site = { homePage: world.env['XAPI_HOME_PAGE'] ?? '' };
    const config = { directory: world.outbox, endpoint, key, secret, site, stats: false, analytics: false } as const;
    const collector = await createCollector(config, { send: () => Promise.resolve({ status: 503, body: '' }) });
    for (let n = 0; n < VIEWINGS; n++) {
      const each = viewing(n);
      // No compression makes the name smaller.
      const entry = { ...each.entry, name: randomBytes(2500).toString('base64') };
      await collector.record({ ...each, entry });
    }
    const left = path.join(world.folder, 'left');
    cpSync(world.outbox, left, { recursive: true });
    await collector.close();
    return left;
  }

  it('flush opens a folder that is larger than what may still be written, sends all of it, and lets go of it', async () => {
    const left = await fill();
    const files = readdirSync(left).filter((name) => /\.(ldb|log)$/.test(name));
    const size = files.reduce((sum, name) => sum + statSync(path.join(left, name)).size, 0);
    expect(size).to.be.above(3_000_000);
    const flush = ['flush', '--directory', left, '--now'];
    // 2.5 MB, in units of 1024 bytes: what LevelDB writes anew into one table is less.
    const ended = await world.start(flush, world.env, `-f 2560`).ended;
    expect(ended.stderr).not.to.match(/error/);
    expect(ended.stdout).to.include(`${STATEMENTS} sent, 0 refused, 0 kept for later`);
    expect(ended).to.include({ code: 0 });
    const ids = world.lrs.arrivals.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).to.deep.equal([STATEMENTS, STATEMENTS]);
    expect((await world.run(['status', '--directory', left])).stdout).to.include('0 kept for later');
  });
});
