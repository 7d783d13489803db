import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createCollector } from '../../../../src/server/collector/collector.js';
import { asLines, viewing, viewings } from './viewings.js';
import { sayings, World } from './world.js';

describe('playkit-js-xapi in trouble', function () {
  this.timeout(60_000);
  let world: World;
  let file: string;
  beforeEach(async () => {
    world = await World.open();
    file = await world.write('viewings.jsonl', asLines(viewings(4)));
  });
  afterEach(() => world.close());

  it('names the variable that is missing, and touches nothing', async () => {
    const { XAPI_SECRET, ...env } = world.env;
    expect(XAPI_SECRET).to.be.a('string');
    const ended = await world.collect([file], { env });
    expect(ended).to.include({ code: 1, stdout: '' });
    expect(ended.stderr).to.match(/^error: XAPI_SECRET is missing/);
    expect(await world.listed()).to.deep.equal([]);
  });

  it('stops before it reads where a setting is wrong', async () => {
    const settings = await world.write('settings.json', '{"videoEndPercent": 400}');
    const ended = await world.collect([file, '--settings', settings]);
    expect(ended).to.include({ code: 1, stdout: '' });
    expect(ended.stderr).to.match(/videoEndPercent: expected/);
    expect(world.lrs.requests).to.have.length(0);
  });

  it('suggests the option or the command that was meant, and repeats no secret', async () => {
    const option = await world.run(['collect', '--setings', 'x.json']);
    expect(option).to.include({ code: 1 });
    expect(option.stderr).to.contain('Did you mean --settings?');
    const command = await world.run(['colect']);
    expect(command.stderr).to.contain('Did you mean collect?');
    const secret = await world.run(['collect', '--secret=a-wrong-secret']);
    expect(secret).to.include({ code: 1 });
    expect(secret.stderr).to.contain('Secrets come from the environment');
  });

  it('keeps everything while the secret is wrong, and sends all once it is right', async () => {
    const env = { ...world.env, XAPI_SECRET: 'a-wrong-secret' };
    const wrong = await world.collect([file], { env });
    expect(wrong).to.include({ code: 3 });
    expect(wrong.stderr).to.match(/kept for lrs .*unauthorised, HTTP 401/);
    expect(wrong.stderr).to.contain(`waits in ${world.outbox}`);
    expect(world.lrs.arrivals).to.have.length(0);

    const status = await world.run(['status', '--directory', world.outbox]);
    expect(status.stdout).to.match(/unauthorised, HTTP 401/);

    const right = await world.collect([file]);
    expect(right).to.include({ code: 0 });
    expect(right.stdout).to.match(/^Viewings: 0 taken.*\n.*: [1-9]\d* sent, 0 refused, 0 kept/);
    const arrived = sayings(world.lrs.arrivals);
    expect(new Set(arrived).size).to.equal(arrived.length).and.to.be.above(10);
  });

  it('keeps events while no Kaltura session can be started, and says why', async () => {
    // The stand-in knows no such service.
    const env = { ...world.kaltura, KALTURA_ADMIN_SECRET: 'an-admin-secret' };
    const ended = await world.collect([file, '--patience', '0'], { env });
    expect(ended).to.include({ code: 3 });
    expect(ended.stderr)
      .to.match(/^warning: session: /m)
      .and.to.match(/[1-9]\d* kept for stats /);
    expect(await world.wire()).to.have.length(0);
    // Made here, it needs no service.
    const session = { type: 'secret', secret: 'an-admin-secret', partnerId: 1091, local: true };
    const settings = await world.write('settings.json', JSON.stringify({ session }));
    const later = await world.collect([file, '--settings', settings], { env: world.kaltura });
    expect(later).to.include({ code: 0 });
    const wire = await world.wire();
    expect(wire.length).to.be.above(4);
    expect(wire.every(({ ks }) => ks !== undefined)).to.equal(true);
  });

  it('keeps everything while the record store is away, and sends it later', async () => {
    world.lrs.faults.set([{ status: 503 }]);
    const away = await world.collect([file, '--patience', '0']);
    expect(away).to.include({ code: 3 });
    expect(away.stderr).to.match(/[1-9]\d* kept for lrs .*HTTP 503/);
    world.lrs.faults.set(null);
    const flushed = await world.run(['flush', '--directory', world.outbox]);
    expect(flushed).to.include({ code: 0 });
    expect(flushed.stdout).to.match(/: [1-9]\d* sent, 0 refused, 0 kept/);
    const dry = await world.collect([file, '--dry-run']);
    expect(world.lrs.arrivals).to.have.length(dry.stdout.split('\n').filter(Boolean).length);
  });

  it('says what was refused, and sends it again when told to', async () => {
    // One of a batch is at fault; it is found by halves.
    const verb = 'http://id.tincanapi.com/verb/paused';
    world.lrs.faults.set([{ status: 400, verb }]);
    file = await world.write('one.jsonl', asLines([viewing(1)]));
    const refused = await world.collect([file]);
    expect(refused).to.include({ code: 2 });
    expect(refused.stderr).to.match(/^refused: lrs .*HTTP 400/m);
    expect(refused.stdout).to.contain(' 1 refused, 0 kept');
    const status = await world.run(['status', '--directory', world.outbox]);
    expect(status).to.include({ code: 0 });
    expect(status.stdout)
      .to.match(/1 refused/)
      .and.to.match(/HTTP 400/);
    world.lrs.faults.set(null);
    const before = world.lrs.arrivals.length;
    const again = await world.run(['retry', '--directory', world.outbox]);
    expect(again).to.include({ code: 0 });
    expect(world.lrs.arrivals).to.have.length(before + 1);
  });

  it('sends nothing that the beforeSend of a program held, and says so', async () => {
    const { XAPI_KEY: key, XAPI_SECRET: secret } = world.env;
    const fails = (): never => {
      throw Object.create(null);
    };
    const config = { directory: world.outbox, endpoint: world.endpoint, key, secret, beforeSend: fails };
    const collector = await createCollector({ ...config, site: { homePage: 'https://example.org' } } as never);
    await collector.record(viewing(1));
    const [first] = await collector.dead();
    await collector.close();
    for (const ids of [[], [first?.id ?? '']]) {
      const again = await world.run(['retry', ...ids, '--directory', world.outbox]);
      expect(again.stderr).to.contain('0 sent once more');
      expect(again.stderr).to.match(/warning: retry: \d+ statements? that beforeSend held/);
    }
    expect(world.lrs.arrivals).to.have.length(0);
  });

  it('says that another process has the folder', async () => {
    const { process: child, ended } = world.start(world.collecting([]));
    child.stdin.write(asLines([{ ...viewing(1), id: 'a' }]));
    await world.arrived(1);
    const second = await world.collect([file]);
    expect(second).to.include({ code: 4, stdout: '' });
    expect(second.stderr)
      .to.match(/^error: .*(process|lock|use)/i)
      .and.to.contain(world.outbox);
    child.stdin.end();
    expect(await ended).to.include({ code: 0 });
  });

  it('says that the folder cannot be made', async () => {
    await world.write('outbox', 'a file is in its place');
    const ended = await world.collect([file]);
    expect(ended).to.include({ code: 4, stdout: '' });
    expect(ended.stderr).to.contain(world.outbox);
    expect(world.lrs.requests).to.have.length(0);
  });

  it('says that the disk is full, and loses nothing of what it has taken', async () => {
    const text = asLines(viewings(60));
    file = await world.write('many.jsonl', text);
    // No file may grow above 150 kB.
    const { process: child, ended } = world.start(world.collecting([file, '--patience', '0']), world.env, '-f 150');
    child.stdin.end();
    const full = await ended;
    expect(full).to.include({ code: 4 });
    expect(full.stderr)
      .to.match(/^error: .*outbox/m)
      .and.to.match(/again/);
    const [, taken] = /^Viewings: (\d+) taken/.exec(full.stdout) ?? [];
    expect(Number(taken)).to.be.within(1, 59);
    const rest = await world.collect([file]);
    expect(rest).to.include({ code: 0 });
    expect(rest.stdout).to.match(new RegExp(`^Viewings: ${60 - Number(taken)} taken`));
    const dry = await world.collect([file, '--dry-run']);
    const arrived = sayings(world.lrs.arrivals.filter(({ replay }) => !replay));
    expect(new Set(arrived).size).to.equal(arrived.length);
    expect(arrived).to.have.length(dry.stdout.split('\n').filter(Boolean).length);
  });

  it('says that the input is not there', async () => {
    const ended = await world.collect([path.join(world.folder, 'none.jsonl')]);
    expect(ended).to.include({ code: 1 });
    expect(ended.stderr).to.match(/none\.jsonl cannot be read \(ENOENT\)/);
    await mkdir(path.join(world.folder, 'folder'));
    const folder = await world.collect([path.join(world.folder, 'folder')]);
    expect(folder.stderr).to.match(/folder (is no file|cannot be read)/);
  });
});
