import { expect } from 'chai';
import type { Collector, CollectorEvent } from '../../../src/server/collector/collector-types.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { folder, removeFolders } from './folder.js';
import { viewing } from './recordings.js';

/** A folder with little room, and a record store that is away. */
const collect = (directory: string): Promise<Collector> =>
  createCollector(
    {
      directory,
      endpoint: 'https://lrs.example/xapi',
      key: 'k',
      secret: 's',
      site: { homePage: 'https://site.example' },
      outbox: { maxMegabytes: 0.05 }
    },
    { send: () => Promise.resolve({ status: 503, body: '' }) }
  );

describe('the room in a folder', () => {
  after(removeFolders);

  it('is bounded: progress goes first, completion stays, and each that goes is counted and told', async () => {
    const directory = folder();
    const collector = await collect(directory);
    const evicted: string[] = [];
    collector.listen((event: CollectorEvent) => {
      if (event.type === 'delivery' && event.event.type === 'evicted') evicted.push(...event.event.ids);
    });
    const ids = new Map<string, boolean>();
    for (let i = 0; i < 12; i++) {
      const recorded = await collector.record(viewing(`v${i}`));
      for (const { id, result } of 'statements' in recorded ? recorded.statements : [])
        ids.set(id, result?.completion === true);
    }
    await collector.close();
    const store = await openFileStore(directory);
    const rows = await store.all();
    const [lane] = await Promise.all([...store.waiting().keys()].map((id) => store.count(id)));
    await store.close();
    expect(rows.length + evicted.length).to.equal(ids.size);
    expect(new Set([...rows.map(({ id }) => id), ...evicted]).size).to.equal(ids.size);
    expect(lane?.evicted).to.equal(evicted.length);
    // What came after the last look may be above it, by a twentieth.
    const bytes = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).to.be.within(30_000, 55_000);
    expect(evicted.some((id) => ids.get(id))).to.equal(false);
  });

  it('counts age from when it was taken, however old the recording is', async () => {
    const directory = folder();
    const collector = await collect(directory);
    const events = viewing('v').events.map((event) => ({ ...event, wall: event.wall - 9e11 }));
    await collector.record(viewing('v', { events }));
    expect((await collector.drained()).waiting).to.equal(9);
    await collector.close();
    const next = await collect(directory);
    expect((await next.drained()).waiting).to.equal(9);
    await next.close();
  });
});
