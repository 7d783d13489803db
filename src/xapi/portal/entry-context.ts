import type { PortalEvent } from '../../events/portal-event.js';
import type { Problem, Wording } from '../../settings/settings.js';
import { asEntry, constant, entryContextOf, type EntryContext } from '../../destination/entry-context.js';

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
