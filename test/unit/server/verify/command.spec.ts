import { expect } from 'chai';
import { once } from 'node:events';
import { asLines, viewing } from '../cli/viewings.js';
import { World } from '../cli/world.js';
import { openAccount, TOKEN, USER_SECRET, type Account } from '../sessions/account.js';

describe('playkit-js-xapi verify', function () {
  this.timeout(90_000);
  let world: World;
  let account: Account;
  beforeEach(async () => {
    world = await World.open();
    account = await openAccount();
  });
  afterEach(async () => {
    await world.close();
    await account.close();
  });

  const env = () => ({
    KALTURA_SERVICE_URL: account.serviceUrl,
    KALTURA_PARTNER_ID: '1234',
    KALTURA_APP_TOKEN_ID: '1_abc',
    KALTURA_APP_TOKEN: TOKEN
  });
  const start = async (): Promise<string> => {
    const body = new URLSearchParams({ secret: USER_SECRET, partnerId: '1234', format: '1' });
    const response = await fetch(`${account.serviceUrl}/service/session/action/start`, { method: 'POST', body });
    return (await response.json()) as string;
  };
  const verify = (more: readonly string[] = [], own: object = env()) =>
    world.run(['verify', '--entry', '0_abc', ...more], { env: own as Record<string, string> });

  it('asks nothing where the settings cannot make a session', async () => {
    const settings = await world.write('settings.json', '{"session": {"type": "magic"}}');
    const { code, stderr } = await verify(['--settings', settings], { KALTURA_SERVICE_URL: account.serviceUrl });
    expect(code).to.equal(1);
    expect(stderr).to.match(/^error: Settings: session\.partnerId: .*session\.type: expected 'secret' or 'appToken'/m);
  });

  it('prints the table and ends with 0 when the plays appear', async () => {
    await account.play(await start());
    await account.delay(2);
    const { code, stdout, stderr } = await verify(['--every', '0.05']);
    expect(stdout).to.match(
      /^object_id +entry_name +count_plays +unique_known_users\n-+ .*\n0_abc +A name; with a semicolon +1 +0\n$/
    );
    expect(stderr).to.match(/lag 10 to 30 minutes/);
    expect(stderr.match(/45 min left: 0 of 1 plays are reported/g)).to.have.length(2);
    expect(stderr).not.to.include(TOKEN);
    expect(code).to.equal(0);
  });

  it('shows what `collect` has sent, under the application of its sessions', async () => {
    const control = `${world.url}/kaltura/${world.name}/_control/partner`;
    const partner = { id: 1091, adminSecret: 'an-admin-secret', userSecret: 'unused' };
    await fetch(control, { method: 'POST', body: JSON.stringify(partner) });
    const env = { ...world.env, ...world.kaltura, KALTURA_ADMIN_SECRET: 'an-admin-secret' };
    const file = await world.write('viewings.jsonl', asLines([viewing(0), viewing(7)]));
    expect(await world.collect([file, '--application-name', 'kiosk-app'], { env })).to.include({ code: 0 });
    const of = (name: string) =>
      world.run(['verify', '--entry', '0_entry0', '--application-name', name, '--minutes', '0.001'], { env });
    const own = await of('kiosk-app');
    expect(own.stdout).to.match(/^0_entry0 .* 2 +2\n$/m);
    expect(own.code).to.equal(0);
    expect((await of('another-app')).code).to.equal(3);
  });

  it('asks about the time that --from and --to name, days as a whole and in UTC', async () => {
    await account.play(await start());
    const { code, stdout } = await verify(['--from', '2026-01-01', '--to', '2026-01-31']);
    expect(stdout).to.match(/^0_abc .* 1 +0\n$/m);
    expect(code).to.equal(0);
    const early = await verify([
      '--from',
      '2026-01-31T12:00:00+01:00',
      '--to',
      '2026-01-31T12:00:00Z',
      '--minutes',
      '0.001'
    ]);
    expect(early.code).to.equal(0);
    const asked = (await account.calls('report.getTable')).map(({ fields }) =>
      ['fromDate', 'toDate'].map((name) => Number(fields[`reportInputFilter[${name}]`]) * 1000)
    );
    expect(asked).to.deep.equal([
      [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 31, 23, 59, 59)],
      [Date.UTC(2026, 0, 31, 11), Date.UTC(2026, 0, 31, 12)]
    ]);
  });

  it('asks nothing about a time that is none, has no end, or has not begun, and ends with 1', async () => {
    const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
      [['--from', 'yesterday'], /--from.*yesterday.*Expected a day, such as 2026-01-31, or a time with a zone/s],
      [['--to', '2026-02-30'], /--to.*Expected a day, such as 2026-01-31/s],
      [['--to', '2026-01-31T12:00:00'], /--to.*or a time with a zone, 2026-01-31T12:00:00Z/s],
      [['--from', '2026-02-01', '--to', '2026-01-31'], /--from: expected a time before --to, got 2026-02-01T00:00:00/],
      [['--from', '2999-01-01'], /--from: expected a time before now, got 2999-01-01T00:00:00/]
    ];
    for (const [args, said] of wrong) {
      const { code, stdout, stderr } = await verify(args);
      expect([code, stdout], args.join(' ')).to.deep.equal([1, '']);
      expect(stderr).to.match(said);
    }
    expect(await account.calls()).to.deep.equal([]);
  });

  it('asks with KALTURA_KS where it is set', async () => {
    const KALTURA_KS = await start();
    await account.play(KALTURA_KS);
    const { code } = await verify([], { KALTURA_SERVICE_URL: account.serviceUrl, KALTURA_KS });
    expect(code).to.equal(0);
    // It wins: reports may need more rights than the sessions of viewers have.
    expect((await verify([], { ...env(), KALTURA_APP_TOKEN: 'a-wrong-token', KALTURA_KS })).code).to.equal(0);
  });

  it('ends with 3 when time is up', async () => {
    const { code, stderr } = await verify(['--minutes', '0.002', '--every', '0.05']);
    expect(stderr).to.match(/Not there after 0\.002 minutes: 0 plays of 0_abc\..*Ask again later/);
    expect(code).to.equal(3);
  });

  it('ends with 2 where Kaltura refuses, and with 1 where something is missing', async () => {
    const refused = await verify([], { ...env(), KALTURA_APP_TOKEN: 'a-wrong-token' });
    expect(refused.stderr).to.match(/error: No Kaltura session: .*INVALID_APP_TOKEN_HASH/);
    expect(refused.stderr).not.to.include('a-wrong-token');
    expect(refused.code).to.equal(2);
    const bare = await verify([], {});
    expect(bare.stderr).to.match(/session is missing: set KALTURA_KS/);
    expect(bare.code).to.equal(1);
    expect((await verify(['--entry', 'a|b'])).code).to.equal(1);
  });

  it('ends politely when it is interrupted', async () => {
    const { process: child, ended } = world.start(['verify', '--entry', '0_abc'], env());
    let heard = '';
    child.stderr.on('data', (text: string) => (heard += text));
    while (!heard.includes('min left')) await once(child.stderr, 'data');
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(stderr).to.match(/Stopped\. Nothing was changed/);
    expect(code).to.equal(130);
  });
});
