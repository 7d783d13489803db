import type { Check, State } from './check.js';

const SIGNS: Readonly<Record<State, string>> = { ok: '✓', failed: '✗', skipped: '–' };

/** `✓ lrs        DNS         …`, and what to do below it. Without a terminal the state is a word, which tools find. */
export function linesOf({ destination, check, state, says, advice }: Check, isTerminal: boolean): readonly string[] {
  const sign = isTerminal ? SIGNS[state] : state.padEnd(7);
  const line = `${sign} ${destination.padEnd(9)} ${check.padEnd(11)} ${says}`;
  return advice === undefined ? [line] : [line, `${' '.repeat(sign.length + 23)}-> ${advice}`];
}

/** The last line. */
export function summaryOf(checks: readonly Check[]): string {
  const failed = checks.filter(({ state }) => state === 'failed');
  const tried = checks.filter(({ state }) => state !== 'skipped');
  const [first] = failed;
  if (!first) return `All ${tried.length} checks are fine.`;
  const where = first.check === first.destination ? first.check : `${first.destination}, ${first.check}`;
  return `${failed.length} of ${tried.length} checks failed; begin with ${where}.`;
}
