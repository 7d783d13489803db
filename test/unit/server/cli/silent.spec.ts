import { expect } from 'chai';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { closed, listening } from '../doctor/servers.js';
import { asLines, viewing } from './viewings.js';
import { World, type Env } from './world.js';

describe('playkit-js-xapi, and a service that accepts and never answers', function () {
  // A request alone would last longer, if nobody ended it.
  this.timeout(25_000);
  let world: World;
  let server: Server;
  let env: Env;
  let answers: boolean;
  let asked: () => void;
  let held: ServerResponse[];
  beforeEach(async () => {
    world = await World.open();
    answers = false;
    held = [];
    asked = () => undefined;
    server = createServer((request, response) => {
      request.resume();
      if (answers) return response.end('true');
      held.push(response);
      return asked();
    });
    const url = `http://127.0.0.1:${await listening(server)}/api_v3`;
    env = { KALTURA_PARTNER_ID: '1091', KALTURA_SERVICE_URL: url };
  });
  afterEach(async () => {
    await closed(server);
    await world.close();
  });

  it('ends when patience does, keeps everything, and ends at once then', async () => {
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    const ended = await world.collect([file, '--patience', '1'], { env });
    expect(ended).to.include({ code: 3 });
    expect(ended.stderr).to.match(/[1-9]\d* kept for stats .*no answer/);
    expect(held).to.have.length(1);
    const flushed = await world.run(['flush', '--directory', world.outbox, '--patience', '1'], { env });
    expect(flushed).to.include({ code: 3 });
    answers = true;
    expect(await world.run(['flush', '--directory', world.outbox], { env })).to.include({ code: 0 });
  });

  it('send ends, too', async () => {
    const url = env['KALTURA_SERVICE_URL']?.replace('/api_v3', '');
    const args = ['send', 'pageLoad', '--page-type', 'lobby', '--directory', world.outbox, '--patience', '1'];
    const ended = await world.run(args, { env: { KALTURA_ANALYTICS_URL: url, ...env } });
    expect(ended).to.include({ code: 3 });
  });

  it('each run that sends an event again tells that it may count twice', async () => {
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    const first = await world.collect([file, '--patience', '1'], { env });
    expect(first).to.include({ code: 3 });
    expect(first.stdout).not.to.contain('Beware');
    const flush = ['flush', '--directory', world.outbox];
    const second = await world.run([...flush, '--patience', '1'], { env });
    expect(second).to.include({ code: 3 });
    expect(second.stdout).to.contain('Beware: 1 may count twice');
    answers = true;
    const third = await world.run(flush, { env });
    expect(third).to.include({ code: 0 });
    expect(third.stdout).to.contain('Beware: 1 may count twice');
  });

  for (const [name, args] of [
    ['collect', ['collect']],
    ['flush', ['flush']],
    ['retry', ['retry']]
  ] as const)
    it(`${name} tells after a kill that an event may count twice`, async () => {
      const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
      const arrived = new Promise<void>((resolve) => {
        asked = resolve;
      });
      const { process: child, ended } = world.start(world.collecting([file]), env);
      await arrived;
      child.kill('SIGKILL');
      await ended;
      answers = true;
      const next = await world.run([...args, '--directory', world.outbox, ...(name === 'collect' ? [file] : [])], {
        env
      });
      expect(next).to.include({ code: 0 });
      expect(next.stdout).to.contain('Beware: 1 may count twice');
      // What is sent once more is told once more, and not when nothing is sent.
      const last = await world.run(['flush', '--directory', world.outbox], { env });
      expect(last.stdout).not.to.contain('Beware');
    });
});
