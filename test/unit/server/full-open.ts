/** A process of its own, none of whose files may become larger than 1 MB. Answers in JSON. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { RESERVED } from '../../../src/server/folder/reserve.js';

/** Ends in the middle of it all, so that nothing is tidied up. */
async function fill(directory: string): Promise<void> {
  const store = await openFileStore(directory);
  for (let batch = 0; batch < 60; batch++)
    await store.add(
      Array.from({ length: 50 }, (_, i) => ({
        id: `${batch}-${i}`,
        lane: 'lane',
        kind: 'interaction' as const,
        // No compression makes it smaller.
        body: randomBytes(750).toString('base64'),
        at: i
      }))
    );
  process.kill(process.pid, 'SIGKILL');
}

async function main(directory: string): Promise<void> {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${RESERVED}:unlimited`]);
  const store = await openFileStore(directory);
  let sent = 0;
  for (;;) {
    const rows = await store.head('lane', 50);
    if (!rows.length) break;
    sent += rows.length;
    await store.remove(rows.map(({ key }) => key));
  }
  await store.close();
  const again = await openFileStore(directory);
  const left = (await again.outlines()).length;
  await again.close();
  process.stdout.write(JSON.stringify({ sent, left }));
}

void (process.argv[3] === 'fill' ? fill : main)(process.argv[2] ?? '');
