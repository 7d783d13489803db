import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Statement } from './statement.js';

/** A statement was captured, and why. */
export interface StatementCaptured {
  readonly statement: Statement;
  readonly event: ViewingEvent;
  /** The player's event from which it was concluded. */
  readonly cause: { readonly type: PlaybackEvent['type']; readonly position?: number };
}
