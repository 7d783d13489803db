import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT } from './testing/run.js';

const KB = 1024;

/**
 * What a page loads, with everything in, as a server sends it; in kB of 1024 bytes, gzip -9. The limit is the budget
 * (docs/decisions.md, Size) where this version is within it, else what this version takes, so that growth is seen.
 */
const BUNDLES: readonly { readonly file: string; readonly budget: number; readonly limit: number }[] = [
  { file: 'dist/playkit-xapi.js', budget: 34, limit: 43.2 },
  { file: 'dist/playkit-xapi-portal.js', budget: 30, limit: 37 },
  { file: 'dist/playkit-xapi-media.js', budget: 34, limit: 46.1 }
];

const kB = (bytes: number): string => `${(bytes / KB).toFixed(2)} kB`;

for (const { file, budget, limit } of BUNDLES) {
  const at = path.join(ROOT, file);
  if (!existsSync(at)) {
    console.error(`There is no ${file}; run \`npm run build\` first.`);
    process.exit(1);
  }
  const plain = readFileSync(at);
  const size = gzipSync(plain, { level: 9 }).length;
  const brotli = brotliCompressSync(plain).length;
  console.log(`${file}: ${kB(size)} gzip -9, ${kB(brotli)} brotli, ${kB(plain.length)} plain (1 kB = ${KB} bytes)`);
  const over = limit > budget ? `, over the budget of ${budget} kB by ${kB(size - budget * KB)}` : '';
  const isTooMuch = size > limit * KB;
  console.log(`  limit ${limit} kB${over}: ${isTooMuch ? `${kB(size - limit * KB)} too much` : 'within the limit'}`);
  if (isTooMuch) process.exitCode = 1;
}
