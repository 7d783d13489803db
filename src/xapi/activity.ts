import type { Category, Wording } from '../settings/settings.js';
import { AS, K, TC, VIDEO, X } from './iri.js';
import { seconds } from './numbers.js';
import type { Scene } from './scene.js';
import type { Activity, Extensions, LanguageMap } from './statement.js';

export const inLanguage = ({ language }: Wording, text: string | undefined): LanguageMap | undefined =>
  text ? { [language]: text } : undefined;

/** `undefined` parts are left out. */
export const activity = (
  id: string,
  type: string,
  name?: LanguageMap,
  description?: LanguageMap,
  extensions?: Extensions
): Activity => ({
  objectType: 'Activity',
  id,
  definition: { type, name, description, ...(extensions && { extensions }) }
});

/** The entry as an activity. The Video Profile knows videos only; Kaltura's vocabulary calls audio by its name. */
export function entryActivity(
  { wording, entry, booking }: Pick<Scene, 'wording' | 'entry' | 'booking'>,
  length: number | undefined,
  profile: boolean
): Activity {
  const { id, name, description, media, kind } = entry;
  return activity(
    booking.activityId,
    media === 'audio' && !profile ? AS + 'audio' : VIDEO + '/activity-type/video',
    inLanguage(wording, name),
    inLanguage(wording, description),
    { [K + 'entryId']: id, [X + 'length']: length && kind !== 'live' ? seconds(length) : undefined }
  );
}

export const productActivity = ({ site }: Wording): Activity => activity(site.productId, TC + 'activitytype/source');

export const applicationActivity = (wording: Wording): Activity =>
  activity(
    wording.site.homePage,
    AS + 'application',
    inLanguage(wording, wording.site.name ?? wording.applicationName)
  );

/** The channel, gallery or course in which the entry was watched. */
export const categoryActivity = ({ id, name, url }: Category, wording: Wording): Activity =>
  activity(
    url ?? `${wording.site.homePage}/category/${encodeURIComponent(id)}`,
    TC + 'activitytype/category',
    inLanguage(wording, name)
  );
