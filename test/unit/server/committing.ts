/** A process of its own: commits batch after batch and says each one that is acknowledged, until it is killed. */
import { openFileStore } from '../../../src/server/folder/open-file-store.js';

async function main(directory: string): Promise<void> {
  const store = await openFileStore(directory);
  for (let n = 0; ; n++) {
    const parcels = ['a', 'b', 'c'].map((part) => ({
      id: `${n}${part}`,
      lane: `lane ${part}`,
      kind: 'interaction' as const,
      body: 'x'.repeat(2000),
      at: n
    }));
    await store.commit(parcels, [{ name: 'input', value: String(n) }]);
    process.stdout.write(`${n}\n`);
  }
}

void main(process.argv[2] ?? '');
