/**
 * What has no environment: the fold of a viewing, the encoders, and the policies of delivery (verdicts, back-off). Importing it registers
 * nothing and touches nothing.
 */
export type * from './events/entry.js';
export type * from './events/playback-event.js';
export type * from './events/viewer.js';
export type * from './events/viewing-event.js';
export type * from './events/viewing-rules.js';
export { checkAdapter, type AdapterFault, type CheckOptions } from './adapter-check/check-adapter.js';
export { unwatched, type ViewingState } from './viewing/state.js';
export { view, wakeAt, withRules } from './viewing/viewing.js';
export { watchedOf, type Milestone, type Watched } from './viewing/watched.js';
export { encode, type EncodePorts } from './xapi/encode.js';
export { actorOf } from './xapi/actor.js';
export { entryContextOf, type EntryContext } from './destination/entry-context.js';
export type { EncodeContext } from './xapi/encode-context.js';
export type * from './xapi/statement.js';
export { BUTTON_TYPES, KALTURA_APPLICATIONS, PAGE_TYPES } from './analytics/codes.js';
export { STATS_EVENT_TYPES } from './stats/event-types.js';
export { backoff, retryAfter } from './delivery/backoff.js';
export type { Reply } from './delivery/ports.js';
export { verdict, type Destination, type Verdict } from './delivery/verdict.js';
export { readSettings } from './settings/read-settings.js';
export type { XapiConfig } from './settings/config.js';
export type * from './settings/settings.js';
