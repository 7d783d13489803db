import { expect } from 'chai';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFileStore } from '../../../../src/server/folder/open-file-store.js';
import { World } from './world.js';

describe('playkit-js-xapi, and a folder that is damaged', function () {
  this.timeout(120_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it('flush, status and repair say how much is missing; nothing more is said after the repair', async () => {
    const store = await openFileStore(world.outbox);
    await store.add([{ id: 'a', lane: 'l', kind: 'interaction', body: '{}', at: Date.now() }]);
    // As a kill leaves it: the commit is in the log alone.
    const copy = join(world.folder, 'copy');
    cpSync(world.outbox, copy, { recursive: true });
    await store.close();
    const log = join(copy, '000003.log');
    writeFileSync(log, readFileSync(log).subarray(0, 0));
    const where = ['--directory', copy];

    const flushed = await world.run(['flush', ...where]);
    expect(flushed.code).to.equal(2);
    expect(flushed.stderr).to.include('missing: 1 statement or event');
    expect(flushed.stderr).to.include(`playkit-js-xapi repair --directory ${copy}`);
    expect((await world.run(['status', ...where])).stdout).to.include('missing: 1 statement or event');
    const repaired = await world.run(['repair', ...where]);
    expect(repaired.code).to.equal(2);
    expect(repaired.stdout).to.include('missing: 1 statement or event');
    const again = await world.run(['repair', ...where]);
    expect(again.code).to.equal(0);
    expect(again.stdout).to.include('nothing is damaged');
    expect((await world.run(['status', ...where])).stdout).not.to.include('damaged');
  });

  it('repair of a folder that holds nothing says so, and makes nothing', async () => {
    const ended = await world.run(['repair', '--directory', join(world.folder, 'typo')]);
    expect(ended.code).to.equal(1);
    expect(ended.stderr).to.include('typo holds no outbox');
  });
});
