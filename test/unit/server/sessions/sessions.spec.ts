import { expect } from 'chai';
import type { SessionConfig } from '../../../../src/server/collector/collector-types.js';
import { createSessions } from '../../../../src/server/session/sessions.js';
import { ADMIN_SECRET, openAccount, PARTNER, send, TOKEN, USER_SECRET, type Account } from './account.js';

const HOUR = 3_600_000;

describe('Kaltura sessions', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  /** By secret unless told otherwise, and a clock that the test moves. */
  const open = (more: object = {}, applicationName: string | undefined = 'my-app') => {
    const { serviceUrl } = account;
    const config = { type: 'secret', partnerId: PARTNER.id, secret: USER_SECRET, serviceUrl, ...more } as SessionConfig;
    const clock = { now: Date.now() };
    return { clock, sessions: createSessions(config, applicationName, { send, now: () => clock.now }) };
  };

  const appToken = (more: object = {}) => ({ type: 'appToken', secret: undefined, id: '1_abc', token: TOKEN, ...more });
  const destinations: Readonly<Record<string, object>> = {
    'session.start with the user secret': {},
    'session.start with the admin secret': { secret: ADMIN_SECRET },
    'an app token': appToken(),
    'a KS made here': { secret: ADMIN_SECRET, local: true }
  };
  for (const [name, more] of Object.entries(destinations)) {
    it(`attribute what is sent to user and application: ${name}`, async () => {
      const { sessions } = open(more);
      expect(await account.play((await sessions('viewer@example.com')) ?? '')).to.equal('true');
      const [event] = await account.events();
      expect(event?.session).to.deep.equal({ user: 'viewer@example.com', application: 'my-app' });
    });
  }

  it("are to be had with Node's own ports", async () => {
    const config = {
      type: 'secret',
      partnerId: '1234',
      secret: USER_SECRET,
      serviceUrl: `${account.serviceUrl}/`
    } as const;
    expect(await account.play((await createSessions(config)('viewer')) ?? '')).to.equal('true');
  });

  it('are read by Kaltura in the older version, too', async () => {
    await account.become({ ...PARTNER, ksVersion: 1 });
    const { sessions } = open();
    await account.play((await sessions('viewer')) ?? '');
    expect((await account.events())[0]?.session).to.deep.equal({ user: 'viewer', application: 'my-app' });
  });

  it('are of one application each, and of none where there is no name', async () => {
    for (const name of ['corporate-portal', 'customer-education', undefined]) {
      const { sessions } = open({}, name ?? ' ');
      await account.play((await sessions('')) ?? '');
    }
    const tags = (await account.events()).map(({ session }) => session?.application);
    expect(tags).to.deep.equal(['corporate-portal', 'customer-education', undefined]);
  });

  for (const hashType of ['SHA1', 'SHA256', 'SHA512', 'MD5'] as const) {
    it(`prove an app token by ${hashType}, and never send it`, async () => {
      await account.become({ ...PARTNER, appTokens: [{ id: '1_abc', token: TOKEN, hashType }] });
      const { sessions } = open(appToken({ hashType }));
      await sessions('viewer');
      const calls = await account.calls();
      expect(calls.map(({ action }) => action)).to.deep.equal(['session.startWidgetSession', 'appToken.startSession']);
      expect(JSON.stringify(calls)).not.to.include(TOKEN);
    });
  }

  it('ask for what the guide says', async () => {
    await open({ expiry: 3600 }).sessions('viewer@example.com');
    const [call] = await account.calls('session.start');
    const { serviceUrl: _, ...fields } = { serviceUrl: '', ...call?.fields };
    expect(fields).to.deep.equal({
      secret: USER_SECRET,
      type: '0',
      partnerId: '1234',
      userId: 'viewer@example.com',
      expiry: '3600',
      privileges: 'appId:my-app',
      format: '1'
    });
  });

  it('are started once for those who ask at once, and once for each user', async () => {
    const { sessions } = open();
    const given = await Promise.all(['a', 'a', 'b', 'a'].map((user) => sessions(user)));
    expect(new Set(given).size).to.equal(2);
    expect(await sessions('a')).to.equal(given[0]);
    expect(await account.calls('session.start')).to.have.length(2);
  });

  it('are renewed at nine tenths of their life, and not before', async () => {
    const { sessions, clock } = open({ expiry: 36_000 });
    const first = await sessions('a');
    clock.now += 9 * HOUR - 1;
    expect(await sessions('a')).to.equal(first);
    clock.now += 1;
    expect(await sessions('a')).not.to.equal(first);
    expect(await account.calls('session.start')).to.have.length(2);
  });

  it('are renewed a minute before a short life ends', async () => {
    const { sessions, clock } = open({ expiry: 300 });
    const first = await sessions('a');
    clock.now += 240_000 - 1;
    expect(await sessions('a')).to.equal(first);
    clock.now += 1;
    expect(await sessions('a')).not.to.equal(first);
  });

  it('end when the app token says, where that is earlier', async () => {
    const token = { id: '1_abc', token: TOKEN, hashType: 'SHA256', sessionDuration: 600 } as const;
    await account.become({ ...PARTNER, appTokens: [token] });
    const { sessions, clock } = open(appToken());
    const first = await sessions('a');
    clock.now += 530_000;
    expect(await sessions('a')).to.equal(first);
    clock.now += 30_000;
    expect(await sessions('a')).not.to.equal(first);
  });

  it('are not given again once refused, and replaced once for all who were', async () => {
    const { sessions } = open();
    const first = await sessions('a');
    await account.invalid(first ?? '');
    expect(await account.play(first ?? '')).to.include('INVALID_KS');
    const [second, third] = await Promise.all([sessions('a', first), sessions('a', first)]);
    expect(second).not.to.equal(first);
    expect(third).to.equal(second);
    expect(await sessions('a', first)).to.equal(second);
    expect(await account.play(second ?? '')).to.equal('true');
    expect(await account.calls('session.start')).to.have.length(2);
  });

  it('are replaced when Kaltura says that they have expired', async () => {
    const { sessions } = open({ expiry: 60 });
    const first = await sessions('a');
    await account.become({ ...PARTNER, ahead: HOUR });
    expect(await account.play(first ?? '')).to.include('EXPIRED');
    expect(await account.play((await sessions('a', first)) ?? '')).to.equal('true');
  });

  it('keep no failure', async () => {
    const { sessions } = open();
    await account.faults({ service: 'session', status: 503, times: 1 });
    const outcomes = await Promise.allSettled([sessions('a'), sessions('a')]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await sessions('a')).to.be.a('string');
  });
});
