import { toProblem } from '../settings/problems.js';
import type { Problem } from '../settings/settings.js';
import { mustBe, readField } from '../kaltura/fields.js';
import type { FormValue } from '../kaltura/form.js';
import type { StatsEvent } from './event.js';
import { STATS_FIELDS, type StatsFields } from './fields.js';

/** What all stats events of a viewing share. */
export type StatsPlace = Pick<
  StatsEvent,
  | 'partnerId'
  | 'entryId'
  | 'uiconfId'
  | 'referrer'
  | 'widgetId'
  | 'clientVer'
  | 'userId'
  | 'applicationId'
  | 'contextId'
  | 'uniqueViewer'
  | 'featureType'
>;

/** And what those of a playback session share: a new `sessionId`, a UUID, for each, replays included. */
export type StatsContext = StatsPlace & Pick<StatsEvent, 'sessionId'>;

const NEEDED: Readonly<Partial<Record<string, string>>> = {
  partnerId: 'Stats events are off',
  entryId: 'No stats events of this media'
};

/** Under which name somebody said it, where that is another one. */
const SETTINGS: Readonly<Partial<Record<string, string>>> = {
  entryId: 'entryId',
  uiconfId: 'stats.uiConfId',
  contextId: 'playbackContext'
};

/**
 * Reads what is known of a viewing, as settings, player and page have it: numbers may be strings, and what is blank is
 * absent. Too long is cut. Without a partner or an entry there are no stats events: an error, and no place. The rest is
 * left out (`uiconfId`: 0) where it is not what it should be: a warning.
 */
export function statsPlace(
  given: Readonly<Partial<Record<keyof StatsPlace, unknown>>>
): readonly [StatsPlace | undefined, readonly Problem[]] {
  const problems: Problem[] = [];
  const read: Record<string, FormValue> = {};
  for (const [name, kind] of Object.entries(STATS_FIELDS)) {
    const got: unknown = given[name as keyof StatsPlace];
    const then = NEEDED[name];
    const blank = got == null || got === '';
    const value = blank ? undefined : readField(kind, got);
    if (value !== undefined) read[name] = value;
    if (then ? value : blank || value !== undefined) continue;
    const level = then ? 'error' : 'warning';
    const what = blank ? 'missing' : mustBe(kind);
    const code = blank ? 'missing' : undefined;
    problems.push(toProblem({ path: SETTINGS[name] ?? `stats.${name}`, what, code, level, then, got }));
  }
  const { partnerId, entryId, uiconfId = 0, referrer = '', widgetId = `_${partnerId}`, ...rest } =
    // Read by the kinds of these very fields.
    read as Partial<StatsFields>;
  const place = partnerId && entryId ? { partnerId, entryId, uiconfId, referrer, widgetId, ...rest } : undefined;
  return [place, problems];
}
