import { expect } from 'chai';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { closed, listening } from '../doctor/servers.js';
import { asLines, viewing } from './viewings.js';
import { World, type Env, type Running } from './world.js';

/** Resolves when the command has said this on standard error. */
function said({ process: { stderr } }: Running, words: string): Promise<void> {
  let text = '';
  return new Promise((resolve) => {
    stderr.on('data', (more: string) => {
      text += more;
      if (text.includes(words)) resolve();
    });
  });
}

describe('playkit-js-xapi that is told to stop while a request is on its way', function () {
  this.timeout(30_000);
  let world: World;
  let server: Server;
  let env: Env;
  /** Bodies, in the order in which they came. */
  let heard: string[];
  let asked: () => void;
  /** Absent: it answers at once. */
  let held: ServerResponse[] | undefined;
  beforeEach(async () => {
    world = await World.open();
    heard = [];
    held = [];
    asked = () => undefined;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push(Buffer.concat(chunks).toString());
        if (held) held.push(response);
        else response.end('true');
        asked();
      });
    });
    const url = `http://127.0.0.1:${await listening(server)}/api_v3`;
    env = { KALTURA_PARTNER_ID: '1091', KALTURA_SERVICE_URL: url };
  });
  afterEach(async () => {
    await closed(server);
    await world.close();
  });

  /** Runs it until its first request is held, stops it, and answers then. */
  async function stopped(args: readonly string[], signal: 'SIGTERM' | 'SIGINT'): Promise<{ code: number | null }> {
    held = [];
    const first = new Promise<void>((resolve) => (asked = resolve));
    const running = world.start(args, env);
    await first;
    const stopping = said(running, `${signal}: stopping`);
    running.process.kill(signal);
    await stopping;
    const [response] = held;
    response?.end('true');
    if (response) await once(response, 'close');
    return running.ended;
  }

  it('starts no other request, waits for the answer, and sends nothing twice later', async () => {
    const file = await world.write('viewings.jsonl', asLines([viewing(1), viewing(1, 50, { id: 'another' })]));
    expect(await stopped(world.collecting([file]), 'SIGTERM')).to.include({ code: 143 });
    expect(heard).to.have.length(1);
    expect(await stopped(['flush', '--directory', world.outbox], 'SIGINT')).to.include({ code: 130 });
    expect(heard).to.have.length(2);
    held = undefined;
    const last = await world.run(['flush', '--directory', world.outbox], { env });
    expect(last).to.include({ code: 0 });
    expect(last.stdout).not.to.contain('Beware');
    expect(new Set(heard).size).to.equal(heard.length).and.to.be.above(10);
  });

  it('leaves behind why the last try failed, also when the time of the next one has come', async () => {
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    asked = () => void held?.pop()?.writeHead(429).end('too many');
    expect(await world.collect([file, '--patience', '0'], { env })).to.include({ code: 3 });
    const status = (): Promise<{ stdout: string }> => world.run(['status', '--directory', world.outbox], { env });
    const [, due = 0] = / at (\d{4}-[-\d:.T]+Z)/.exec((await status()).stdout) ?? [];
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, new Date(due).getTime() - Date.now()) + 1));
    expect((await status()).stdout).to.match(/stats .*HTTP 429: too many \(after 1 try; the next one is due\)/);
  });
});
