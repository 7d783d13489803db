import type { EventName } from './settings.js';

/** Those of Kaltura's guide are on; `terminated` is not in it. */
export const defaultEvents: Readonly<Record<EventName, boolean>> = {
  playProgress: true,
  play: true,
  pause: true,
  seek: true,
  playbackRateChange: true,
  terminated: false
};

/** What is so when nobody says otherwise. */
export const defaults = {
  debug: false,
  sendAccountInfoInsteadOfEmail: false,
  videoEndPercent: 100,
  videoEndSeconds: 0,
  beaconInterval: 'quarters',
  completionRule: 'reached',
  user: {},
  productId: 'http://tincan-definitions.kaltura.com/products/mediaspace/1',
  activityId: '{homePage}/media/t/{entryId}',
  vocabulary: 'kaltura',
  verbs: {},
  anonymous: 'viewing',
  hashEmail: false,
  language: 'und',
  xapiVersion: '1.0.3',
  headers: {},
  linger: 5
} as const;
