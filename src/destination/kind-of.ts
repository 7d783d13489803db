import type { ParcelKind } from '../delivery/ports.js';
import type { ViewingEvent } from '../events/viewing-event.js';

/** How much the loss of a record about this event would hurt. */
export function kindOf(event: ViewingEvent): ParcelKind {
  if (event.type === 'completed' || (event.type === 'playProgress' && event.finished)) return 'completion';
  return event.type === 'playProgress' ? 'progress' : 'interaction';
}

/** What should not wait for others to be sent with: the viewer may be about to leave. */
export const isUrgent = (event: ViewingEvent): boolean =>
  kindOf(event) === 'completion' || ['stopped', 'seek', 'terminated'].includes(event.type);
