import type { Category, Wording } from '../settings/settings.js';
import { AS, K, TC, V } from './iri.js';
import { seconds } from './numbers.js';
import type { Scene } from './scene.js';
import type { Activity, LanguageMap } from './statement.js';

const named = (name: string | undefined, language: string): { name?: LanguageMap } =>
  name ? { name: { [language]: name } } : {};

const activity = (id: string, type: string, more: Activity['definition'] = {}): Activity => ({
  objectType: 'Activity',
  id,
  definition: { type, ...more }
});

/** The entry as an activity. The Video Profile knows videos only; Kaltura's vocabulary calls audio by its name. */
export function entryActivity(
  { wording, entry, booking }: Scene,
  duration: number | undefined,
  profile: boolean
): Activity {
  const { language } = wording;
  const type = entry.media === 'audio' && !profile ? AS + 'audio' : V + 'activity-type/video';
  return activity(booking.activityId, type, {
    ...named(entry.name, language),
    ...(entry.description && { description: { [language]: entry.description } }),
    extensions: {
      [K + 'entryId']: entry.id,
      ...(duration && entry.kind !== 'live' && { [V + 'extensions/length']: seconds(duration) })
    }
  });
}

export const productActivity = ({ site }: Wording): Activity => activity(site.productId, TC + 'activitytype/source');

export const applicationActivity = ({ site, applicationName, language }: Wording): Activity =>
  activity(site.homePage, AS + 'application', named(site.name ?? applicationName, language));

/** The channel, gallery or course in which the entry was watched. */
export const categoryActivity = ({ id, name, url }: Category, { site, language }: Wording): Activity =>
  activity(
    url ?? `${site.homePage}/category/${encodeURIComponent(id)}`,
    TC + 'activitytype/category',
    named(name, language)
  );
