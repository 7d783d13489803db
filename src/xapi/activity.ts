import type { Category, Wording } from '../settings/settings.js';
import { asIri } from '../schema/formats.js';
import { fillTemplate } from '../destination/entry-context.js';
import { AS, K, TC, VIDEO, X } from './iri.js';
import { seconds } from './numbers.js';
import type { EncodeContext } from './encode-context.js';
import type { Activity, Extensions, LanguageMap } from './statement.js';

const inLanguage = (text: string | undefined, language: string): LanguageMap | undefined =>
  text ? { [language]: text } : undefined;

/** A name that the site gives: in its language, or in English, as the guide's sample has it. */
export const siteName = ({ language = 'en' }: Wording, text: string | undefined): LanguageMap | undefined =>
  inLanguage(text, language);

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
  { wording, entry, entryContext }: Pick<EncodeContext, 'wording' | 'entry' | 'entryContext'>,
  length: number | undefined,
  profile: boolean
): Activity {
  const { id, name, description, media, kind, language = wording.language ?? 'und' } = entry;
  return activity(
    entryContext.activityId,
    media === 'audio' && !profile ? AS + 'audio' : VIDEO + '/activity-type/video',
    inLanguage(name, language),
    inLanguage(description, language),
    { [K + 'entryId']: id, [X + 'length']: length && kind !== 'live' ? seconds(length) : undefined }
  );
}

/** None where no Kaltura product sends. */
export const productActivities = ({ site: { productId } }: Wording): readonly Activity[] =>
  productId ? [activity(productId, TC + 'activitytype/source')] : [];

export const applicationActivity = (wording: Wording): Activity =>
  activity(wording.site.homePage, AS + 'application', siteName(wording, wording.site.name ?? wording.applicationName));

/**
 * Whether an id was given as an IRI. Course keys, such as `course-v1:edX+Demo`, look like IRIs of a scheme that does not
 * exist.
 */
const isIri = (id: string): boolean => /^([a-z][\w+.-]*:\/\/|urn:|tag:)/i.test(id) && asIri(id) === id;

const categoryId = ({ id, url }: Category, { site, categoryUrl }: Wording): string =>
  url ?? (isIri(id) ? id : fillTemplate(categoryUrl, site.homePage, '{categoryId}', id));

/** The channel, gallery or course in which the entry was watched. */
export const categoryActivity = (category: Category, wording: Wording): Activity =>
  activity(categoryId(category, wording), TC + 'activitytype/category', siteName(wording, category.name));
