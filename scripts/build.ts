import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runNode } from './testing/run.js';

const DIST = path.join(ROOT, 'dist');
const ESM = path.join(DIST, 'esm');

/**
 * dist/playkit-xapi.js  the plugin, UMD       dist/core.cjs  the core for require()
 * dist/cli.cjs          the command
 * dist/esm              ES modules and their types
 * dist/types            the same types for require(), which reads them as CommonJS
 */
async function build(): Promise<number> {
  rmSync(DIST, { recursive: true, force: true });
  const bundled = await runNode('webpack/bin/webpack.js', ['--stats', 'errors-warnings']);
  if (bundled !== 0) return bundled;
  const compiled = await runNode('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  if (compiled !== 0) return compiled;

  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  for (const file of readdirSync(ESM, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.d.ts')) cpSync(path.join(ESM, file), path.join(DIST, 'types', file));
    if (file.endsWith('.js')) fillIn(path.join(ESM, file), version);
  }
  // The package itself is CommonJS; bundlers read the nearest package.json for side effects too.
  writeFileSync(path.join(ESM, 'package.json'), JSON.stringify({ type: 'module', sideEffects: ['./index.js'] }) + '\n');
  return 0;
}

/** What webpack's DefinePlugin does in the bundles. */
function fillIn(file: string, version: string): void {
  const code = readFileSync(file, 'utf8');
  if (code.includes('__VERSION__')) writeFileSync(file, code.replaceAll('__VERSION__', JSON.stringify(version)));
}

void build().then((code) => (process.exitCode = code));
