import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../../../src/server/commands/program.js';
import { KINDS } from '../../../../src/server/commands/send/what.js';
import { readRecordedViewing } from '../../../../src/server/reading/read-recorded-viewing.js';
import { World } from './world.js';

const PAGE = readFileSync(path.resolve(__dirname, '../../../../docs/command-line.md'), 'utf8');

/** What a command's help says, without a process for it. */
async function help(command: string): Promise<string> {
  const out = new PassThrough();
  const nothing = new PassThrough();
  await main([command, '--help'], '1.0.0', { stdin: nothing, stdout: out, stderr: nothing, env: {}, exit: () => {} });
  return String(out.read());
}

describe('docs/command-line.md', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await World.open();
  });
  after(() => world.close());

  it('has an example of the input that is taken, and a summary that is true', async () => {
    const [, input = ''] = /```jsonl\n([\s\S]*?)```/.exec(PAGE) ?? [];
    const [, summary = ''] = /```text\n(Viewings[\s\S]*?)```/.exec(PAGE) ?? [];
    const ended = await world.collect(['--validate'], { input });
    expect(ended).to.include({ code: 0, stderr: '' });
    expect(ended.stdout).to.equal(summary);
  });

  it('names every option of every command', async () => {
    for (const command of ['collect', 'send', 'status', 'retry', 'flush', 'move', 'discard']) {
      for (const [option] of (await help(command)).matchAll(/--[a-z-]+/g)) expect(PAGE, command).to.contain(option);
    }
  });

  it('names every type of event that a line may have', () => {
    const read = readRecordedViewing({ entry: { id: '0_x' }, events: [{ type: 'none', wall: 1 }] });
    const [, types = ''] = /expected one of (.*), got/.exec('problems' in read ? read.problems.join() : '') ?? [];
    expect(types.split(', '))
      .to.include.members(['play', 'close', 'surroundings', 'happening'])
      .and.not.to.include('tick');
    for (const type of types.split(', ')) expect(PAGE).to.contain(`\`${type}\``);
  });

  it('names every event', () => {
    for (const name of Object.keys(KINDS)) expect(PAGE).to.contain(`\`${name}\``);
  });
});
