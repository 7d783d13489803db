import type { Outbox } from '../delivery/outbox.js';
import type { Wake } from '../delivery/ports.js';
import type { Instant } from '../events/playback-event.js';
import type { Anonymous, Problem } from '../settings/settings.js';
import type { StatementCaptured } from '../xapi/captured.js';

/** What a tracker needs from where it runs. */
export interface TrackerPorts {
  readonly outbox: Outbox;
  readonly now: () => Instant;
  /** UUID v4. */
  readonly uuid: () => string;
  readonly wake: Wake;
  /** The name of a viewer who is not known; `undefined`: nothing is said about one. */
  readonly anonymousId: (kind: Anonymous) => string | undefined;
  /**
   * UUID of the visit: a tab's stay of one person.
   * @param who tells persons apart; empty for somebody who is not known
   * @param before who it was until now, where that changed: leaving ends a visit
   */
  readonly visit: (who?: string, before?: string) => string;
  /** Whether what a viewing would say at its end is drafted. Left out: it is; one that is told all at once needs none. */
  readonly drafts?: boolean;
}

export interface TrackerListener {
  statement(captured: StatementCaptured): void;
  problem(problem: Problem): void;
}

/** What an application calls to tell of a page or a button. */
export const CALLS = { page: 'pageLoad', button: 'buttonClicked' } as const;
