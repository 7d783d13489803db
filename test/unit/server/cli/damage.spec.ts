import { expect } from 'chai';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFileStore } from '../../../../src/server/folder/open-file-store.js';
import { asLines, viewings } from './viewings.js';
import { World } from './world.js';

/** Flips the last bit of a text where a folder has it first, in one of the rows that waits. */
function flip(directory: string, text: string): void {
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.log'))) {
    const path = join(directory, name);
    const bytes = readFileSync(path);
    const at = bytes.indexOf(text);
    if (at < 0) continue;
    const last = at + Buffer.byteLength(text) - 1;
    bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
    return writeFileSync(path, bytes);
  }
  throw new Error(`${text} is in no log of ${directory}`);
}

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

  it('flush does not send a statement in which a bit was flipped, says so, counts it, sends the rest and ends with 2', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(2)));
    world.lrs.faults.set([{ status: 503 }]);
    expect((await world.collect([file, '--patience', '0'])).code).to.equal(3);
    world.lrs.faults.set(null);
    // An actor whom nobody sent: viewer-1 becomes viewer-0, who is another person.
    flip(world.outbox, '"name":"viewer-1');
    const where = ['--directory', world.outbox];

    const flushed = await world.run(['flush', ...where, '--now']);
    expect(flushed.code).to.equal(2);
    expect(flushed.stderr).to.match(
      /were damaged \((altered, kept apart and not sent|missing): 1 statement or event\)/
    );
    expect(flushed.stdout).to.include('11 sent, 0 refused, 0 kept for later');
    const of = (viewer: string): number =>
      world.lrs.arrivals.filter(({ raw }) => raw.includes(`"name":"${viewer}"`)).length;
    expect([of('viewer-0'), of('viewer-1'), world.lrs.arrivals.length]).to.deep.equal([6, 5, 11]);

    const repaired = await world.run(['repair', ...where]);
    expect(repaired.code).to.equal(2);
    expect(repaired.stdout).to.match(/(altered|missing).*: 1 statement or event/);
    expect(await world.run(['flush', ...where, '--now'])).to.include({ code: 0, stderr: '' });
    expect(world.lrs.arrivals).to.have.length(11);
  });

  it('repair of a folder that holds nothing says so, and makes nothing', async () => {
    const ended = await world.run(['repair', '--directory', join(world.folder, 'typo')]);
    expect(ended.code).to.equal(1);
    expect(ended.stderr).to.include('typo holds no outbox');
  });
});
