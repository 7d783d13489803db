import type { Entry } from '../events/entry.js';
import type { PortalEntry, PortalEvent } from '../events/portal-event.js';
import type { PerEntry, Problem, Wording } from '../settings/settings.js';
import { entryContextOf, type EntryContext } from './entry-context.js';

/** As those who know only what plays want it. */
export const asEntry = (entry: PortalEntry): Entry => ({ kind: 'vod', media: 'video', ...entry });

/** A function of the entry has nothing to say where there is no entry. */
export const constant = <T extends string | object>(setting: PerEntry<T> | undefined): T | undefined =>
  typeof setting === 'function' ? undefined : setting;

/**
 * Where an event belongs: where the entry's viewings do, but what the event itself says of the category wins. A category
 * that is looked at is the object, and not also its own category.
 */
export function portalEntryContext(event: PortalEvent, wording: Wording): readonly [EntryContext, readonly Problem[]] {
  if ('entry' in event) {
    const category = event.type === 'entryPublish' && event.category;
    return entryContextOf(category ? { ...wording, category } : wording, asEntry(event.entry));
  }
  const viewed = event.type === 'categoryView' ? event.category : undefined;
  const category = constant(wording.category);
  const playbackContext = constant(wording.playbackContext) ?? (viewed ?? category)?.id;
  return [{ activityId: '', category: viewed ? undefined : category, playbackContext }, []];
}
