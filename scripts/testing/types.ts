import { readdirSync } from 'node:fs';
import path from 'node:path';
import { NONE, type Counts } from './counts.js';
import { ROOT, runNode } from './run.js';

/**
 * The types of test/types and of test files called *.types.ts, which hold `@ts-expect-error` wherever a use must not
 * compile. The compiler is the runner; each file is one test, and all fail together.
 */
export async function types(): Promise<Counts> {
  const files = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.types.ts') || (file.startsWith(`types${path.sep}`) && file.endsWith('.ts'))
  ).length;
  if (files === 0) return NONE;
  const failed =
    (await runNode('typescript/bin/tsc', ['-p', 'tsconfig.types.json'], { title: 'Type tests (tsc)' })) !== 0;
  console.log(failed ? '' : `  ${files} files compile as they must\n`);
  return failed ? { ...NONE, failed: files } : { ...NONE, passed: files };
}
