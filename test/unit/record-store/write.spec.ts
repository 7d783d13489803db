import { expect } from 'chai';
import { reason, start, type Client } from './client.js';
import { statement, uuid } from './samples.js';

describe('record store: writing', () => {
  let client: Client;
  before(async () => {
    client = await start();
  });
  after(() => client.close());
  beforeEach(() => client.control('reset'));

  it('stores one statement and answers its id in a list', async () => {
    const response = await client.send('statements', { body: statement({ id: uuid(1) }) });
    expect(response.status).to.equal(200);
    expect(await response.json()).to.deep.equal([uuid(1)]);
    expect(response.headers.get('X-Experience-API-Version')).to.equal('1.0.3');
    expect(response.headers.get('Access-Control-Allow-Origin')).to.equal('*');
  });

  it('adds stored, authority, version, and id and timestamp when missing', async () => {
    const [id] = (await (
      await client.send('statements', { body: statement({ id: undefined, timestamp: undefined }) })
    ).json()) as string[];
    const kept = await (await client.send(`statements?statementId=${id ?? ''}`)).json();
    expect(kept).to.include({ id, version: '1.0.0' });
    expect(kept).to.have.property('timestamp', kept.stored);
    expect(kept.authority.account.name).to.equal('demo-key');
  });

  it('keeps what a client says of stored and authority out', async () => {
    const body = statement({
      id: uuid(1),
      stored: '2001-01-01T00:00:00Z',
      authority: { mbox: 'mailto:a@b.org' },
      version: '1.0.1'
    });
    await client.send('statements', { body });
    const kept = await (await client.send(`statements?statementId=${uuid(1)}`)).json();
    expect(kept.stored).to.not.equal('2001-01-01T00:00:00Z');
    expect(kept.authority).to.not.have.property('mbox');
    expect(kept.version).to.equal('1.0.1');
  });

  it('keeps the bytes of each statement of a batch as they came', async () => {
    const first = `{ "id" : "${uuid(1)}",\n  ${JSON.stringify(statement({ id: undefined })).slice(1)}`;
    const second = JSON.stringify(
      statement({ id: uuid(2), verb: { id: 'http://x.org/v', display: { de: 'größer, "[{" \\ } ]' } } })
    );
    const response = await client.send('statements', { body: ` [ ${first} ,\n${second}] ` });
    expect(response.status).to.equal(200);
    expect((await client.received()).map(({ raw }) => raw)).to.deep.equal([first, second]);
  });

  it('takes an empty batch', async () => {
    const response = await client.send('statements', { body: [] });
    expect(response.status).to.equal(200);
    expect(await response.json()).to.deep.equal([]);
  });

  it('stores nothing of a batch with one bad statement, and names it', async () => {
    const body = [statement({ id: uuid(1) }), statement({ id: uuid(2), verb: { id: 'play' } })];
    const response = await client.send('statements', { body });
    expect(response.status).to.equal(400);
    expect(await reason(response)).to.equal('statements[1].verb.id must be an absolute IRI, not "play"');
    expect(await client.received()).to.deep.equal([]);
  });

  it('takes the same statement again: 200 for POST, 204 for PUT, stored once', async () => {
    const body = statement({ id: uuid(1) });
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries(body).reverse()));
    expect((await client.send('statements', { body })).status).to.equal(200);
    expect((await client.send('statements', { body })).status).to.equal(200);
    expect((await client.send('statements', { body: shuffled })).status, 'other order of keys').to.equal(200);
    expect((await client.send(`statements?statementId=${uuid(1)}`, { method: 'PUT', body })).status).to.equal(204);
    const mixed = [body, statement({ id: uuid(2) })];
    expect((await client.send('statements', { body: mixed })).status).to.equal(200);
    expect((await client.received()).map(({ id }) => id)).to.deep.equal([uuid(1), uuid(2)]);
    expect((await client.received('?replays=true')).map(({ replay }) => replay)).to.deep.equal([
      false,
      true,
      true,
      true,
      true,
      false
    ]);
  });

  it('leaves what it stored alone when it comes again', async () => {
    const body = statement({ id: uuid(1) });
    const stored = async (): Promise<unknown> => (await client.send(`statements?statementId=${uuid(1)}`)).json();
    await client.send('statements', { body });
    const before = await stored();
    await client.send('statements', { body });
    expect(await stored()).to.deep.equal(before);
  });

  it('judges by the rules of 2.0 what comes as 2.0.0', async () => {
    const contextAgents = [{ objectType: 'contextAgent', agent: { mbox: 'mailto:ann@example.org' } }];
    const response = await client.send('statements', {
      body: statement({ context: { contextAgents } }),
      headers: { 'X-Experience-API-Version': '2.0.0' }
    });
    expect(response.status).to.equal(200);
  });

  it('uses no connection twice, since browsers repeat by themselves what hangs up on a used one', async () => {
    expect((await client.send('about')).headers.get('Connection')).to.equal('close');
  });

  const changed: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['another verb', { verb: { id: 'http://x.org/other' } }],
    ['the same moment spelt differently', { timestamp: '2026-01-31T12:00:00.000+00:00' }],
    ['one part less', { context: undefined }]
  ];
  for (const [name, change] of changed) {
    it(`answers 409 to a known id with ${name}, and stores nothing of its batch`, async () => {
      await client.send('statements', { body: statement({ id: uuid(1) }) });
      const body = [statement({ id: uuid(2) }), statement({ id: uuid(1).toUpperCase(), ...change })];
      const response = await client.send('statements', { body });
      expect(response.status).to.equal(409);
      expect((await client.received()).map(({ id }) => id)).to.deep.equal([uuid(1)]);
    });
  }

  it('answers 409 to a PUT of other content', async () => {
    const path = `statements?statementId=${uuid(1)}`;
    expect((await client.send(path, { method: 'PUT', body: statement({ id: undefined }) })).status).to.equal(204);
    const body = statement({ id: undefined, result: { success: true } });
    expect((await client.send(path, { method: 'PUT', body })).status).to.equal(409);
  });

  it('takes 1.0, 1.0.9 and 2.0.0, and answers in the same edition', async () => {
    const answers = await Promise.all(
      ['1.0', '1.0.9', '2.0.0'].map((version, index) =>
        client.send('statements', {
          body: statement({ id: uuid(index) }),
          headers: { 'X-Experience-API-Version': version }
        })
      )
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get('X-Experience-API-Version'))).to.deep.equal([
      '1.0.3',
      '1.0.3',
      '2.0.0'
    ]);
  });

  it('takes a Bearer token while it is valid', async () => {
    const call = { body: statement(), headers: { Authorization: 'Bearer fresh' } };
    expect((await client.send('statements', call)).status).to.equal(401);
    await client.control('tokens', { valid: ['fresh'] });
    expect((await client.send('statements', call)).status).to.equal(200);
    await client.control('tokens', { valid: [] });
    expect((await client.send('statements', call)).status).to.equal(401);
  });

  it('tells about itself without asking who calls', async () => {
    const response = await client.send('about', {
      headers: { Authorization: undefined, 'X-Experience-API-Version': undefined }
    });
    expect(await response.json()).to.deep.equal({ version: ['1.0.3', '2.0.0'], extensions: {} });
  });
});
