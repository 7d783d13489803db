import { request } from 'node:http';
import { expect } from 'chai';
import { start, type Client } from './client.js';
import { statement, uuid } from './samples.js';

const PLAY = 'http://activitystrea.ms/schema/1.0/play';

/** Whether the server hung up instead of answering. */
async function hungUp(request: Promise<Response>): Promise<boolean> {
  return request.then(
    () => false,
    (error: unknown) => error instanceof TypeError
  );
}

describe('record store: control', () => {
  let client: Client;
  const post = (number: number, changes: Readonly<Record<string, unknown>> = {}): Promise<Response> =>
    client.send('statements', { body: statement({ id: uuid(number), ...changes }) });
  const ids = async (): Promise<string[]> => (await client.received()).map(({ id }) => id);

  before(async () => {
    client = await start();
  });
  after(() => client.close());
  beforeEach(() => client.control('reset'));

  it('answers with a status as often as asked, stores nothing meanwhile, and takes the next fault in line', async () => {
    await client.control('faults', [
      { status: 503, times: 2 },
      { status: 429, retryAfter: 7, times: 1 }
    ]);
    const answers = [await post(1), await post(1), await post(1), await post(1)];
    expect(answers.map(({ status }) => status)).to.deep.equal([503, 503, 429, 200]);
    expect(answers[2]?.headers.get('Retry-After')).to.equal('7');
    expect(answers[2]?.headers.get('Access-Control-Expose-Headers')).to.include('Retry-After');
    expect(await ids()).to.deep.equal([uuid(1)]);
  });

  it('takes no orders from a page of another site, and shows it nothing', async () => {
    await post(1);
    const ask = (headers: Readonly<Record<string, string>>, method = 'POST'): Promise<number> =>
      new Promise((resolve, reject) => {
        const call = request(`${client.url}/_control/${method === 'POST' ? 'reset' : 'received'}`, { method, headers });
        call.on('response', (reply) => resolve(reply.resume().statusCode ?? 0)).on('error', reject);
        call.end();
      });
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example'
    ])
      expect([await ask({ origin }), await ask({ origin }, 'GET')], origin).to.deep.equal([403, 403]);
    expect(await ask({ host: 'evil.example' }), 'a name that was bent to point here').to.equal(403);
    expect(await ids()).to.deep.equal([uuid(1)]);
    for (const origin of ['http://localhost:9876', 'http://127.0.0.1:1', 'http://lms.localhost:3'])
      expect(await ask({ origin }, 'GET'), origin).to.equal(200);
  });

  it('keeps failing without times, until cleared', async () => {
    await client.control('faults', { status: 401 });
    expect([(await post(1)).status, (await post(1)).status]).to.deep.equal([401, 401]);
    await client.control('faults', {});
    expect((await post(1)).status).to.equal(200);
  });

  it('refuses only batches that carry a verb', async () => {
    await client.control('faults', { status: 400, verb: PLAY });
    expect((await post(1)).status).to.equal(400);
    expect((await post(2, { verb: { id: 'http://x.org/v' } })).status).to.equal(200);
  });

  it('hangs up before storing, and after it', async () => {
    await client.control('faults', [
      { cut: true, times: 1 },
      { dropAfterAccept: true, times: 1 }
    ]);
    expect(await hungUp(post(1))).to.equal(true);
    expect(await ids()).to.deep.equal([]);
    expect(await hungUp(post(1))).to.equal(true);
    expect(await ids()).to.deep.equal([uuid(1)]);
    expect((await client.requests()).map(({ status }) => status)).to.deep.equal([0, 0]);
  });

  it('answers like a captive portal, by page and by redirect', async () => {
    await client.control('faults', [
      { html: true, times: 1 },
      { redirect: true, times: 1 }
    ]);
    const page = await post(1);
    expect([page.status, page.headers.get('Content-Type')]).to.deep.equal([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('X-Experience-API-Version')).to.equal(null);
    const redirect = await post(1);
    expect(redirect.status).to.equal(302);
    const portal = await fetch(new URL(redirect.headers.get('Location') ?? '', client.url));
    expect(await portal.text()).to.include('Guest network');
    expect(await ids()).to.deep.equal([]);
  });

  it('leaves CORS headers out, at the preflight already', async () => {
    await client.control('faults', { offCors: true });
    const preflight = await client.send('statements', { method: 'OPTIONS' });
    expect(preflight.headers.get('Access-Control-Allow-Origin')).to.equal(null);
    expect((await post(1)).headers.get('Access-Control-Allow-Origin')).to.equal(null);
  });

  it('does not count a preflight as the request that a fault is for', async () => {
    await client.control('faults', { status: 503, times: 1 });
    const preflight = await client.send('statements', { method: 'OPTIONS', headers: { Authorization: undefined } });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).to.equal(
      'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match'
    );
    expect((await post(1)).status).to.equal(503);
  });

  it('holds an answer until released, with the statement stored already', async () => {
    await client.control('faults', { hold: true, times: 1 });
    let answered = false;
    const held = post(1).then((response) => {
      answered = true;
      return response;
    });
    await fetch(`${client.url}/_control/wait?count=1`);
    expect(answered).to.equal(false);
    expect(await (await client.control('release')).json()).to.deep.equal({ released: 1 });
    expect((await held).status).to.equal(200);
  });

  it('answers later with delayMs', async () => {
    await client.control('faults', { delayMs: 30 });
    const begun = performance.now();
    expect((await post(1)).status).to.equal(200);
    expect(performance.now() - begun).to.be.at.least(29);
  });

  it('refuses a fault that it does not know', async () => {
    for (const body of [{ staus: 503 }, { status: '503' }, { status: 42 }, [7]]) {
      expect((await client.control('faults', body)).status, JSON.stringify(body)).to.equal(400);
    }
  });

  it('waits for statements, of a verb if asked', async () => {
    const waiting = fetch(`${client.url}/_control/wait?count=2&verb=${encodeURIComponent(PLAY)}`);
    await post(1);
    await post(2, { verb: { id: 'http://x.org/v' } });
    await post(3);
    const answer = await (await waiting).json();
    expect(answer).to.include({ ok: true, count: 2 });
    expect(answer.statements.map(({ id }: { id: string }) => id)).to.deep.equal([uuid(1), uuid(3)]);
  });

  it('waits for requests, with a status if asked', async () => {
    const waiting = fetch(`${client.url}/_control/wait?requests=1&status=503`);
    await client.control('faults', { status: 503, times: 1 });
    await post(1);
    expect(await (await waiting).json()).to.include({ ok: true, count: 1 });
  });

  it('says when nothing came in time', async () => {
    const response = await fetch(`${client.url}/_control/wait?count=1&timeout=5`);
    expect(response.status).to.equal(200);
    expect(await response.json()).to.include({ ok: false, status: 408, count: 0 });
  });

  it('logs requests with everything but the credential', async () => {
    await post(1);
    await client.send('statements', { body: '[', headers: { Authorization: 'Bearer demo-token' } });
    const [first, second] = await client.requests('?bodies=true');
    expect(first).to.deep.include({
      method: 'POST',
      path: '/lrs/t/xapi/statements',
      status: 200,
      count: 1,
      ids: [uuid(1)]
    });
    expect(first?.headers['authorization']).to.equal('Basic ***');
    expect(first?.bytes).to.equal(Buffer.byteLength(first?.body ?? ''));
    expect(second).to.include({ status: 400, count: 0 });
    expect(second?.reason).to.match(/not JSON/);
    expect(JSON.stringify([first, second])).to.not.match(/demo-secret|demo-token|ZGVtby/);
  });

  it('changes the limit of a body', async () => {
    await client.control('limits', { maxBodyBytes: 10 });
    expect((await post(1)).status).to.equal(413);
  });

  it('keeps stores apart, and makes them on first use', async () => {
    await post(1);
    const other = client.url.replace(/t$/, 'other');
    expect(await (await fetch(`${other}/_control/received`)).json()).to.deep.equal({ statements: [] });
  });

  it('forgets everything on reset', async () => {
    await post(1);
    await client.control('faults', { status: 503 });
    await client.control('tokens', { valid: [] });
    await client.control('reset');
    const again = await client.send('statements', {
      body: statement({ id: uuid(1), timestamp: undefined }),
      headers: { Authorization: 'Bearer demo-token' }
    });
    expect(again.status).to.equal(200);
    expect((await client.received()).map(({ seq }) => seq)).to.deep.equal([1]);
  });

  it('tells what happens as it happens', async () => {
    await post(1);
    const stream = await fetch(`${client.url}/_control/events?from=0`);
    const reader = (stream.body ?? new ReadableStream<Uint8Array>()).getReader();
    const decoder = new TextDecoder();
    let text = '';
    const until = async (what: RegExp): Promise<void> => {
      while (!what.test(text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended; it said ${text}`);
        text += decoder.decode(value, { stream: true });
      }
    };
    await until(/id: 1\nevent: statement\n/);
    await client.control('faults', { status: 503, times: 1 });
    await post(2);
    await post(2);
    await until(/event: request\n.*503[^]*event: statement\n[^]*event: request\n.*"status":200/);
    await client.control('reset');
    await until(/event: reset/);
    await reader.cancel();
  });

  it('answers 404 with a hint anywhere else', async () => {
    const response = await fetch(client.url.replace('/lrs/t', '/elsewhere'));
    expect(response.status).to.equal(404);
    expect(await response.text()).to.include('/lrs/{store}/xapi/statements');
  });
});
