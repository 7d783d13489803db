import type { Entry } from '../events/entry.js';
import { entry } from '../schema/entry.js';
import { isFunction } from '../schema/kinds.js';
import type { Report } from '../schema/reader.js';
import { toProblem } from '../settings/problems.js';
import type { Problem } from '../settings/settings.js';

/** What plays in an element or a player. Only `id` is needed; lengths are in seconds. */
export type MediaEntry = Pick<Entry, 'id'> & Partial<Entry>;

/** An entry, or a function that gives the one that plays now; nothing for what is not to be tracked. */
export type EntrySource = MediaEntry | (() => MediaEntry | undefined);

/** What an entry is where it does not say so. */
export type Presumed = Pick<Entry, 'kind' | 'media'>;

/** The entry that plays now; nothing is said about a function that gives nothing. Without an id there is none. */
export function readEntry(
  source: unknown,
  presumed: Presumed
): readonly [Entry | undefined, readonly Problem[]] {
  const problems: Problem[] = [];
  const report: Report = (mistake) => {
    // A page's own object may say more.
    if (mistake.code === 'unknown-key') return;
    const isAll = /^entry(\.id)?$/.test(mistake.path);
    const follows = isAll ? { then: 'This media is not tracked' } : { level: 'warning' as const };
    problems.push(toProblem({ ...mistake, code: 'bad-entry', ...follows }));
  };
  let read: Entry | undefined;
  try {
    const asks = isFunction(source);
    const given = asks ? source() : source;
    if (!asks || given != null) read = entry(presumed)(given, 'entry', report);
  } catch (error) {
    report({ path: 'entry', what: `the function failed: ${String(error)}` });
  }
  return [read, problems];
}
