import { expect } from 'chai';
import { BASIC, reason, start, type Call, type Client } from './client.js';
import { statement, uuid } from './samples.js';

describe('record store: refusing', () => {
  let client: Client;
  before(async () => {
    client = await start({ maxBodyBytes: 20_000 });
  });
  after(() => client.close());
  beforeEach(() => client.control('reset'));

  const good = statement({ id: uuid(1) });
  const refusals: readonly (readonly [string, string, Call, number, RegExp])[] = [
    [
      'no version header',
      'statements',
      { body: good, headers: { 'X-Experience-API-Version': undefined } },
      400,
      /Version is missing/
    ],
    [
      'version 0.95',
      'statements',
      { body: good, headers: { 'X-Experience-API-Version': '0.95' } },
      400,
      /"0.95" is not supported/
    ],
    ['no Authorization', 'statements', { body: good, headers: { Authorization: undefined } }, 401, /is missing/],
    [
      'a wrong secret',
      'statements',
      { body: good, headers: { Authorization: `Basic ${btoa('demo-key:x')}` } },
      401,
      /secret/
    ],
    [
      'an unknown key',
      'statements',
      { body: good, headers: { Authorization: `Basic ${btoa('x:demo-secret')}` } },
      401,
      /key is unknown/
    ],
    ['a wrong token', 'statements', { body: good, headers: { Authorization: 'Bearer nonsense' } }, 401, /token/],
    ['Digest', 'statements', { body: good, headers: { Authorization: 'Digest abc' } }, 401, /Basic or Bearer/],
    ['text/plain', 'statements', { body: good, headers: { 'Content-Type': 'text/plain' } }, 400, /Content-Type/],
    ['what is not JSON', 'statements', { body: '{"a":' }, 400, /not JSON/],
    ['no statement', 'statements', { body: '7' }, 400, /must be an object/],
    ['an id twice', 'statements', { body: [good, good] }, 400, /twice/],
    ['an unknown parameter', 'statements?statementId=x', { body: good }, 400, /does not belong/],
    ['a PUT without statementId', 'statements', { method: 'PUT', body: good }, 400, /statementId/],
    ['a PUT under another id', `statements?statementId=${uuid(2)}`, { method: 'PUT', body: good }, 400, /differs/],
    ['a PUT of a list', `statements?statementId=${uuid(1)}`, { method: 'PUT', body: [good] }, 400, /not an array/],
    [
      '2.0 parts under 1.0.3',
      'statements',
      { body: { ...good, context: { contextAgents: [] } } },
      400,
      /contextAgents is an unknown key/
    ],
    ['a body above the limit', 'statements', { body: { ...good, x: 'x'.repeat(20_000) } }, 413, /20000 are allowed/],
    ['DELETE', 'statements', { method: 'DELETE' }, 405, /DELETE/],
    ['another resource', 'activities/state', {}, 404, /activities\/state/]
  ];
  for (const [name, path, call, status, why] of refusals) {
    it(`answers ${status} with the reason to ${name}`, async () => {
      const response = await client.send(path, call);
      expect(response.status).to.equal(status);
      expect(response.headers.get('X-Experience-API-Version')).to.equal('1.0.3');
      expect(response.headers.get('Access-Control-Allow-Origin')).to.equal('*');
      expect(await reason(response)).to.match(why);
      expect(await client.received()).to.deep.equal([]);
    });
  }

  it('refuses bytes that are not UTF-8', async () => {
    const response = await fetch(`${client.url}/xapi/statements`, {
      method: 'POST',
      headers: { Authorization: BASIC, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22])
    });
    expect(response.status).to.equal(400);
    expect(await reason(response)).to.equal('the body is not UTF-8');
  });
});
