import { digest } from '../delivery/digest.js';
import type { Lane } from '../delivery/lane.js';
import type { Entry } from '../events/entry.js';
import type { Problem, ProblemCode, Settings, Stats } from '../settings/settings.js';
import { analyticsLane } from '../stats/analytics-lane.js';
import type { AnalyticsScene } from '../stats/analytics-player.js';
import { PAGE, readField } from '../stats/fields.js';
import { userOf } from '../stats/ks.js';
import { analyticsUrl, statsUrl } from '../stats/service-url.js';
import { statsLane } from '../stats/stats-lane.js';
import { statsPlace, type StatsPlace } from '../stats/stats-scene.js';
import { whoIs } from '../xapi/actor.js';
import type { Booking } from '../xapi/booking.js';
import type { Premises } from './premises.js';

/** Where a viewing is told to Kaltura's own services, and what all events of it say; absent where they are not told. */
export interface Roads {
  readonly stats?: {
    readonly lane: Lane;
    /** Absent while there is no media that can be told of. */
    readonly place: StatsPlace | undefined;
  };
  readonly analytics?: {
    readonly lane: Lane;
    readonly place: Omit<AnalyticsScene, 'sessionId'>;
    /** The player's own events, too. */
    readonly player: boolean;
  };
}

export interface Journey {
  readonly settings: Settings;
  readonly premises: Premises;
  readonly entry: Entry | undefined;
  readonly booking: Booking | undefined;
  /** The browser's own name for its viewer. */
  readonly browserId: () => string | undefined;
  /** The newest KS; `refused`: one that was not taken. */
  readonly ks: (refused?: string) => unknown;
  /** The last one that was seen: a callback may have given it. */
  readonly seen: string | undefined;
  /** What holds when it is asked: another viewer may watch then. */
  readonly now: () => Pick<Journey, 'settings' | 'premises'>;
  readonly onViews: (wanted: boolean) => void;
}

const warning = (path: string, code: ProblemCode, message: string): Problem => ({
  level: 'warning',
  code,
  path,
  message
});

type Who = Pick<Journey, 'settings' | 'premises'>;

/** The KS as far as it is known without asking: of the settings, else the player's. */
const ksOf = ({ settings: { ks }, premises }: Who): string | undefined => (typeof ks === 'string' && ks) || premises.ks;

/** Whom the KS names, where it can be read. */
export function ksUserOf(who: Who, ks = ksOf(who)): string | undefined {
  const { settings, premises } = who;
  const { stats, analytics } = settings;
  const partnerId = Number(stats?.partnerId ?? analytics?.partnerId ?? premises.partnerId) || undefined;
  return userOf(ks, partnerId);
}

/** The KS names the viewer more surely than the page does. */
const viewerOf = (who: Who, ks?: string): string | undefined => ksUserOf(who, ks) ?? who.settings.wording.viewer.id;

/** Whose KS it is: another person's must never go with these events. */
function ownerOf(who: Who, url: string): string {
  const ks = ksOf(who);
  return whoIs(who.settings.wording) || viewerOf(who) || (ks && !who.premises.anonymous ? digest(url, ks) : '');
}

/** Whose lane it is, and whether it still is theirs. */
function ownership(journey: Journey, url: string): { readonly owner: string; readonly isCurrent: () => boolean } {
  const owner = ownerOf(journey, url);
  return { owner, isCurrent: () => ownerOf(journey.now(), url) === owner };
}

/** A KS of version 2 (`v2|` in base64) may name a user whom only Kaltura can read. */
const isSealed = (ks: string | undefined): boolean => /^djJ8/.test(ks ?? '');

/** Whether a KS names the viewer, or may do so. */
const isNamed = ({ settings: { ks }, premises }: Who): boolean =>
  typeof ks === 'function' || isSealed(ks ?? (premises.anonymous ? undefined : premises.ks));

/** What all stats events of the media say; nothing, with what is wrong, where they cannot be sent. */
function placeOf(
  journey: Journey,
  stats: Stats,
  entry: Entry,
  report: (problem: Problem) => void
): StatsPlace | undefined {
  const { settings, premises, booking, browserId, seen } = journey;
  const userId = viewerOf(journey, seen);
  // Mandatory for the reports by user: the user's guide of End-User Level Reports.
  if (!userId && !isNamed(journey))
    report(
      warning(
        'userId',
        'missing',
        "userId: missing, and no Kaltura session names a user. Kaltura's reports will not say who watched: set user.id, or ks."
      )
    );
  const [place, problems] = statsPlace({
    partnerId: stats.partnerId ?? premises.partnerId,
    entryId: entry.id,
    uiconfId: stats.uiConfId ?? premises.uiConfId,
    referrer: settings.referrer ?? premises.referrer,
    widgetId: stats.widgetId,
    clientVer: stats.clientVer ?? premises.clientVer,
    userId,
    applicationId: settings.wording.applicationName,
    contextId: booking?.playbackContext,
    uniqueViewer: stats.uniqueViewer ? browserId() : undefined,
    featureType: stats.featureType
  });
  problems.forEach(report);
  return place;
}

function statsRoad(journey: Journey, report: (problem: Problem) => void): Roads['stats'] {
  const { settings, premises, entry, booking, ks } = journey;
  const { stats } = settings;
  if (!stats) return undefined;
  const partnerId = stats.partnerId ?? premises.partnerId;
  const nobody = partnerId == null || partnerId === '';
  if (stats.enabled === 'auto' && (nobody || premises.rivals.length)) {
    // Said where nothing else is on: whoever configured the plugin expects something of it.
    const idle = entry && !settings.lrs && !settings.analytics?.playerEvents;
    const why = nobody
      ? 'stats.partnerId: missing, and the player has none'
      : `stats.enabled: ${premises.rivals.join(' and ')} counts already`;
    const path = nobody ? 'stats.partnerId' : 'stats.enabled';
    const notice =
      entry &&
      premises.untold?.({
        applicationName: settings.wording.applicationName,
        playbackContext: booking?.playbackContext,
        userId: isNamed(journey) ? undefined : viewerOf(journey)
      });
    if (notice && !nobody) report(notice);
    else if (idle) report(warning(path, nobody ? 'missing' : 'counted-twice', `${why}. No stats events are sent.`));
    return undefined;
  }
  const { transport, ksInUrl } = stats;
  const url = statsUrl(transport, stats.serviceUrl, premises.addresses);
  const lane = statsLane({ transport, url, ks, ksInUrl, ...ownership(journey, url) });
  const place = entry && placeOf(journey, stats, entry, report);
  return { place, lane };
}

function playbackType({ premises, entry }: Journey): 'vod' | 'live' | 'dvr' | undefined {
  if (!entry) return undefined;
  return entry.kind === 'vod' ? 'vod' : premises.dvr ? 'dvr' : 'live';
}

function analyticsRoad(journey: Journey, report: (problem: Problem) => void): Roads['analytics'] {
  const { settings, premises, entry, booking, ks, onViews } = journey;
  const { analytics, wording } = settings;
  if (!analytics) return undefined;
  const partnerId = Number(analytics.partnerId ?? premises.partnerId);
  // Said where it is needed: a page that tells no events needs no partner.
  if (!(partnerId > 0)) {
    if (analytics.playerEvents)
      report(warning('analytics.partnerId', 'missing', 'analytics.partnerId: missing. No player events are sent.'));
    return undefined;
  }
  const rival = premises.rivals.includes('kava') && analytics.playerEvents === true;
  if (rival) {
    const path = 'analytics.playerEvents';
    const why = `${path}: the plugin kava sends them already, and Kaltura would count twice. They are not sent; 'force' sends them.`;
    report(warning(path, 'counted-twice', why));
  }
  const url = analyticsUrl(analytics.serviceUrl, premises.addresses);
  return {
    lane: analyticsLane({ url, ks, onViews, ...ownership(journey, url) }),
    player: !!analytics.playerEvents && !rival,
    place: {
      partnerId,
      entryId: entry?.id ?? '',
      referrer: String(readField(PAGE, settings.referrer ?? premises.referrer) ?? ''),
      clientVer: premises.clientVer,
      clientTag: `html5:v${premises.clientVer}`,
      uiConfId: Number(premises.uiConfId) || undefined,
      userId: viewerOf(journey, journey.seen),
      application: wording.applicationName,
      playbackContext: booking?.playbackContext,
      playbackType: playbackType(journey),
      deliveryType: premises.deliveryType,
      ...analytics.fields
    }
  };
}

/** Where this viewing is told. Each service is on its own: what one lacks stops none of the others. */
export function roadsOf(journey: Journey, report: (problem: Problem) => void): Roads {
  const stats = statsRoad(journey, report);
  const analytics = analyticsRoad(journey, report);
  return { ...(stats && { stats }), ...(analytics && { analytics }) };
}
