import { applicationActivity, categoryActivity, productActivity } from './activity.js';
import { K, X } from './iri.js';
import type { Scene } from './scene.js';
import type { Activity, Extensions, Statement } from './statement.js';

/** Where it happened: what every statement of a viewing shares, and what this one adds. */
export function contextOf(scene: Scene, extensions: Extensions, categories: readonly Activity[]): Statement['context'] {
  const { wording, entry, registration, sessionId, booking } = scene;
  const { applicationName, language } = wording;
  const { category, playbackContext } = booking;
  const channel = category ? [categoryActivity(category, wording)] : [];
  return {
    registration,
    platform: applicationName,
    language: language === 'und' ? undefined : language,
    contextActivities: {
      category: [...categories, productActivity(wording), ...channel],
      other: [applicationActivity(wording)]
    },
    extensions: {
      [X + 'session-id']: sessionId,
      [K + 'playbackContext']: playbackContext,
      [K + 'clip']: entry.clip,
      ...extensions
    }
  };
}
