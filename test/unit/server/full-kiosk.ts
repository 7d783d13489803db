/** A process of its own, whose files may not grow for a while, with a viewing open. Answers in JSON. */
import { execFileSync } from 'node:child_process';
import { createCollector } from '../../../src/server/collector/collector.js';
import type { CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { viewing } from './recordings.js';

const limit = (bytes: string): void =>
  void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);

async function main(config: CollectorConfig): Promise<void> {
  const collector = await createCollector(config);
  const open = collector.open({ id: '0_open', kind: 'vod', media: 'video', duration: 40 }, { id: 'ann' });
  limit('1');
  const refused = await collector.record(viewing('one')).then(String, (error: unknown) => (error as Error).message);
  open.feed({ type: 'playing', position: 0 });
  await open.close();
  const { durable, problems } = await collector.status();
  await collector.drained();
  limit('unlimited');
  const again = await collector.record(viewing('one'));
  await collector.drained();
  const after = await collector.status();
  await collector.close();
  process.stdout.write(JSON.stringify({ refused, durable, problems, again: again.type, after }));
}

void main(JSON.parse(process.argv[2] ?? '') as CollectorConfig);
