import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withRoom } from '../../../src/server/folder/level.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { RESERVE_FILE, RESERVED } from '../../../src/server/folder/reserve.js';
import { start, whole } from './child.js';
import { folder, removeFolders } from './folder.js';

describe('a folder on a disk that is full', function () {
  this.timeout(60_000);
  after(removeFolders);

  it('opens with 3 MB in it, though no file may grow beyond 1 MB, and lets go of what is sent', async function () {
    if (spawnSync('prlimit', ['--version']).error) this.skip();
    const directory = folder();
    await whole(start('full-open.ts', directory, 'fill'));
    expect(JSON.parse(await whole(start('full-open.ts', directory)))).to.deep.equal({ sent: 3000, left: 0 });
  });

  it('gives back the room that it kept free when it cannot be opened without, and takes it again when there is room', async () => {
    const directory = folder();
    await (await openFileStore(directory)).close();
    const reserve = join(directory, RESERVE_FILE);
    expect(statSync(reserve).size).to.be.at.least(RESERVED);
    let tries = 0;
    const work = (): Promise<void> => {
      tries++;
      return existsSync(reserve) ? Promise.reject(new Error('IO error: No space left on device')) : Promise.resolve();
    };
    expect(await withRoom(directory, work)).to.equal(true);
    expect(tries).to.equal(2);
    expect(existsSync(reserve)).to.equal(false);
    await (await openFileStore(directory)).close();
    expect(statSync(reserve).size).to.be.at.least(RESERVED);
  });

  it('gives nothing back for another failure, and says what the disk said where there is no room to give', async () => {
    const directory = folder();
    await (await openFileStore(directory)).close();
    const fail = (words: string): Promise<unknown> =>
      withRoom(directory, () => Promise.reject(new Error(words))).catch((error: unknown) => (error as Error).message);
    expect(await fail('Permission denied')).to.equal('Permission denied');
    expect(existsSync(join(directory, RESERVE_FILE))).to.equal(true);
    expect(await fail('No space left on device')).to.equal('No space left on device');
  });
});
