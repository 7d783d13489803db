import { expect } from 'chai';
import { asLines, viewings } from './viewings.js';
import { World, type Env } from './world.js';

describe('playkit-js-xapi whose output nobody reads any more', function () {
  this.timeout(30_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  /** The code of a run with this output, or both, closed by its reader from the beginning. */
  async function codeOf(
    args: readonly string[],
    outputs: readonly ('stdout' | 'stderr')[],
    env?: Env
  ): Promise<unknown> {
    const { process: child, ended } = world.start(args, env);
    for (const output of outputs) child[output].destroy();
    child.stdin.end();
    return (await ended).code;
  }

  for (const outputs of [['stdout'], ['stdout', 'stderr']] as const)
    it(`ends with the code of the run where ${outputs.join(' and ')} is closed`, async () => {
      const file = await world.write('viewings.jsonl', asLines(viewings(2)));
      world.lrs.faults.set([{ status: 503 }]);
      expect(await codeOf(world.collecting([file, '--patience', '0']), outputs)).to.equal(3);
      world.lrs.faults.set(null);
      expect(await codeOf(['flush', '--directory', world.outbox], outputs)).to.equal(0);
      const broken = await world.write('broken.jsonl', '{\n'.repeat(300));
      expect(await codeOf(['collect', broken, '--dry-run'], outputs)).to.equal(2);
      // More than a pipe holds.
      const many = await world.write('many.jsonl', asLines(viewings(100)) + '{\n');
      expect(await codeOf(['collect', many, '--dry-run'], outputs)).to.equal(2);
      const env = { ...world.env, XAPI_SECRET: 'a-wrong-secret' };
      expect(await codeOf(['doctor'], outputs, env)).to.equal(2);
    });
});
