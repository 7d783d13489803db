import { ENTRY, FLAG, ID, PAGE, SECONDS, WHOLE, type KindOf } from '../kaltura/fields.js';
import type { StatsEvent } from './event.js';

/** What a host may say of an event itself; type and session are the plugin's. */
export type StatsFields = Omit<StatsEvent, 'eventType' | 'sessionId'>;

/** How each field is read. Lengths are those of Kaltura's own readers. */
export const STATS_FIELDS: { readonly [K in keyof StatsFields]-?: KindOf<NonNullable<StatsFields[K]>> } = {
  partnerId: ID,
  entryId: ENTRY,
  uiconfId: WHOLE,
  eventTimestamp: SECONDS,
  duration: SECONDS,
  currentPoint: SECONDS,
  newPoint: SECONDS,
  seek: FLAG,
  referrer: PAGE,
  widgetId: 31,
  clientVer: 31,
  userId: 64,
  applicationId: Infinity,
  contextId: WHOLE,
  uniqueViewer: 40,
  featureType: WHOLE,
  processDuration: WHOLE,
  controlId: 15,
  isFirstInSession: FLAG
};
