/** A process of its own: watches a little, says that it is committed, and watches on until it is killed. */
import { createCollector } from '../../../src/server/collector/collector.js';
import type { CollectorConfig } from '../../../src/server/collector/collector-types.js';

async function main(config: CollectorConfig): Promise<void> {
  const collector = await createCollector(config);
  const viewing = collector.open({ id: '0_lecture', kind: 'vod', media: 'video', duration: 40 }, { id: 'ann' });
  viewing.feed({ type: 'play', position: 0 });
  viewing.feed({ type: 'playing', position: 0 });
  await collector.flush();
  // The lock of the viewing is there by now: from here on its end is written down with what is said.
  viewing.feed({ type: 'timeupdate', position: 0.5 });
  viewing.feed({ type: 'ratechange', position: 0.5, rate: 1.5 });
  await collector.flush();
  process.stdout.write('open\n');
}

void main(JSON.parse(process.argv[2] ?? '') as CollectorConfig);
