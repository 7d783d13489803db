import { judgeHouseRules } from './house-rules.js';
import { look } from './look.js';
import { judgeXapi1 } from './validator.js';
import { TEMPLATES } from './video-profile.js';
import { isVideoStatement, judgeVideoStatement } from './video-template.js';
import { judgeXapi2 } from './xapi-2.js';

/** Verbs that nobody but the Video Profile uses, so that a statement with one of them must say that it follows it. */
const PROFILE_VERBS: readonly unknown[] = ['played', 'paused', 'seeked'].map(
  (name) => TEMPLATES[name as 'played' | 'paused' | 'seeked'].verb
);

/**
 * Everything that is wrong with one statement, as sentences; an empty list for a good one. Runs in Node and, bundled,
 * in the browser. `seeked` is also Kaltura's verb for a seek in this package, so it alone does not make a profile
 * statement.
 */
export function judgeStatement(statement: unknown): string[] {
  return [
    ...judgeXapi1(statement),
    ...judgeXapi2(statement),
    ...judgeHouseRules(statement),
    ...(isVideoStatement(statement) ? judgeVideoStatement(statement) : judgeOutsider(statement))
  ];
}

function judgeOutsider(statement: unknown): string[] {
  const verb = look(statement, 'verb', 'id');
  if (verb === TEMPLATES.seeked.verb || !PROFILE_VERBS.includes(verb)) return [];
  return [`video: ${String(verb)} is the profile's verb, but the category does not name the profile`];
}
