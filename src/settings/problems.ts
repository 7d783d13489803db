import type { Problem, ProblemCode } from './settings.js';

/** A mistake in a setting, before it is put into words. */
export interface Mistake {
  readonly path: string;
  /** What is wrong and what is allowed; becomes part of a sentence. */
  readonly what: string;
  readonly got?: unknown;
  /** Left out: `error`. */
  readonly level?: Problem['level'] | undefined;
  /** Left out: `bad-value`. */
  readonly code?: ProblemCode | undefined;
  /** What follows from it, where that is neither "xAPI is off" nor "Ignored". */
  readonly then?: string | undefined;
}

/** One sentence, or more, of which the first one begins with what it is about. */
export const about = (path: string, code: ProblemCode, what: string, level: Problem['level'] = 'warning'): Problem => ({
  level,
  code,
  path,
  message: `${path}: ${what}`
});

export type Report = (mistake: Mistake) => void;

/** The destination that a setting belongs to. */
export const destinationOf = (path: string): string => /^(stats|analytics)\b/.exec(path)?.[0] ?? 'xAPI';

/** All messages are made of the same three parts, so that they are alike to read and cost little. */
export const toProblem = ({ path, what, got, level = 'error', code = 'bad-value', then }: Mistake): Problem => ({
  ...about(path, code, `${what}. ${then ?? (level === 'error' ? `${destinationOf(path)} is off` : 'Ignored')}.`, level),
  ...(got !== undefined && { got })
});

/** An address that others on the way can read. @param sent what goes there beside credentials */
export const insecure = (path: string, sent: string): Mistake => ({
  path,
  what: `http:// sends credentials and ${sent} for everybody on the way to read`,
  level: 'warning',
  code: 'insecure',
  then: 'Use https://'
});
