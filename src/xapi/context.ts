import type { Wording } from '../settings/settings.js';
import { applicationActivity, categoryActivity, productActivities } from './activity.js';
import type { EntryContext } from '../destination/entry-context.js';
import { K, X } from './iri.js';
import type { EncodeContext } from './encode-context.js';
import type { Activity, Extensions, Statement } from './statement.js';

/** Where and when a statement belongs: what the player's and the portal's have in common. */
export interface StatementContext {
  readonly wording: Wording;
  readonly entryContext: Pick<EntryContext, 'category' | 'playbackContext'>;
  readonly visitId?: string | undefined;
}

/** Where it happened, on the site: what every statement says. */
export function siteContext(
  { wording, entryContext, visitId }: StatementContext,
  extensions: Extensions,
  categories: readonly Activity[] = []
): Statement['context'] {
  const { applicationName, language } = wording;
  const { category, playbackContext } = entryContext;
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
export function contextOf(
  encodeContext: EncodeContext,
  extensions: Extensions,
  categories: readonly Activity[]
): Statement['context'] {
  const { entry, registration, sessionId } = encodeContext;
  const own = { [X + 'session-id']: sessionId, [K + 'clip']: entry.clip };
  return { registration, ...siteContext(encodeContext, { ...own, ...extensions }, categories) };
}
