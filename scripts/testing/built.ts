import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runNode } from './run.js';

const INPUTS = ['src', 'scripts/build.ts', 'webpack.config.js', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];

/** Some specs look at the built package. Builds it unless it is newer than everything that it is made of. */
export async function ensureBuilt(): Promise<boolean> {
  // Written last.
  const built = path.join(ROOT, 'dist/esm/package.json');
  const newest = Math.max(...INPUTS.map((input) => changed(path.join(ROOT, input))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return true;
  return (await runNode('tsx/cli', ['scripts/build.ts'], { title: 'Building dist/' })) === 0;
}

function changed(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => changed(path.join(file, name))));
}
