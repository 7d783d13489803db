import type { Entry } from '../events/entry.js';
import type { Surroundings } from '../events/playback-event.js';
import type { EntryContext } from './entry-context.js';

/** One viewing and the names that it goes by. */
export interface ViewingContext {
  /** UUID: what is drafted for its end is found under it. */
  readonly viewing: string;
  readonly entry: Entry;
  readonly entryContext: EntryContext;
  readonly registration: string;
  /** UUID of the playback session. */
  readonly sessionId: string;
  /** UUID of the visit, where statements name one. */
  readonly visitId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly surroundings: Surroundings;
}
