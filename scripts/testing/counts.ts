import { existsSync, readFileSync, rmSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };
export const ONE_FAILED: Counts = { ...NONE, failed: 1 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line that closes a run; CI reads it. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * What a runner left in its counts file. A runner that died before it counted, or that failed without a failed spec,
 * counts as one failure, and so does one that ran nothing.
 */
export function readCounts(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return ONE_FAILED;
  const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  rmSync(file);
  const nothing = counts.passed + counts.failed + counts.skipped === 0;
  return counts.failed === 0 && (exitCode !== 0 || nothing) ? add(counts, ONE_FAILED) : counts;
}
