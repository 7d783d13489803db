import { applicationActivity, categoryActivity, productActivity } from './activity.js';
import { K, V } from './iri.js';
import type { Scene } from './scene.js';
import type { Activity, Extensions, Statement } from './statement.js';

/** Where it happened: what every statement of a viewing shares, and what this one adds. */
export function contextOf(scene: Scene, extensions: Extensions, categories: readonly Activity[]): Statement['context'] {
  const { wording, entry, registration, sessionId } = scene;
  const { applicationName, language } = wording;
  const { category, playbackContext } = scene.booking;
  const { clip } = entry;
  return {
    registration,
    ...(applicationName && { platform: applicationName }),
    ...(language !== 'und' && { language }),
    contextActivities: {
      category: [...categories, productActivity(wording), ...(category ? [categoryActivity(category, wording)] : [])],
      other: [applicationActivity(wording)]
    },
    extensions: {
      [V + 'extensions/session-id']: sessionId,
      ...(playbackContext && { [K + 'playbackContext']: playbackContext }),
      ...(clip && { [K + 'clip']: clip }),
      ...extensions
    }
  };
}
