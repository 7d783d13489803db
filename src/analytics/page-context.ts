import { isObject } from '../schema/kinds.js';
import type { Problem, Settings } from '../settings/settings.js';
import { asText } from '../schema/formats.js';
import { asEntry, constant, entryContextOf } from '../destination/entry-context.js';
import type { AnalyticsContext } from './player.js';

type Place = Pick<AnalyticsContext, 'entryId' | 'playbackContext'>;

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
  const [entryContext, problems] = entryContextOf(wording, asEntry({ id: named }));
  return [entryContext.playbackContext, problems];
}
