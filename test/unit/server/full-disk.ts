/** A process of its own, whose files may not grow for a while: as good as a full disk. Answers in JSON. */
import { execFileSync } from 'node:child_process';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';

const limit = (bytes: string): void =>
  void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);

const parcels = (name: string, count: number): Parameters<Awaited<ReturnType<typeof openFileStore>>['commit']>[0] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${name}${i}`,
    lane: 'lane',
    kind: 'interaction' as const,
    body: 'x'.repeat(1000),
    at: i
  }));

const wordsOf = (error: unknown): string => (error as Error).message;

async function main(directory: string): Promise<void> {
  const store = await openFileStore(directory);
  await store.commit(parcels('before', 20), [{ name: 'input', value: 'before' }]);
  limit('8192');
  const full = () => store.commit(parcels('full', 20), [{ name: 'input', value: 'full' }]).then(() => 'taken', wordsOf);
  const refused = [await full(), await full()];
  limit('unlimited');
  await store.commit(parcels('after', 20), [{ name: 'input', value: 'after' }]);
  await store.close();
  const again = await openFileStore(directory);
  const found = (await again.all()).map(({ id }) => id.replace(/\d+/, ''));
  const input = await again.mark('input');
  await again.close();
  process.stdout.write(JSON.stringify({ refused, found, input }));
}

void main(process.argv[2] ?? '');
