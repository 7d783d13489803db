import { isObject } from '../settings/kinds.js';
import type { Problem, Settings } from '../settings/settings.js';
import { asText } from '../settings/values.js';
import { bookingOf } from '../xapi/booking.js';
import { asEntry, constant } from '../xapi/portal-booking.js';
import type { Roads } from './kaltura-roads.js';

type Place = Pick<NonNullable<Roads['analytics']>['place'], 'entryId' | 'playbackContext'>;

/**
 * The playback context of a page or a button: of the entry that it names, else of what plays, else what the settings say of
 * every page.
 */
export function pageContext(
  { wording }: Settings,
  fields: unknown,
  { entryId, playbackContext }: Place
): readonly [Place['playbackContext'], readonly Problem[]] {
  const named = (isObject(fields) && asText(fields['entryId'])) || entryId;
  if (!named) return [constant(wording.playbackContext) ?? constant(wording.category)?.id, []];
  if (named === entryId) return [playbackContext, []];
  const [booking, problems] = bookingOf(wording, asEntry({ id: named }));
  return [booking.playbackContext, problems];
}
