import type { PortalEvent } from '../events/portal-event.js';
import type { Statement } from './statement.js';

/** A statement about something beside the media was captured, and why. */
export interface PortalStatementCaptured {
  readonly statement: Statement;
  readonly event: PortalEvent;
}
