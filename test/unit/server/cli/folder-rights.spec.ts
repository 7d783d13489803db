import { expect } from 'chai';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { asLines, viewing } from './viewings.js';
import { World, type Ended } from './world.js';

/** Somebody who owns none of the folders: root may read everything, and can become another. */
const NOBODY = 65_534;

describe('playkit-js-xapi and what it may not read', function () {
  this.timeout(30_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    await chmod(world.folder, 0o755);
  });
  afterEach(() => world.close());

  /** What others may not read, nobody may; one who is not root takes the rights from oneself. */
  async function shut(what: string): Promise<void> {
    await chmod(what, process.getuid?.() === 0 ? 0o700 : 0);
  }
  const runAsOther = (args: readonly string[]): Promise<Ended> => {
    const running = world.start(args, world.env, undefined, process.getuid?.() === 0 ? NOBODY : undefined);
    running.process.stdin.end();
    return running.ended;
  };

  for (const command of ['status', 'flush', 'repair', 'discard'])
    it(`${command} ends with 4 where the folder may not be read, and says that it is a matter of permission`, async function () {
      if (process.platform === 'win32') this.skip();
      await mkdir(world.outbox);
      await shut(world.outbox);
      const ended = await runAsOther([
        command,
        ...(command === 'discard' ? ['lane'] : []),
        '--directory',
        world.outbox
      ]);
      await chmod(world.outbox, 0o700);
      expect(ended.stderr).to.contain(world.outbox).and.to.contain('no permission (EACCES)');
      expect(ended).to.include({ code: 4, stdout: '' });
    });

  it('ends with 4 also where a folder above it may not be looked into', async function () {
    if (process.platform === 'win32') this.skip();
    const above = path.join(world.folder, 'above');
    await mkdir(above);
    await shut(above);
    const ended = await runAsOther(['status', '--directory', path.join(above, 'outbox')]);
    await chmod(above, 0o700);
    expect(ended.stderr).to.contain('no permission (EACCES)');
    expect(ended).to.include({ code: 4 });
  });

  it('collect ends with 4 where the input may not be read', async function () {
    if (process.platform === 'win32') this.skip();
    const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
    await shut(file);
    const open = path.join(world.folder, 'open');
    await mkdir(open);
    await chmod(open, 0o777);
    const ended = await runAsOther(['collect', file, '--directory', path.join(open, 'outbox')]);
    expect(ended.stderr).to.contain(file).and.to.contain('no permission (EACCES)');
    expect(ended).to.include({ code: 4 });
  });

  it('repair ends with 4 where the folder is a file, as the others do', async () => {
    const file = await world.write('a-file', 'x');
    for (const command of ['repair', 'status', 'flush']) {
      const ended = await world.run([command, '--directory', file]);
      expect(ended.stderr).to.contain('is a file');
      expect(ended, command).to.include({ code: 4 });
    }
  });

  for (const args of [
    ['collect'],
    ['send', 'login'],
    ['status'],
    ['flush'],
    ['retry'],
    ['move'],
    ['discard', 'lane'],
    ['repair'],
    ['doctor'],
    ['verify', '--entry', '0_abc']
  ])
    it(`${args[0]} does not take an empty --directory for the default one`, async () => {
      const ended = await world.run([...args, '--directory', '']);
      expect(ended.stderr).to.match(/^error: --directory: empty/);
      expect(ended).to.include({ code: 1, stdout: '' });
    });
});
