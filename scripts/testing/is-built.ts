import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** Everything that the package is made of. */
const INPUTS = ['src', 'scripts/build.ts', 'webpack.config.js', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];

/** Whether dist/ is newer than everything that it is made of. */
export function isBuilt(): boolean {
  // Written last.
  const built = path.join(ROOT, 'dist/esm/package.json');
  return (
    existsSync(built) && statSync(built).mtimeMs > Math.max(...INPUTS.map((input) => changed(path.join(ROOT, input))))
  );
}

function changed(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => changed(path.join(file, name))));
}
