import { expect } from 'chai';
import { ADMIN_SECRET, openAccount, PARTNER, TOKEN, USER_SECRET, type Account } from '../sessions/account.js';
import { ask, told } from './ask.js';
import { closedPort, serve } from './servers.js';

describe('the doctor of Kaltura', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  const settings = (more: object = {}, session: object = {}) => ({
    applicationName: 'my-app',
    user: { id: 'kiosk@example.com' },
    stats: { partnerId: 1234, serviceUrl: account.serviceUrl },
    analytics: { partnerId: 1234, serviceUrl: account.analyticsUrl },
    session: { type: 'secret', partnerId: 1234, secret: USER_SECRET, serviceUrl: account.serviceUrl, ...session },
    ...more
  });
  /** A KS of the stand-in, with these words. */
  const start = async (fields: Readonly<Record<string, string>>): Promise<string> => {
    const body = new URLSearchParams({ secret: ADMIN_SECRET, partnerId: '1234', format: '1', ...fields });
    const response = await fetch(`${account.serviceUrl}/service/session/action/start`, { method: 'POST', body });
    return (await response.json()) as string;
  };
  const withKs = (ks: string, more: object = {}) => settings({ session: undefined, ks, ...more });

  it('finds nothing wrong where nothing is, and sends no event', async () => {
    for (const session of [
      {},
      { secret: ADMIN_SECRET, local: true },
      { type: 'appToken', secret: undefined, id: '1_abc', token: TOKEN }
    ]) {
      // prettier-ignore
      const checks = await ask(settings({}, session));
      expect(checks.filter(({ state }) => state === 'failed')).to.deep.equal([]);
      const lines = told(checks, 'session').slice(3);
      expect(lines.map((line) => line.split(' ', 2).join(' '))).to.deep.equal([
        'ok address',
        'ok start',
        'ok KS',
        'ok partner',
        'ok user',
        'ok application'
      ]);
    }
    expect(await account.events()).to.deep.equal([]);
  });

  it('says why no session can be had, without the secret', async () => {
    const checks = await ask(settings({}, { secret: 'wrong-secret' }));
    expect(told(checks, 'session').at(-1)).to.match(
      /^failed start No Kaltura session: session\.start: START_SESSION_ERROR/
    );
    expect(JSON.stringify(checks)).not.to.include('wrong-secret');
  });

  it('says that the secret of a KS that is made here is wrong', async () => {
    const checks = await ask(settings({}, { secret: 'wrong-secret', local: true }));
    expect(told(checks, 'session').at(-1)).to.match(
      /^failed KS the session is no session of this account -> .*compare session\.secret with the account.s administrator secret/
    );
  });

  it('says that a KS has expired, was ended, or is none', async () => {
    const ks = await start({ userId: 'kiosk@example.com', privileges: 'appId:my-app', expiry: '60' });
    await account.become({ ...PARTNER, ahead: 61_000 });
    expect(told(await ask(withKs(ks)), 'session').at(-1)).to.match(
      /^failed KS the session has expired -> Start a new one/
    );
    await account.become(PARTNER);
    await account.invalid(ks);
    const ended = await ask(withKs(ks));
    expect(told(ended, 'session').at(-1)).to.match(/^failed KS the session was ended/);
    expect(JSON.stringify(ended)).not.to.include(ks);
    expect(told(await ask(withKs('no-such-session')), 'session').at(-1)).to.match(
      /^failed KS the session is no session/
    );
  });

  it('says that a KS is of another account, user or application', async () => {
    const ks = await start({ userId: 'somebody', privileges: 'appId:another' });
    const lines = told(await ask(withKs(ks, { stats: { partnerId: 99, serviceUrl: account.serviceUrl } })), 'session');
    expect(lines.slice(-3)).to.satisfy(([partner = '', user = '', application = '']) =>
      partner.startsWith('failed partner the session is of account 1234, and the events of 99') &&
      user.startsWith('failed user the session is of somebody, not of kiosk@example.com') &&
      application.startsWith('failed application the session is tagged another, and applicationName is my-app')
    ); // prettier-ignore
    await account.become({ ...PARTNER, id: 5 });
    expect(told(await ask(withKs(ks)), 'session').at(-1)).to.match(/^failed KS the session is of another account/);
  });

  it('does not mind a KS of nobody and without application, and says what that means', async () => {
    const lines = told(await ask(withKs(await start({}), { user: undefined })), 'session');
    expect(lines.slice(-2).join('\n')).to.match(/^skipped user .*of nobody.*\nskipped application .*-> .*appId:my-app/);
  });

  it('does not mind a KS that may not be asked about', async () => {
    await account.faults({ service: 'session', exception: 'SERVICE_FORBIDDEN' });
    const checks = await ask(withKs('anything'));
    expect(told(checks, 'session').at(-1)).to.match(/^skipped KS .*forbidden/);
  });

  it('says that a service address is another one', async () => {
    const at = (serviceUrl: string) => settings({ stats: { partnerId: 1234, serviceUrl } });
    const missing = told(await ask(at(`${account.server}/nowhere/api_v3`)), 'stats').at(-1);
    expect(missing).to.match(/^failed address .*system\.ping: HTTP 404.* -> .*api_v3/);
    const page = await serve(() => ({ body: '<html>Hello</html>' }));
    const lines = told(await ask(at(`http://127.0.0.1:${page.port}/api_v3`)).finally(page.close), 'stats');
    expect(lines.at(-1)).to.match(/^failed address .*HTTP 200: Hello/);
    const other = await serve(() => ({ body: '{"pong":1}' }));
    const words = told(await ask(at(`http://127.0.0.1:${other.port}`)).finally(other.close), 'stats');
    expect(words.at(-1)).to.match(/^failed address system\.ping is not answered with true/);
  });

  it('asks no more than whether it can be reached of a host that only writes logs', async () => {
    const stats = { partnerId: 1234, transport: 'get', serviceUrl: account.analyticsUrl };
    const lines = told(await ask(settings({ stats })), 'stats');
    expect(lines.at(-1)).to.match(/^skipped address with transport get only an event could tell/);
    expect(await account.events()).to.deep.equal([]);
  });

  it('says that analytics are elsewhere', async () => {
    const at = (serviceUrl: string) => settings({ analytics: { partnerId: 1234, serviceUrl } });
    const api = await serve(() => ({ body: 'true' }));
    const same = told(await ask(at(`http://127.0.0.1:${api.port}`)).finally(api.close), 'analytics');
    expect(same.at(-1)).to.match(
      /^failed address .*is Kaltura's API, which does not have analytics\.trackEvent -> Set/
    );
    expect(api.heard).to.deep.equal(['GET /api_v3/index.php?service=system&action=ping&format=1']);
    const missing = told(await ask(at(`${account.server}/nowhere`)), 'analytics');
    expect(missing.at(-1)).to.match(/^failed address .*HTTP 404/);
    const port = await closedPort();
    expect(told(await ask(at(`http://127.0.0.1:${port}`)), 'analytics').at(-1)).to.match(/^failed connection/);
  });

  it('passes over what is not used', async () => {
    const checks = await ask({ endpoint: undefined });
    expect(checks.filter(({ state }) => state === 'failed').map(({ destination }) => destination)).to.deep.equal([
      'settings'
    ]);
    for (const destination of ['lrs', 'session', 'stats'] as const)
      expect(told(checks, destination).join('\n')).to.match(/^skipped settings no /);
  });
});
