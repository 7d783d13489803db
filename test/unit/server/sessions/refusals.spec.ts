import { expect } from 'chai';
import type { AppToken, Partner } from '../../../../demo/kaltura/partner.js';
import type { Fault } from '../../../../demo/kaltura/account.js';
import type { SessionConfig } from '../../../../src/server/collector/collector-types.js';
import { mask } from '../../../../src/delivery/redact.js';
import { createSessions } from '../../../../src/server/session/sessions.js';
import { openAccount, PARTNER, rejection, send, TOKEN, USER_SECRET, type Account } from './account.js';
import { closedPort } from '../doctor/servers.js';

interface Case {
  readonly config?: object;
  readonly partner?: Partial<Partner>;
  readonly fault?: Fault;
  readonly applicationName?: string;
  readonly says: RegExp;
}

const token = (more: Partial<AppToken>): Partial<Partner> => ({
  appTokens: [{ id: '1_abc', token: TOKEN, hashType: 'SHA256', ...more }]
});
const appToken = { type: 'appToken', secret: undefined, id: '1_abc', token: TOKEN };

const cases: Readonly<Record<string, Case>> = {
  'a wrong secret': { config: { secret: 'wrong-secret' }, says: /session\.start: START_SESSION_ERROR.*secret/ },
  'an unknown partner': { config: { partnerId: 99 }, says: /START_SESSION_ERROR.*partner \[99\].*partner id/ },
  'an unknown app token': { config: { ...appToken, id: 'no' }, says: /startSession: APP_TOKEN_ID_NOT_FOUND.*"no".*id/ },
  'a wrong app token': { config: { ...appToken, token: 'wrong-token' }, says: /INVALID_APP_TOKEN_HASH.*hashType/ },
  'an app token that is off': { config: appToken, partner: token({ active: false }), says: /NOT_ACTIVE.*activate/ },
  'an app token that is over': { config: appToken, partner: token({ expiry: 1 }), says: /EXPIRED.*make a new one/ },
  'a widget of nobody': {
    config: { ...appToken, partnerId: 99 },
    says: /startWidgetSession: INVALID_WIDGET_ID.*"_99"/
  },
  'an address without /api_v3': { config: { serviceUrl: 'cut' }, says: /HTTP 404.*ends with \/api_v3/ },
  'a closed port': { config: { serviceUrl: 'closed' }, says: /no answer \(ECONNREFUSED\).*network/ },
  'a web page': { fault: { service: 'session', text: '<html>Welcome</html>' }, says: /HTTP 200: Welcome.*api_v3/ },
  'something else': { fault: { service: 'session', text: '{"a":1}' }, says: /session\.start: answered no session/ },
  'a server in trouble': { fault: { service: 'session', status: 503 }, says: /HTTP 503.*try again later/ },
  'too many calls': { fault: { service: 'session', exception: 'ACTION_BLOCKED' }, says: /BLOCKED.*try again later/ },
  'no partner id': { config: { partnerId: 'abc' }, says: /session\.partnerId/ },
  'no secret': { config: { secret: ' ' }, says: /session\.secret: missing/ },
  'no token': { config: { ...appToken, token: undefined }, says: /session\.token: missing/ },
  'an unknown hash': { config: { ...appToken, hashType: 'SHA3' }, says: /session\.hashType.*SHA512/ },
  'no life': { config: { expiry: 0 }, says: /session\.expiry/ },
  'another type': { config: { type: 'magic' }, says: /session\.type: expected 'secret' or 'appToken'/ },
  'a bad address': { config: { serviceUrl: 'www.kaltura.com' }, says: /session\.serviceUrl/ },
  // Behind the comma would stand a privilege that nobody meant to give.
  'an application with a comma': { applicationName: 'a,disableentitlement', says: /applicationName.*comma/ }
};

describe('no Kaltura session', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  for (const [name, { config, partner, fault, applicationName, says }] of Object.entries(cases)) {
    it(`says which action, why, and what to do: ${name}`, async () => {
      if (partner) await account.become({ ...PARTNER, ...partner });
      if (fault) await account.faults(fault);
      const all = { type: 'secret', partnerId: 1234, secret: USER_SECRET, serviceUrl: account.serviceUrl, ...config };
      if (all.serviceUrl === 'closed') all.serviceUrl = `http://127.0.0.1:${await closedPort()}/api_v3`;
      if (all.serviceUrl === 'cut') all.serviceUrl = `${account.server}/nowhere`;
      const sessions = createSessions(all as SessionConfig, applicationName, { send, now: Date.now });
      const words = await rejection(sessions('viewer'));
      expect(words).to.match(/^No Kaltura session: /);
      expect(words).to.match(says);
      for (const secret of [USER_SECRET, TOKEN, 'wrong-secret', 'wrong-token']) expect(words).not.to.include(secret);
    });
  }
});

describe('what is quoted at us', () => {
  it('is shown without the secret, however it was written', () => {
    const secret = 'a/b+c d=';
    const quotes = [secret, encodeURIComponent(secret), 'a\\/b+c d=', 'a%2Fb%2Bc%20d%3D'];
    for (const quote of quotes) expect(mask(`Invalid KS "${quote}"`, [secret])).to.equal('Invalid KS "***"');
    expect(mask('a cat', ['a', ''])).to.equal('a cat');
  });
});
