import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { expect } from 'chai';
import { createNodeSend } from '../../../src/server/ports/node-send.js';
import { createSendGate } from '../../../src/server/ports/send-gate.js';
import type { Outgoing, Reply } from '../../../src/delivery/ports.js';

describe('requests of a server', () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;
  const request = (more: Partial<Outgoing> = {}): Outgoing => ({
    url,
    method: 'POST',
    headers: {},
    body: 'x',
    ...more
  });

  before(async () => {
    server = createServer((req, res) => answer(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('give status, words and Retry-After', async () => {
    answer = (_, res) => res.writeHead(503, { 'Retry-After': '7' }).end('läuft nicht');
    expect(await createNodeSend()(request())).to.deep.equal({ status: 503, body: 'läuft nicht', retryAfter: '7' });
  });

  it('read no more of a body than is of interest', async () => {
    answer = (_, res) => {
      res.writeHead(200);
      const more = (): void => {
        if (!res.destroyed) res.write('x'.repeat(10_000), more);
      };
      more();
    };
    expect((await createNodeSend()(request())).body).to.have.length(16_384);
  });

  it('hang up on a packed page without an end', async () => {
    const hungUp = new Promise((resolve) => {
      answer = (_, res) => {
        const pack = createGzip();
        res.writeHead(200, { 'Content-Encoding': 'gzip' });
        res.on('close', resolve);
        pack.pipe(res);
        const more = (): void => {
          if (!res.destroyed) pack.write(' '.repeat(65_536), more);
        };
        more();
      };
    });
    const { status, body } = await createNodeSend()(request());
    expect([status, body.length]).to.deep.equal([200, 16_384]);
    await hungUp;
  });

  it('do not follow redirects', async () => {
    let asked = 0;
    answer = (_, res) => {
      asked++;
      res.writeHead(302, { Location: '/elsewhere' }).end();
    };
    expect(await createNodeSend()(request())).to.deep.equal({ status: 302, body: '', redirected: true });
    expect(asked).to.equal(1);
  });

  it('never reject, and keep the code of what failed', async () => {
    const send = createNodeSend();
    const failed = async (more: Partial<Outgoing>): Promise<Reply> => send(request(more));
    expect(await failed({ url: 'http://127.0.0.1:9/' })).to.deep.equal({ status: 0, body: '', cause: 'BAD PORT' });
    expect(await failed({ url: 'http://nowhere.invalid/' }))
      .to.have.property('cause')
      .that.matches(/^(ENOTFOUND|EAI_AGAIN)$/);
    expect(await failed({ url: 'no address' })).to.have.property('cause', 'ERR_INVALID_URL');
    answer = (req) => req.socket.destroy();
    expect(await failed({}))
      .to.have.property('cause')
      .that.matches(/^(UND_ERR_SOCKET|ECONNRESET)$/);
  });

  it('end when patience does', async () => {
    answer = () => undefined;
    expect(await createNodeSend(50)(request())).to.deep.equal({ status: 0, body: '', cause: 'TIMEOUT' });
    answer = (_, res) => void res.writeHead(200).write('half');
    expect(await createNodeSend(50)(request())).to.deep.equal({ status: 0, body: '', cause: 'TIMEOUT' });
  });

  it('end when somebody hangs up, and no more are made', async () => {
    const send = createNodeSend();
    const asked = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    const reply = send(request());
    await asked;
    send.hangUp();
    expect(await reply).to.deep.equal({ status: 0, body: '', cause: 'CUT OFF' });
    expect(await send(request())).to.have.property('status', 0);
  });

  it('are so many at once, and the others follow in their order, also after one that fails', async () => {
    const under: string[] = [];
    const ends: ((end: Reply | Error) => void)[] = [];
    const through = ({ url: to }: Outgoing): Promise<Reply> => {
      under.push(to);
      return new Promise((resolve, reject) => ends.push((end) => (end instanceof Error ? reject(end) : resolve(end))));
    };
    const { send } = createSendGate(2, through, () => 0);
    const all = ['a', 'b', 'c', 'd'].map((to) => send(request({ url: to })).catch(() => undefined));
    expect(under).to.deep.equal(['a', 'b']);
    ends[1]?.(new Error('broken'));
    await all[1];
    expect(under).to.deep.equal(['a', 'b', 'c']);
    ends[0]?.({ status: 200, body: '' });
    await all[0];
    expect(under).to.deep.equal(['a', 'b', 'c', 'd']);
    for (const end of ends.slice(2)) end({ status: 200, body: '' });
    await Promise.all(all);
  });
  it('are no more once the gate is shut: those that wait are not sent, those on their way are answered', async () => {
    const under: string[] = [];
    const ends: ((end: Reply) => void)[] = [];
    let time = 10;
    const through = ({ url: to }: Outgoing): Promise<Reply> => {
      under.push(to);
      return new Promise((resolve) => ends.push(resolve));
    };
    const gate = createSendGate(1, through, () => time);
    const [first, second] = ['a', 'b'].map((to) => gate.send(request({ url: to })).catch(() => undefined));
    time = 20;
    expect(gate.youngest()).to.equal(10);
    gate.shut();
    expect(await second).to.equal(undefined);
    ends[0]?.({ status: 200, body: '' });
    expect(await first).to.deep.equal({ status: 200, body: '' });
    expect(await gate.send(request({ url: 'c' })).catch(() => undefined)).to.equal(undefined);
    expect(under).to.deep.equal(['a']);
    expect(gate.youngest()).to.equal(undefined);
  });
});
