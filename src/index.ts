import { registerPlugin } from '@playkit-js/kaltura-player-js';
import { NAME } from './player/page-api.js';
import { Xapi } from './player/plugin.js';

declare const __VERSION__: string;

/** This package's version. */
export const VERSION = __VERSION__;
export { NAME, Xapi as Plugin };
export type { PluginStatus } from './player/status.js';
export type { XapiPlayerEvents } from './player/player-events.js';
export type { StatementCaptured } from './xapi/captured.js';
export type { DeliveryEvent, LaneStatus, OutboxStatus } from './delivery/status.js';
export type { DeadLetter } from './delivery/ports.js';
export type { XapiConfig } from './settings/config.js';
export type { Problem } from './settings/settings.js';
export type { Entry } from './events/entry.js';
export type { Evidence, Segment, ViewingEvent } from './events/viewing-event.js';
export type { Statement } from './xapi/statement.js';
export type { Milestone, Watched } from './viewing/watched.js';

registerPlugin(NAME, Xapi);
