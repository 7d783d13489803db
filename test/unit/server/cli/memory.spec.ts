import { expect } from 'chai';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { viewing } from './viewings.js';
import { World } from './world.js';

/** Bytes that any number of events may take; `npm run bench:collect` shows it for a million. */
const MOST = 256 * 1024 * 1024;

/** 5,000 reports of one viewing. */
const line = (n: number): string =>
  JSON.stringify(viewing(n, 5000, { entry: { id: '0_long', kind: 'vod', media: 'video', duration: 5004 } }));

describe('The memory of playkit-js-xapi collect', function () {
  this.timeout(120_000);

  it('is bounded, however long the input is', async () => {
    const world = await World.open();
    try {
      // 15 MB, of which the record store gets little.
      const file = path.join(world.folder, 'viewings.jsonl');
      const out = createWriteStream(file);
      for (let n = 0; n < 40; n += 1) if (!out.write(`${line(n)}\n`)) await once(out, 'drain');
      out.end();
      await once(out, 'finish');
      const said = path.join(world.folder, 'rss');
      const { process: child, ended } = world.start(world.collecting([file]), {
        ...world.env,
        NODE_OPTIONS: '--require ./bench/collect/rss.cjs',
        BENCH_RSS: said
      });
      child.stdin.end();
      expect(await ended).to.include({ code: 0 });
      expect(Number(await readFile(said, 'utf8')) * 1024).to.be.below(MOST);
    } finally {
      await world.close();
    }
  });
});
