import type { EventName } from './settings.js';

/** Those of Kaltura's guide are on, and what takes a like back; `terminated` is not in it. */
export const defaultEvents: Readonly<Record<EventName, boolean>> = {
  playProgress: true,
  play: true,
  pause: true,
  seek: true,
  playbackRateChange: true,
  terminated: false,
  categoryView: true,
  login: true,
  entryLike: true,
  entryUnlike: true,
  entryComment: true,
  entryUpload: true,
  entryPublish: true,
  entryUnlisted: true,
  entryCollaborator: true,
  captureSpaceLaunch: true
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
  categoryUrl: '{homePage}/category/{categoryId}',
  vocabulary: 'kaltura',
  verbs: {},
  anonymous: 'viewing',
  hashEmail: false,
  sendName: true,
  visit: true,
  sendCommentText: false,
  xapiVersion: '1.0.3',
  headers: {},
  linger: 5
} as const;
