/** `playkit-js-xapi/server`: takes viewings where there is no browser. */
export { BadEvent, createCollector, type CollectorPorts } from './collector.js';
export type {
  Collector,
  CollectorConfig,
  CollectorEvent,
  CollectorStatus,
  OpenViewing,
  Recorded,
  SessionConfig,
  Sessions
} from './collector-types.js';
export { openFileStore, type FileStore, type Mark } from './file-store.js';
export { readRecordedViewing } from './read-recorded-viewing.js';
export type { RecordedViewing } from './recorded-viewing.js';
export { createSessions } from './sessions.js';
export type { DeadLetter } from '../delivery/ports.js';
export type { DeliveryEvent, LaneStatus, OutboxStatus } from '../delivery/status.js';
export type { Entry, StreamKind } from '../events/entry.js';
export type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
export type { Viewer } from '../events/viewer.js';
export type { Problem } from '../settings/settings.js';
export type { Watched } from '../viewing/watched.js';
