import type { Mistake } from '../schema/reader.js';
import { describe } from '../schema/shown.js';
import type { Problem, ProblemCode } from './settings.js';

/** A mistake in a setting, which may be of a kind that no reader of one value knows. */
export type SettingMistake = Omit<Mistake, 'code'> & { readonly code?: ProblemCode | undefined };

/** One sentence, or more, of which the first one begins with what it is about. */
export const about = (path: string, code: ProblemCode, what: string, level: Problem['level'] = 'warning'): Problem => ({
  level,
  code,
  path,
  message: `${path}: ${what}`
});

/** The destination that a setting belongs to. */
export const destinationOf = (path: string): string => /^(stats|analytics)\b/.exec(path)?.[0] ?? 'xAPI';

/** All messages are made of the same three parts, so that they are alike to read and cost little. */
export const toProblem = ({ path, what, got, level = 'error', code = 'bad-value', then }: SettingMistake): Problem => ({
  ...about(path, code, `${what}. ${then ?? (level === 'error' ? `${destinationOf(path)} is off` : 'Ignored')}.`, level),
  ...(got != null && { got: describe(got) })
});

/** An address that others on the way can read. @param sent what goes there beside credentials */
export const insecure = (path: string, sent: string): SettingMistake => ({
  path,
  what: `http:// sends credentials and ${sent} for everybody on the way to read`,
  level: 'warning',
  code: 'insecure',
  then: 'Use https://'
});
