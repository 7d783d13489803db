/** Custom players: any media element, or a player that reports what it does. Importing it tracks nothing. */
export { trackMedia, type MediaOptions } from './track-media.js';
export { trackPlayback, type PlaybackOptions, type PlaybackReport, type PlaybackTracking } from './track-playback.js';
export type { MediaTracking } from './media-tracking.js';
export type { EntrySource, MediaEntry } from './entry.js';
export type { TextTrackListLike } from './text-tracks.js';
export type { AdSlot, Happening } from '../events/happening.js';
export type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
export type { XapiEvents } from '../page/xapi-events.js';
export type { Status } from '../page/status.js';
export type { XapiChange } from '../settings/changed.js';
export type { XapiConfig } from '../settings/config.js';
export type { Problem } from '../settings/settings.js';
export type { Watched } from '../viewing/watched.js';
