/**
 * The portal: what happens on a site beside playing media, for Kaltura's xAPI guide and its analytics. Importing it starts
 * nothing.
 */
export { createPortal, type Portal } from './portal.js';
export { declare } from './declare.js';
export { startPortal } from './start.js';
export { BUTTON_TYPES, KALTURA_APPLICATIONS, PAGE_TYPES } from '../analytics/codes.js';
export type { DeclareOptions } from './vouched.js';
export type { CategoryFields, CollaboratorFields, PortalFields } from './fields.js';
export type { PortalEvents } from './portal-events.js';
export type { PortalApplication, PortalCategory, PortalEntry, PortalEvent } from '../events/portal-event.js';
export type { PortalStatementCaptured } from '../xapi/captured.js';
export type { Status as PortalStatus } from '../page/status.js';
export type { ButtonClickedFields, PageLoadFields } from '../analytics/page.js';
export type { DeliveryEvent } from '../delivery/status.js';
export type { DeadLetter } from '../delivery/ports.js';
export type { XapiChange } from '../settings/changed.js';
export type { XapiConfig } from '../settings/config.js';
export type { Problem } from '../settings/settings.js';
export type { Statement } from '../xapi/statement.js';
