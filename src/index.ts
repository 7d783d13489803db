import { registerPlugin } from '@playkit-js/kaltura-player-js';
import './player/augment.js';
import { NAME, Xapi } from './player/plugin.js';

declare const __VERSION__: string;

/** This package's version. */
export const VERSION = __VERSION__;
export { NAME, Xapi as Plugin };
export type { Status as PluginStatus } from './page/status.js';
export type { XapiEvents as XapiPlayerEvents } from './page/xapi-events.js';
export type { StatementCaptured } from './xapi/captured.js';
export type { DeliveryEvent, LaneStatus, OutboxStatus } from './delivery/status.js';
export type { DeadLetter } from './delivery/ports.js';
export type { XapiConfig } from './settings/config.js';
export type { Problem } from './settings/settings.js';
export type { ButtonClickedFields, PageLoadFields } from './analytics/page.js';
export type { StatsEventName } from './stats/event-types.js';
export type { StatsFields } from './stats/fields.js';
export type { Entry } from './events/entry.js';
export type { Evidence, Segment, ViewingEvent } from './events/viewing-event.js';
export type { Statement } from './xapi/statement.js';
export type { Milestone, Watched } from './viewing/watched.js';

registerPlugin(NAME, Xapi);
