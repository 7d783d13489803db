import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { asLines, viewing, viewings } from './viewings.js';
import { World, type Ended } from './world.js';

describe('playkit-js-xapi in the hands of a clumsy operator', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  /** Never a stack trace: what went wrong is said in words. */
  const isSaid = ({ stderr }: Ended): void =>
    expect(stderr)
      .to.match(/^error: /m)
      .and.not.match(/\n {4}at /) as never;

  const inFolder: readonly (readonly [string, readonly string[]])[] = [
    ['flush', ['flush']],
    ['retry', ['retry']],
    ['status', ['status']]
  ];
  for (const [name, args] of inFolder)
    it(`${name} of a folder that is not there fails, and makes none`, async () => {
      const ended = await world.run([...args, '--directory', path.join(world.folder, 'typo')]);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.match(/^error: .*typo: there is no such folder.* Check --directory\.$/m);
      expect(await world.listed()).to.deep.equal([]);
    });

  it('flush of a folder without an outbox fails, too', async () => {
    await mkdir(world.outbox);
    const ended = await world.run(['flush', '--directory', world.outbox]);
    expect(ended).to.include({ code: 1, stdout: '' });
    expect(ended.stderr).to.contain(`${world.outbox}: holds no outbox`);
    expect(await world.listed()).to.deep.equal([]);
  });

  const all: readonly (readonly [string, readonly string[]])[] = [
    ...inFolder,
    ['collect', ['collect']],
    ['send', ['send', 'login']]
  ];
  for (const [name, args] of all) {
    it(`${name} says of a file in the folder's place that it is one`, async () => {
      const file = await world.write('outbox', 'a file');
      for (const directory of [file, path.join(file, 'below')]) {
        const ended = await world.run([...args, '--directory', directory]);
        isSaid(ended);
        expect(ended).to.include({ code: 4, stdout: '' });
        expect(ended.stderr).to.contain(`${file} is a file`);
      }
    });

    it(`${name} says of a directory that is a number what it is, and not that it is missing`, async () => {
      const settings = await world.write('settings.json', '{"directory": 42}');
      const ended = await world.run([...args, '--settings', settings]);
      isSaid(ended);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr)
        .to.match(/^error: directory: expected the path of the folder .*, got 42\.$/m)
        .and.not.match(/missing/);
    });
  }

  it('doctor tells of the folder as well', async () => {
    const settings = await world.write('settings.json', '{"directory": 42}');
    const ended = await world.run(['doctor', '--settings', settings]);
    expect(ended.stdout).to.match(/^failed +settings +settings +directory: expected the path .*, got 42/m);
    expect(ended).to.include({ code: 2 });
  });

  it('a dry run does not say that anything was sent', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(2)));
    const ended = await world.collect([file, '--dry-run']);
    expect(ended.stderr)
      .to.match(/^Statements and events: \d+ would be sent, 0 refused, 0 kept for later$/m)
      .and.not.match(/\d sent/);
  });

  it('a mistake that hundreds of lines share is told once, with how many there are and where', async () => {
    const { events, ...rest } = viewing(1);
    const wrong = (n: number): object => ({
      ...rest,
      events: events.map((event) => ({ ...event, wall: event.wall / 1000 + n }))
    });
    const lines = [
      viewing(0),
      ...Array.from({ length: 268 }, (_, n) => wrong(n)),
      viewing(2),
      wrong(1),
      { ...rest, events: [] }
    ];
    const file = await world.write('viewings.jsonl', asLines(lines));
    const ended = await world.collect([file]);
    expect(ended).to.include({ code: 2 });
    expect(ended.stdout).to.match(/^Viewings: 2 taken, 0 known before, 270 broken/);
    const told = ended.stderr.split('\n').filter((line) => /^line \d+: |more lines? (is|are) broken/.test(line));
    expect(told).to.have.length(3);
    expect(told[0]).to.match(/^line 2: events\[0\]\.wall: /);
    expect(told[1]).to.match(/^line 272: events: empty/);
    expect(told[2]).to.match(/^268 more lines are broken as line 2 is \(3 to 269, 271\): events\[0\]\.wall: /);
  });

  it("Kaltura's exceptions are said as people know them", async () => {
    const control = `${world.url}/kaltura/${world.name}/_control/partner`;
    await fetch(control, {
      method: 'POST',
      body: JSON.stringify({ id: 1091, adminSecret: 'an-admin-secret', userSecret: 'unused' })
    });
    const session = { type: 'secret', partnerId: 1091, secret: 'a-wrong-secret', local: true };
    const settings = await world.write('settings.json', JSON.stringify({ session }));
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    const ended = await world.collect([file, '--settings', settings], { env: world.kaltura });
    expect(ended).to.include({ code: 3 });
    const status = await world.run(['status', '--directory', world.outbox]);
    for (const text of [ended.stderr, status.stdout])
      expect(text)
        .to.match(/INVALID_KS: Invalid KS/)
        .and.not.match(/objectType|KalturaAPIException/);
  });

  it('the account that only analytics or only the session names is one to send to', async () => {
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    const { KALTURA_SERVICE_URL, KALTURA_ANALYTICS_URL } = world.kaltura;
    const analytics = { partnerId: 1091, playerEvents: true, serviceUrl: KALTURA_ANALYTICS_URL };
    const one = await world.write('analytics.json', JSON.stringify({ analytics, stats: 'No' }));
    const told = await world.collect([file, '--settings', one], { env: {} });
    expect(told).to.include({ code: 0 });
    expect((await world.wire()).length).to.be.above(0);

    const control = `${world.url}/kaltura/${world.name}/_control/partner`;
    await fetch(control, {
      method: 'POST',
      body: JSON.stringify({ id: 1091, adminSecret: 'an-admin-secret', userSecret: 'unused' })
    });
    const session = {
      type: 'secret',
      partnerId: 1091,
      secret: 'an-admin-secret',
      local: true,
      serviceUrl: KALTURA_SERVICE_URL
    };
    const two = await world.write('session.json', JSON.stringify({ session }));
    const more = await world.write('more.jsonl', asLines([viewing(2)]));
    const args = ['collect', more, '--settings', two, '--directory', path.join(world.folder, 'second')];
    const dry = await world.run([...args, '--dry-run'], { env: {} });
    expect(dry).to.include({ code: 0 });
    expect(dry.stdout)
      .to.match(/"destination":"stats"/)
      .and.not.match(/"destination":"lrs"/);
    const before = (await world.wire()).length;
    const ended = await world.run(args, { env: {} });
    expect(ended).to.include({ code: 0 });
    expect(ended.stderr).to.not.match(/endpoint/);
    expect((await world.wire()).length).to.be.above(before);
  });

  it('a viewer without an id is told once, however many there are', async () => {
    const nobodies = viewings(5).map((each) => ({ ...each, viewer: {} }));
    const file = await world.write('viewings.jsonl', asLines(nobodies));
    const ended = await world.collect([file], { env: world.kaltura });
    expect(ended).to.include({ code: 0 });
    expect(ended.stderr.match(/userId: missing/g)).to.have.length(1);
    const known = await world.write('known.jsonl', asLines(viewings(2)));
    expect((await world.collect([known], { env: world.kaltura })).stderr).to.not.match(/userId/);
  });

  it('debug says on standard error what is captured and what becomes of it', async () => {
    const settings = await world.write('settings.json', '{"debug": "Yes", "$schema": "settings.schema.json"}');
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    const ended = await world.collect([file, '--settings', settings]);
    expect(ended).to.include({ code: 0 });
    expect(ended.stdout).to.match(/^Viewings: 1 taken.*\nStatements and events: \d+ sent.*\n$/);
    expect(ended.stderr)
      .to.match(/^\[playkit-js-xapi\] xapi_statement \{"statement":\{/m)
      .and.to.match(/^\[playkit-js-xapi\] xapi_delivery \{"type":"sent"/m)
      .and.to.not.match(/unknown key/);
    const sent = await world.run([
      'send',
      'login',
      '--user-id',
      'john',
      '--directory',
      world.outbox,
      '--settings',
      settings
    ]);
    expect(sent.stderr).to.match(/^\[playkit-js-xapi\] xapi_statement /m);
    const quiet = await world.run(['send', 'login', '--user-id', 'john', '--directory', world.outbox]);
    expect(quiet.stderr).to.equal('');
  });

  it('send tells where pages and buttons belong, and of which application', async () => {
    const settings = await world.write('settings.json', '{"category": {"id": "21", "name": "Safety"}}');
    const send = (...args: readonly string[]): Promise<Ended> =>
      world.run(['send', ...args, '--directory', world.outbox, '--settings', settings], { env: world.kaltura });
    expect(await send('pageLoad', '--page-type', 'lobby', '--kaltura-application', 'my-portal')).to.include({
      code: 0
    });
    expect(await send('buttonClicked', '--button-name', 'x', '--playback-context', '22')).to.include({ code: 0 });
    const told = (await world.wire()).map(({ fields }) => [fields['playbackContext'], fields['kalturaApplication']]);
    expect(told).to.deep.equal([
      ['21', 'my-portal'],
      ['22', undefined]
    ]);
  });
});
