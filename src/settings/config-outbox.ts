import type { Numeric } from './config.js';

/** How much may wait in the browser, over all viewers and pages of the site. What is above is let go of, and counted. */
export interface OutboxConfig {
  /**
   * Megabytes of statements: above 0, at most 100. Progress goes first, completion last.
   * @default 5
   * @exclusiveMinimum 0
   * @maximum 100
   * @pattern ^\s*((?=[\d.]*[1-9])(0*\d{1,2}(\.\d+)?|0*100(\.0+)?)\s*)?$
   */
  readonly maxMegabytes?: Numeric;
  /**
   * Days since a statement was captured: above 0, at most 365.
   * @default 30
   * @exclusiveMinimum 0
   * @maximum 365
   * @pattern ^\s*((?=[\d.]*[1-9])(0*([12]?\d{1,2}|3[0-5]\d|36[0-4])(\.\d+)?|0*365(\.0+)?)\s*)?$
   */
  readonly maxDays?: Numeric;
}
