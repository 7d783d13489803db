import type { Entry } from '../events/entry.js';
import type { PortalEntry, PortalEvent } from '../events/portal-event.js';
import type { PerEntry, Problem, Wording } from '../settings/settings.js';
import { bookingOf, type Booking } from './booking.js';

/** As those who know only what plays want it. */
export const asEntry = (entry: PortalEntry): Entry => ({ kind: 'vod', media: 'video', ...entry });

/** A function of the entry has nothing to say where there is no entry. */
export const constant = <T extends string | object>(setting: PerEntry<T> | undefined): T | undefined =>
  typeof setting === 'function' ? undefined : setting;

/**
 * Where an event is booked: as the entry's viewings are, but what the event itself says of the category wins. A category
 * that is looked at is the object, and not also its own category.
 */
export function portalBooking(event: PortalEvent, wording: Wording): readonly [Booking, readonly Problem[]] {
  if ('entry' in event) {
    const category = event.type === 'entryPublish' && event.category;
    return bookingOf(category ? { ...wording, category } : wording, asEntry(event.entry));
  }
  const viewed = event.type === 'categoryView' ? event.category : undefined;
  const category = constant(wording.category);
  const playbackContext = constant(wording.playbackContext) ?? (viewed ?? category)?.id;
  return [{ activityId: '', category: viewed ? undefined : category, playbackContext }, []];
}
