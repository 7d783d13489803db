import { expect } from 'chai';
import { startTestServer } from '../../../../demo/server/test-server.js';
import type { DemoServer } from '../../../../demo/server/demo-server.js';
import { judgeXapi1 } from '../../../support/judges/validator.js';
import { judgeXapi2 } from '../../../support/judges/xapi-2.js';
import { ask, KEY, SECRET, told } from './ask.js';
import { closedPort, serve, type Say } from './servers.js';

const about = (...version: readonly string[]): Say => ({ body: JSON.stringify({ version }) });
const LIST: Say = { body: '{"statements":[],"more":""}' };
const PAGE: Say = { body: '<!doctype html><title>Welcome</title>', headers: { 'Content-Type': 'text/html' } };

/** What a record store answers; the rest is as it should be. */
interface Answers {
  readonly about?: Say;
  readonly list?: Say;
  readonly post?: Say;
}

const isPost = (method: string | undefined): boolean => method === 'POST';

async function askOf(answers: Answers, more: object = {}): Promise<readonly string[]> {
  const server = await serve(({ method }, path) => {
    if (path.startsWith('/xapi/about')) return answers.about ?? about('1.0.3');
    if (!path.startsWith('/xapi/statements')) return { status: 404 };
    return isPost(method) ? (answers.post ?? { status: 400 }) : (answers.list ?? LIST);
  });
  try {
    const endpoint = `http://127.0.0.1:${server.port}/xapi`;
    return told(await ask({ endpoint, key: KEY, secret: SECRET, ...more }), 'lrs');
  } finally {
    await server.close();
  }
}

describe('the doctor of a record store', () => {
  let server: DemoServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const settings = (store: string, more: object = {}) => ({
    endpoint: `${server.url}/lrs/${store}/xapi`,
    key: KEY,
    secret: SECRET,
    ...more
  });
  /** What is stored: statements, and what was asked. */
  const inside = async (store: string) => {
    const of = async (what: string) => (await fetch(`${server.url}/lrs/${store}/_control/${what}`)).json();
    return { ...(await of('received')), ...(await of('requests')) };
  };

  it('finds nothing wrong where nothing is, and leaves no trace', async () => {
    const checks = told(await ask(settings('fine')), 'lrs');
    expect(checks.map((line) => line.split(' ', 2).join(' '))).to.deep.equal([
      'skipped DNS',
      'ok connection',
      'skipped TLS',
      'ok address',
      'ok version',
      'ok key',
      'ok reading',
      'ok writing'
    ]);
    expect((await inside('fine')).statements).to.deep.equal([]);
  });

  it('takes a token, and the endpoint as admins paste it', async () => {
    const { key: _, secret: __, ...rest } = settings('token', { oauthToken: 'demo-token' });
    const endpoint = `${rest.endpoint}/statements/`;
    const checks = await ask({ ...rest, endpoint });
    expect(checks.filter(({ state }) => state === 'failed')).to.deep.equal([]);
  });

  it('says that key, secret or token is wrong, and names none of them', async () => {
    const wrong = [{ key: 'wrong-key' }, { secret: 'wrong-secret' }, { oauthToken: 'wrong-token' }];
    for (const more of wrong) {
      const checks = await ask(settings('wrong', more));
      expect(told(checks, 'lrs').at(-1)).to.match(/^failed key .*HTTP 401.* -> Compare key and secret, or the token/);
      expect(JSON.stringify(checks)).not.to.match(/wrong-|demo-secret/);
    }
    expect((await inside('wrong')).statements).to.deep.equal([]);
  });

  it('writes one marked statement when asked to, and voids it', async () => {
    const checks = told(await ask(settings('written'), true), 'lrs');
    expect(checks.slice(-2).map((line) => line.split(' ', 2).join(' '))).to.deep.equal(['ok writing', 'ok voiding']);
    const { statements } = await inside('written');
    const [test, voiding] = statements.map(({ raw }: { readonly raw: string }) => JSON.parse(raw));
    expect(statements).to.have.length(2);
    for (const one of [test, voiding]) expect([...judgeXapi1(one), ...judgeXapi2(one)]).to.deep.equal([]);
    expect(JSON.stringify(test)).to.include('Connection test of playkit-js-xapi');
    expect(voiding.object).to.deep.equal({ objectType: 'StatementRef', id: test.id });
    const headers = { Authorization: `Basic ${btoa(`${KEY}:${SECRET}`)}`, 'X-Experience-API-Version': '1.0.3' };
    const url = `${settings('written').endpoint}/statements?statementId=${test.id}`;
    expect((await fetch(url, { headers })).status).to.equal(404);
  });

  it('voids what may have been stored although the answer was lost', async () => {
    const body = JSON.stringify({ dropAfterAccept: true, times: 1, verb: 'http://adlnet.gov/expapi/verbs/attempted' });
    await fetch(`${server.url}/lrs/lost/_control/faults`, { method: 'POST', body });
    const checks = told(await ask(settings('lost'), true), 'lrs');
    expect(checks.slice(-2)).to.satisfy(([write = '', voiding = '']) => write.startsWith('failed writing no answer') && voiding.startsWith('ok voiding')); // prettier-ignore
    expect((await inside('lost')).statements).to.have.length(2);
  });

  it('says what to void by hand where voiding is refused', async () => {
    const fault = { status: 403, verb: 'http://adlnet.gov/expapi/verbs/voided' };
    await fetch(`${server.url}/lrs/kept/_control/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const [last = ''] = told(await ask(settings('kept'), true), 'lrs').slice(-1);
    const [arrival] = (await inside('kept')).statements;
    expect(last).to.include(`failed voiding the test statement ${arrival.id}`);
    expect(last).to.include('Void it there by its id');
  });

  it('says that a host does not exist', async () => {
    const [line, ...rest] = told(await ask(settings('x', { endpoint: 'http://nohost.invalid/xapi' })), 'lrs');
    expect(line).to.match(
      /^failed DNS nohost\.invalid: (there is no host of this name|no name server answers) -> Check/
    );
    expect(rest).to.deep.equal([]);
  });

  it('says that nothing listens', async () => {
    const port = await closedPort();
    const lines = told(await ask(settings('x', { endpoint: `http://127.0.0.1:${port}/xapi` })), 'lrs');
    expect(lines.at(-1)).to.match(/^failed connection 127\.0\.0\.1, port \d+: nothing listens there -> Check the port/);
  });

  const cases: Readonly<Record<string, readonly [answers: Answers, last: RegExp, more?: object]>> = {
    'an address that does not exist': [
      { about: { status: 404 }, list: { status: 404 } },
      /^failed address .*HTTP 404: no record store -> Check the endpoint/
    ],
    'a web page': [{ about: PAGE, list: PAGE }, /^failed address .*a web page: no record store/],
    'some other service': [{ about: { body: '{}' }, list: { body: '[]' } }, /^failed address .*HTTP 200: \{\}/],
    'an address that has moved': [
      { about: { status: 301, headers: { Location: 'https://new.example/xapi/about?token=x' } } },
      /^failed address it has moved to https:\/\/new\.example\/xapi\/about -> Set the endpoint/
    ],
    'a server in trouble': [{ about: { status: 503 }, list: { status: 503 } }, /^failed address HTTP 503 -> .*later/],
    'a version that is not spoken': [
      { about: about('1.0.1', '1.0.3') },
      /^failed version 2\.0\.0 is not spoken, only 1\.0\.1, 1\.0\.3 -> Set xapiVersion to 1\.0\.3/,
      { xapiVersion: '2.0.0' }
    ],
    'a version that is newer': [{ about: about('2.0.0') }, /^failed version 1\.0\.3 .* -> Set xapiVersion to 2\.0\.0/],
    'a version that is too old': [{ about: about('0.95') }, /^failed version .* -> Update the record store/],
    'a version that only the statements refuse': [
      { about: { status: 403 }, list: { status: 400, body: 'bad version', headers: { 'X-Experience-API-Version': '2.0.0' } } }, // prettier-ignore
      /^failed version 1\.0\.3 is refused, HTTP 400: bad version/
    ],
    'a key that may not write': [
      { post: { status: 403 } },
      /^failed writing the key may not write \(HTTP 403\) -> Give/
    ],
    'a key that is known for reading only': [{ post: { status: 401 } }, /^failed writing .*HTTP 401/],
    'a server that answers nothing of use': [{ post: { status: 501 } }, /^skipped writing .*HTTP 501.*--write-test/]
  };
  for (const [name, [answers, last, more]] of Object.entries(cases)) {
    it(`says what is wrong with ${name}`, async () => {
      expect((await askOf(answers, more)).at(-1)).to.match(last);
    });
  }

  it('does not mind a key that may only write, an LRS without about, or one that takes an empty list', async () => {
    for (const status of [401, 403]) {
      const lines = await askOf({ list: { status } });
      expect(lines.filter((line) => line.startsWith('failed'))).to.deep.equal([]);
      expect(lines.join('\n')).to.match(/skipped reading .*sending does not need it\nok writing/);
    }
    const bare = await askOf({ about: { status: 404 }, post: { body: '[]' } });
    expect(bare.filter((line) => line.startsWith('failed'))).to.deep.equal([]);
    expect(bare.join('\n')).to.match(/ok address a record store, but .*skipped version .*ok key/s);
  });

  it('shows nothing secret that a record store quotes', async () => {
    const quote = { status: 400, body: `bad version ${SECRET} ${btoa(`${KEY}:${SECRET}`)} X` };
    const lines = await askOf({ about: quote, list: { ...quote, headers: { 'X-Experience-API-Version': '1.0.3' } } }, { headers: { 'X-Tenant': 'tenant-secret' } }); // prettier-ignore
    expect(lines.join('\n')).to.include('***');
    for (const secret of [SECRET, btoa(`${KEY}:${SECRET}`)]) expect(lines.join('\n')).not.to.include(secret);
  });

  it('tells settings that are wrong, and nothing of an endpoint that is not there', async () => {
    const checks = await ask({ endpoint: 'lrs.example', key: KEY, secret: SECRET });
    expect(told(checks, 'settings').join('\n')).to.match(/^failed settings endpoint: /m);
    expect(told(checks, 'lrs')).to.deep.equal(['skipped settings no endpoint: no statements are sent']);
  });
});
