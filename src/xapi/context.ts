import type { Wording } from '../settings/settings.js';
import { applicationActivity, categoryActivity, productActivities } from './activity.js';
import type { Booking } from './booking.js';
import { K, X } from './iri.js';
import type { Scene } from './scene.js';
import type { Activity, Extensions, Statement } from './statement.js';

/** Where and when a statement belongs: what the player's and the portal's have in common. */
export interface Occasion {
  readonly wording: Wording;
  readonly booking: Pick<Booking, 'category' | 'playbackContext'>;
  readonly visitId?: string | undefined;
}

/** Where it happened, on the site: what every statement says. */
export function siteContext(
  { wording, booking, visitId }: Occasion,
  extensions: Extensions,
  categories: readonly Activity[] = []
): Statement['context'] {
  const { applicationName, language } = wording;
  const { category, playbackContext } = booking;
  const channel = category ? [categoryActivity(category, wording)] : [];
  const all = [...categories, ...productActivities(wording), ...channel];
  return {
    platform: applicationName,
    language,
    contextActivities: {
      category: all.length ? all : undefined,
      other: [applicationActivity(wording)]
    },
    extensions: { [K + 'playbackContext']: playbackContext, [K + 'visitId']: visitId, ...extensions }
  };
}

/** The same for a viewing: what each of its statements shares, and what this one adds. */
export function contextOf(scene: Scene, extensions: Extensions, categories: readonly Activity[]): Statement['context'] {
  const { entry, registration, sessionId } = scene;
  const own = { [X + 'session-id']: sessionId, [K + 'clip']: entry.clip };
  return { registration, ...siteContext(scene, { ...own, ...extensions }, categories) };
}
