import type { Entry } from '../events/entry.js';
import { defaults } from '../settings/defaults.js';
import type { Category, PerEntry, Problem, Wording } from '../settings/settings.js';

/** Where a viewing is booked: the settings that may be functions of the entry, answered for one entry. */
export interface Booking {
  readonly activityId: string;
  readonly category?: Category;
  readonly playbackContext?: string;
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const text = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number';

/**
 * Answers the settings that may be functions of the entry. A function that throws or answers rubbish is a problem, and
 * the statement goes without what it should have said.
 */
export function bookingOf(wording: Wording, entry: Entry): readonly [Booking, readonly Problem[]] {
  const problems: Problem[] = [];
  const ask = <T>(path: string, setting: PerEntry<T> | undefined): unknown => {
    if (typeof setting !== 'function') return setting;
    try {
      return (setting as (entry: Entry) => unknown)(entry);
    } catch (error) {
      refuse(path, `threw: ${String(error)}`);
      return undefined;
    }
  };
  const refuse = (path: string, what: string): void => {
    const message = `${path} ${what} (entry ${entry.id}). Statements go without it.`;
    problems.push({ level: 'warning', code: 'bad-booking', path, message });
  };

  const fill = (template: unknown): string =>
    String(template)
      .replace(/\{homePage\}/g, () => wording.site.homePage)
      .replace(/\{entryId\}/g, () => encodeURIComponent(entry.id));
  let activityId = fill(ask('activityId', wording.activityId) ?? defaults.activityId);
  if (!ABSOLUTE.test(activityId)) {
    refuse('activityId', 'did not give an absolute IRI');
    activityId = fill(defaults.activityId);
  }

  const asked = ask('category', wording.category) as { id?: unknown; name?: unknown; url?: unknown } | undefined;
  let category: Category | undefined;
  if (text(asked?.id)) {
    const { id, name, url } = asked;
    const address = text(url) && ABSOLUTE.test(String(url)) ? { url: String(url) } : {};
    category = { id: String(id), ...(text(name) && { name: String(name) }), ...address };
  } else if (asked != null) refuse('category', 'needs an id');

  const context = ask('playbackContext', wording.playbackContext) ?? category?.id;
  if (context != null && !text(context)) refuse('playbackContext', 'must be a text or a number');
  return [
    { activityId, ...(category && { category }), ...(text(context) && { playbackContext: String(context) }) },
    problems
  ];
}
