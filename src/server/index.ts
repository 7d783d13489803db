/** `playkit-js-xapi/server`: takes viewings where there is no browser. */
export { BadEvent, createCollector, type CollectorPorts } from './collector/collector.js';
export { DestinationOff } from './collector/destination-off.js';
export type {
  Collector,
  CollectorConfig,
  CollectorEvent,
  CollectorStatus,
  OpenViewing,
  Recorded,
  SessionConfig,
  Sessions
} from './collector/collector-types.js';
export type { FileStore, Mark } from './folder/file-store.js';
export { openFileStore } from './folder/open-file-store.js';
export type { LiveEvent } from './reading/live-event.js';
export { readRecordedViewing } from './reading/read-recorded-viewing.js';
export type { RecordedViewing } from './reading/recorded-viewing.js';
export { createSessions } from './session/sessions.js';
export type { DeadLetter } from '../delivery/ports.js';
export type { DeliveryEvent, LaneStatus, OutboxStatus } from '../delivery/status.js';
export type { Entry, StreamKind } from '../events/entry.js';
export type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
export type { Viewer } from '../events/viewer.js';
export type { Problem } from '../settings/settings.js';
export type { Watched } from '../viewing/watched.js';
