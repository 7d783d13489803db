import { expect } from 'chai';
import { closedPort } from '../doctor/servers.js';
import { asLines, viewing } from './viewings.js';
import { sayings, World, type Env } from './world.js';

describe('playkit-js-xapi move and discard', function () {
  this.timeout(60_000);
  let world: World;
  let host: string;
  let file: string;
  /** The settings of yesterday: another record store, and statements of another site. */
  let former: Env;
  beforeEach(async () => {
    world = await World.open();
    file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    host = `127.0.0.1:${await closedPort()}`;
    former = { ...world.env, XAPI_ENDPOINT: `http://${host}/xapi`, XAPI_HOME_PAGE: 'https://elsewhere.example' };
  });
  afterEach(() => world.close());

  const run = (command: string, args: readonly string[] = [], env = world.env): ReturnType<World['run']> =>
    world.run([command, ...args, '--directory', world.outbox], { env });

  /** Leaves statements behind that no settings serve; gives how many they are. */
  async function leaveBehind(): Promise<number> {
    const kept = await world.collect([file, '--patience', '0'], { env: former });
    return Number(/(\d+) kept for later/.exec(kept.stdout)?.[1]);
  }

  const UNSERVED = /^ {2}([\w-]+): (\d+) for (lrs \S+); the oldest is of \d{4}-/m;

  /** The key of the lane that nobody serves, as `status` prints it. */
  async function keyOf(): Promise<string> {
    const { stdout } = await run('status');
    return UNSERVED.exec(stdout)?.[1] ?? '';
  }

  describe('status', () => {
    it('prints the key of a lane that the settings do not serve, with how many wait there and where for', async () => {
      const waiting = await leaveBehind();
      const { stdout } = await run('status');
      const [, key, count, place] = UNSERVED.exec(stdout) ?? [];
      expect(key).to.have.length.above(5);
      expect([Number(count), place]).to.deep.equal([waiting, `lrs ${host}`]);
      expect(stdout).to.contain('playkit-js-xapi move').and.to.contain('playkit-js-xapi discard');
    });

    it('prints no key of a lane that the settings serve, whichever credential they have', async () => {
      await leaveBehind();
      const { XAPI_ENDPOINT } = former;
      const { stdout } = await run('status', [], { XAPI_ENDPOINT });
      expect(stdout).to.contain(`for lrs ${host}: `).and.not.to.match(UNSERVED);
    });

    it('says which lanes nobody serves only where it is told the settings', async () => {
      await leaveBehind();
      const { code, stdout } = await run('status', [], {});
      expect(code).to.equal(0);
      expect(stdout).not.to.match(UNSERVED);
      expect(stdout).to.contain('--settings');
    });
  });

  describe('move', () => {
    it('sends what waits in a lane to the record store that the settings name, nothing of it twice', async () => {
      const waiting = await leaveBehind();
      const moved = await run('move', [await keyOf()]);
      expect(moved).to.include({ code: 0 });
      expect(moved.stdout).to.equal(`Statements and events: ${waiting} sent, 0 refused, 0 kept for later\n`);
      expect(moved.stderr).to.contain(`${waiting} moved from lrs ${host} to lrs ${new URL(world.endpoint).host}\n`);
      expect(new Set(sayings(world.lrs.arrivals)).size)
        .to.equal(waiting)
        .and.to.equal(world.lrs.arrivals.length);
      expect((await run('status')).stdout).to.contain('0 kept for later');
    });

    it('moves all that the settings do not serve where no lane is named, of each destination', async () => {
      const waiting = await leaveBehind();
      const kaltura = {
        ...world.kaltura,
        KALTURA_ANALYTICS_URL: `http://${host}`,
        XAPI_HOME_PAGE: 'https://a.example'
      };
      const page = ['pageLoad', '--page-type', 'lobby', '--page-name', 'main-lobby', '--patience', '0'];
      const { stdout } = await run('send', page, kaltura);
      // `send` tells of its own event alone; the statements wait beside it.
      expect(stdout).to.match(/\b1 kept/);
      const moved = await run('move', [], { ...world.env, ...world.kaltura });
      expect(moved).to.include({ code: 0 });
      expect(moved.stdout).to.match(new RegExp(`: ${waiting + 1} sent, 0 refused, 0 kept`));
      expect(world.lrs.arrivals).to.have.length(waiting);
    });

    it('says that what waited for a mistyped address has moved, whether its lane is named or not', async () => {
      const { XAPI_ENDPOINT } = former;
      const kept = await world.collect([file, '--patience', '0'], { env: { ...world.env, XAPI_ENDPOINT } });
      const [, waiting = ''] = /(\d+) kept for later/.exec(kept.stdout) ?? [];
      const moved = await run('move', [await keyOf()]);
      expect(moved).to.include({ code: 0 });
      expect(moved.stderr).to.contain(`${waiting} moved from lrs ${host}`);
    });

    it('names a key that is none, and moves nothing', async () => {
      const waiting = await leaveBehind();
      const ended = await run('move', ['none-such']);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.match(/^error: .*none-such.*`status`/m);
      expect((await run('status')).stdout).to.contain(`${waiting} kept for later`);
    });

    it('says that there is nothing to move', async () => {
      await world.collect([file]);
      const ended = await run('move');
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.match(/^error: Nothing to move/m);
    });

    it('says that the settings name nothing that it could move to, and what to set', async () => {
      const waiting = await leaveBehind();
      for (const args of [[], [await keyOf()]]) {
        const ended = await run('move', args, world.kaltura);
        expect(ended).to.include({ code: 1, stdout: '' });
        expect(ended.stderr).to.match(new RegExp(`^error: .*${waiting} for lrs ${host}.*XAPI_ENDPOINT`, 'm'));
        expect(ended.stderr).not.to.match(/^ +at /m);
      }
    });
  });

  describe('discard', () => {
    it('deletes what waits in a lane after it has named it, and nothing else; needs no settings', async () => {
      const waiting = await leaveBehind();
      const key = await keyOf();
      const ended = await run('discard', [key, '--yes'], {});
      expect(ended).to.include({ code: 0, stdout: `${waiting} deleted\n` });
      expect(ended.stderr).to.match(new RegExp(`^${key}: ${waiting} statements for lrs ${host}; the oldest is of \\d`));
      expect((await run('status')).stdout).to.contain('0 kept for later');
      expect((await run('flush')).stdout).to.contain(': 0 sent');
    });

    it('leaves the other lanes alone', async () => {
      await leaveBehind();
      const key = await keyOf();
      world.lrs.faults.set([{ status: 503 }]);
      const more = await world.write('more.jsonl', asLines([viewing(2)]));
      await world.collect([more, '--patience', '0']);
      world.lrs.faults.set(null);
      expect(await run('discard', [key, '--yes'])).to.include({ code: 0 });
      expect((await run('flush')).stdout).to.match(/: [1-9]\d* sent, 0 refused, 0 kept/);
    });

    it('names what it would delete, and deletes nothing without --yes', async () => {
      const waiting = await leaveBehind();
      const ended = await run('discard', [await keyOf()]);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr)
        .to.contain(`${waiting} statements for lrs ${host}`)
        .and.to.match(/^error: .*--yes/m);
      expect((await run('status')).stdout).to.contain(`${waiting} kept for later`);
    });

    it('lists the lanes that there are for a key that is none', async () => {
      await leaveBehind();
      const key = await keyOf();
      const ended = await run('discard', ['none-such', '--yes']);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr)
        .to.match(/^error: .*none-such/m)
        .and.to.contain(key);
    });

    it('says that nothing waits in a lane that is empty', async () => {
      await leaveBehind();
      const key = await keyOf();
      await run('discard', [key, '--yes']);
      const ended = await run('discard', [key, '--yes']);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.match(/^error: .*[Nn]othing waits/m);
    });
  });

  for (const args of [['move'], ['discard', 'some-lane', '--yes']])
    it(`${args[0]} names a folder that is not there`, async () => {
      const ended = await world.run([...args, '--directory', `${world.folder}/typo`]);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.contain(`${world.folder}/typo: there is no such folder`);
    });
});
