import type { Entry } from '../events/entry.js';
import type { Surroundings } from '../events/playback-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import type { Wording } from '../settings/settings.js';
import type { EntryContext } from '../destination/entry-context.js';
import type { Actor } from './statement.js';

/** What an encoder needs to know besides the event itself. */
export interface EncodeContext {
  readonly wording: Wording;
  readonly actor: Actor;
  readonly entry: Entry;
  readonly entryContext: EntryContext;
  /** UUID of the attempt. */
  readonly registration: string;
  /** UUID v4 of the playback session. */
  readonly sessionId: string;
  /** UUID of the visit: one a tab; absent where nobody counts visits. */
  readonly visitId?: string | undefined;
  readonly rules: ViewingRules;
  readonly rate: number;
  readonly surroundings: Surroundings;
}
