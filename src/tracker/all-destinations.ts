import { analyticsDestination } from '../analytics/destination.js';
import { createAnalyticsOfPages } from '../analytics/pages-destination.js';
import type { CreateDestination } from '../destination/destination.js';
import { statsDestination } from '../stats/destination.js';
import { statsLaneDestination } from '../stats/lane-of.js';
import type { PortalStatementCaptured, StatementCaptured } from '../xapi/captured.js';
import { xapiDestination } from '../xapi/destination.js';
import { xapiPortalDestination } from '../xapi/portal/destination.js';

/** All that are told of viewings; and of pages and buttons, where there is a player. */
export const VIEWING_DESTINATIONS: readonly CreateDestination<StatementCaptured>[] = [
  xapiDestination,
  statsDestination,
  analyticsDestination
];

/** All that are told what a portal says. A list of its own, so that the portal's bundle has no encoders of viewings. */
export const PORTAL_DESTINATIONS: readonly CreateDestination<PortalStatementCaptured>[] = [
  xapiPortalDestination,
  statsLaneDestination,
  createAnalyticsOfPages
];
