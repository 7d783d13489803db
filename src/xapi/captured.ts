import type { PlaybackEvent } from '../events/playback-event.js';
import type { PortalEvent } from '../events/portal-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Statement } from './statement.js';

/** A statement was captured, and why. */
export interface StatementCaptured {
  readonly statement: Statement;
  readonly event: ViewingEvent;
  /** The player's event from which it was concluded. */
  readonly cause: { readonly type: PlaybackEvent['type']; readonly position?: number };
}

/** A statement about something beside the media was captured, and why. */
export interface PortalStatementCaptured {
  readonly statement: Statement;
  readonly event: PortalEvent;
}
