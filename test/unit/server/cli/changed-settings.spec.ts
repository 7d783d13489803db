import { expect } from 'chai';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { closedPort } from '../doctor/servers.js';
import { asLines, viewing, viewings } from './viewings.js';
import { World } from './world.js';

describe('playkit-js-xapi, its folder and its settings', function () {
  this.timeout(60_000);
  let world: World;
  let file: string;
  beforeEach(async () => {
    world = await World.open();
    file = await world.write('viewings.jsonl', asLines([viewing(1)]));
  });
  afterEach(() => world.close());

  const flush = ['flush', '--directory'] as const;

  it('counts what waits for an address that the settings no longer name, and waits for none of it', async () => {
    const other = `http://127.0.0.1:${await closedPort()}/xapi`;
    const env = { ...world.env, XAPI_ENDPOINT: other, XAPI_HOME_PAGE: 'https://elsewhere.example' };
    const kept = await world.collect([file, '--patience', '0'], { env });
    const [, waiting = ''] = /(\d+) kept for later/.exec(kept.stdout) ?? [];
    // It would wait for an hour, if it waited.
    const flushed = await world.run([...flush, world.outbox, '--patience', '3600']);
    expect(flushed).to.include({ code: 3 });
    expect(flushed.stdout).to.equal(`Statements and events: 0 sent, 0 refused, ${waiting} kept for later\n`);
    expect(flushed.stderr).to.contain(`${waiting} kept for lrs ${new URL(other).host}: the settings no longer name`);
    const more = await world.write('more.jsonl', asLines([viewing(2)]));
    const collected = await world.collect([more, '--patience', '3600']);
    expect(collected).to.include({ code: 3 });
    expect(collected.stdout).to.match(new RegExp(`[1-9]\\d* sent, 0 refused, ${waiting} kept`));
  });

  it('sends what waits for an endpoint that was mistyped to the corrected one', async () => {
    const other = `http://127.0.0.1:${await closedPort()}/xapi`;
    const kept = await world.collect([file, '--patience', '0'], { env: { ...world.env, XAPI_ENDPOINT: other } });
    const [, waiting = ''] = /(\d+) kept for later/.exec(kept.stdout) ?? [];
    const flushed = await world.run([...flush, world.outbox]);
    expect(flushed).to.include({ code: 0 });
    expect(flushed.stdout).to.equal(`Statements and events: ${waiting} sent, 0 refused, 0 kept for later\n`);
  });

  it('reads on, however much waits for such an address', async () => {
    const other = `http://127.0.0.1:${await closedPort()}/xapi`;
    const settings = await world.write('settings.json', '{"beaconInterval": "onePercent"}');
    const many = await world.write('many.jsonl', asLines(viewings(14)));
    const env = { ...world.env, XAPI_ENDPOINT: other, XAPI_HOME_PAGE: 'https://elsewhere.example' };
    const kept = await world.collect([many, '--patience', '0', '--settings', settings], { env });
    expect(Number(/(\d+) kept/.exec(kept.stdout)?.[1])).to.be.above(1000);
    const more = await world.write('more.jsonl', asLines(viewings(14, 95)));
    const collected = await world.collect([more, '--settings', settings, '--patience', '3600']);
    expect(collected.stdout).to.match(/^Viewings: 14 taken/);
    expect(collected.stderr).not.to.contain('Nothing was read after');
  });

  it('speaks of one statement as one', async () => {
    const send = ['send', 'login', '--user-id', 'john', '--directory', world.outbox, '--patience', '0'];
    const other = `http://127.0.0.1:${await closedPort()}/xapi`;
    await world.run(send, {
      env: { ...world.env, XAPI_ENDPOINT: other, XAPI_HOME_PAGE: 'https://elsewhere.example' }
    });
    const flushed = await world.run([...flush, world.outbox]);
    expect(flushed.stderr).to.match(/^warning: 1 parcel waits for lrs 127/m);
  });

  it('says what the system knows of a connection that fails, and who knows more', async () => {
    const other = `http://127.0.0.1:${await closedPort()}/xapi`;
    const refused = await world.collect([file, '--patience', '0'], { env: { ...world.env, XAPI_ENDPOINT: other } });
    expect(refused.stderr)
      .to.match(/kept for lrs .*no answer \(ECONNREFUSED\)/)
      .and.to.contain('playkit-js-xapi doctor');
    expect(refused.stderr).not.to.contain('CORS');
  });

  const wrong: Readonly<Record<string, readonly [settings: object, says: RegExp]>> = {
    'another type of session': [{ session: { type: 'magic', partnerId: 1 } }, /session\.type: expected 'secret'/],
    'text for a session': [{ session: 'my-secret' }, /session: expected an object with type/],
    'a session without a secret': [{ session: { type: 'secret', partnerId: 1 } }, /session\.secret: missing/],
    'an app token without its parts': [
      { session: { type: 'appToken', partnerId: 1 } },
      /session\.id: .*session\.token: /
    ],
    'an application with a comma': [
      { applicationName: 'a,b', session: { type: 'secret', secret: 's', partnerId: 1 } },
      /applicationName: .*comma/
    ],
    'a number for the device': [{ referrer: 5 }, /referrer: expected the device/],
    'no words for the device': [{ referrer: '' }, /referrer: empty/],
    'a number for the user': [{ user: 5 }, /user: expected an object/],
    'no home page': [{ site: {} }, /site\.homePage: missing.*XAPI_HOME_PAGE, or --home-page/]
  };
  for (const [name, [settings, says]] of Object.entries(wrong))
    it(`stops before it reads for ${name}`, async () => {
      const { XAPI_HOME_PAGE, ...env } = world.env;
      const whole = { stats: { partnerId: 1 }, site: { homePage: XAPI_HOME_PAGE }, ...settings };
      const args = [file, '--settings', await world.write('settings.json', JSON.stringify(whole))];
      const ended = await world.collect(args, { env });
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.match(says).and.not.to.contain('my-secret');
      expect(await world.listed()).to.deep.equal([]);
    });

  it('names the line whose viewer cannot be told as it is, each on its own', async () => {
    const viewers = ['a', 'b'].map((id, n) => viewing(n, 10, { viewer: { id, email: 'no address' } }));
    file = await world.write('viewings.jsonl', asLines([viewing(3), ...viewers]));
    const ended = await world.collect([file]);
    expect(ended.stderr.match(/^line \d+: warning: user\.email/gm)).to.deep.equal([
      'line 2: warning: user.email',
      'line 3: warning: user.email'
    ]);
  });

  it('status makes nothing in a folder that is no outbox', async () => {
    const folder = path.join(world.folder, 'photos');
    await mkdir(folder);
    const ended = await world.run(['status', '--directory', folder]);
    expect(ended).to.include({ code: 0 });
    expect(ended.stdout).to.equal(`${folder}: holds no outbox, so nothing waits\n`);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('says at once that a folder cannot be made, even where the system pretends that it could', async () => {
    const ended = await world.run(['collect', file, '--directory', '/proc/outbox']);
    expect(ended).to.include({ code: 4, stdout: '' });
    expect(ended.stderr).to.contain('/proc/outbox cannot be used');
  });

  it('makes the folder for its owner alone', async () => {
    await world.collect([file, '--directory', path.join(world.folder, 'deep', 'outbox')]);
    const { mode } = await stat(path.join(world.folder, 'deep', 'outbox'));
    expect(mode & 0o777).to.equal(0o700);
  });

  it('retry names an id that was not refused, and sends nothing', async () => {
    world.lrs.faults.set([{ status: 400, verb: 'http://id.tincanapi.com/verb/paused' }]);
    await world.collect([file]);
    const before = world.lrs.arrivals.length;
    world.lrs.faults.set(null);
    const ended = await world.run(['retry', 'none-such', '--directory', world.outbox]);
    expect(ended).to.include({ code: 1, stdout: '' });
    expect(ended.stderr).to.contain('none-such');
    expect(world.lrs.arrivals).to.have.length(before);
  });
});
