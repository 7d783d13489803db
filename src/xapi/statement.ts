import type { Extensions, Result, Statement } from '../events/statement.js';

export type { Activity, Actor, Extensions, LanguageMap, Result, Statement } from '../events/statement.js';

/** What one vocabulary says about an event; the rest of the statement is the same in all. */
export interface Saying {
  readonly verb: Statement['verb'];
  readonly result?: Result | undefined;
  /** Context extensions. */
  readonly context?: Extensions;
  /** Where the statement's id is not free. */
  readonly id?: string;
}
