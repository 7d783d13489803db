import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { kill, said, start, whole } from './child.js';
import { folder, removeFolders } from './folder.js';

describe('the store in a folder, when things go wrong', function () {
  this.timeout(60_000);
  after(removeFolders);

  it('killed in the middle of commits: what was acknowledged is there, and marks never stand apart from parcels', async () => {
    const directory = folder();
    for (let round = 1; round <= 3; round++) {
      const child = start('committing.ts', directory);
      const text = await said(child, (all) => all.split('\n').length > 20 * round);
      await kill(child);
      const acknowledged = Number(text.trim().split('\n').at(-1));
      const store = await openFileStore(directory);
      const rows = await store.all();
      const mark = Number(await store.mark('input'));
      expect(mark).to.be.at.least(acknowledged);
      for (const part of ['a', 'b', 'c'])
        expect(rows.filter(({ lane }) => lane === `lane ${part}`).map(({ at }) => at)).to.deep.equal(
          Array.from({ length: mark + 1 }, (_, n) => n)
        );
      await store.forget();
      await store.close();
    }
  });

  it('a full disk refuses, in words; what was taken before stays, and it goes on when there is room', async function () {
    if (spawnSync('prlimit', ['--version']).error) this.skip();
    const directory = folder();
    const { refused, found, input } = JSON.parse(await whole(start('full-disk.ts', directory))) as {
      readonly refused: readonly string[];
      readonly found: readonly string[];
      readonly input: string;
    };
    for (const words of refused) {
      expect(words).to.include(`The outbox ${directory} cannot be used (`);
      expect(words).to.include('File too large). Make room on that disk, then go on');
    }
    const counts = ['before', 'full', 'after'].map((name) => found.filter((each) => each === name).length);
    // What failed may be on the disk all the same, but never in part, and never without its mark.
    expect(counts[0]).to.equal(20);
    expect(counts[1]).to.be.oneOf([0, 20, 40]);
    expect(counts[2]).to.equal(20);
    expect(input).to.equal('after');
  });
});
