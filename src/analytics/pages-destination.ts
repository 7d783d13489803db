import type { Lane } from '../delivery/lane.js';
import type { Destination, DestinationPorts, Encoded, OfPage, Situation } from '../destination/destination.js';
import { PAGE, readField } from '../kaltura/fields.js';
import { analyticsUrl } from '../kaltura/service-url.js';
import { ownership, viewerOf } from '../kaltura/viewer.js';
import { about } from '../settings/problems.js';
import { whoIs } from '../settings/who-is.js';
import { analyticsLane } from './lane.js';
import { pageContext } from './page-context.js';
import { applicationEvent } from './page.js';
import type { AnalyticsContext } from './player.js';
import { trackBody, trackKind, type TrackEvent } from './track-event.js';

/** What all events share. */
export type AnalyticsPlace = Omit<AnalyticsContext, 'sessionId'>;

/** Kaltura's analytics, told of pages and buttons. */
export interface AnalyticsOfPages extends Destination {
  /** What all events of the player say; nothing where they are not sent. */
  player(): AnalyticsPlace | undefined;
  encodedOf(event: TrackEvent, at: number, lane: string): Encoded;
}

function playbackType({ account, entry }: Situation): 'vod' | 'live' | 'dvr' | undefined {
  if (!entry) return undefined;
  return entry.kind === 'vod' ? 'vod' : account.dvr ? 'dvr' : 'live';
}

/** @param onViews told whether the service wants VIEW events */
export function createAnalyticsOfPages(
  { uuid, visit, session, report }: DestinationPorts,
  onViews?: (wanted: boolean) => void
): AnalyticsOfPages {
  let current: Situation | undefined;
  let lane: Lane | undefined;
  let place: AnalyticsPlace | undefined;
  let tellsPlayer = false;

  const shared = (): AnalyticsPlace | undefined => place && { ...place, ...session.learned };

  const encodedOf = (event: TrackEvent, at: number, lane: string): Encoded => ({
    parcel: {
      id: uuid(),
      lane,
      kind: trackKind(event.eventType),
      body: trackBody(event),
      at
    }
  });

  function settle(situation: Situation): void {
    const { settings, account, entry, entryContext } = situation;
    const { analytics, wording } = settings;
    if (!analytics) return;
    const partnerId = Number(analytics.partnerId ?? account.partnerId);
    // Said where it is needed: a page that tells no events needs no partner.
    if (!(partnerId > 0)) {
      if (analytics.playerEvents)
        report(about('analytics.partnerId', 'missing', 'missing. No player events are sent.'));
      return;
    }
    const rival = account.rivals.includes('kava') && analytics.playerEvents === true;
    if (rival) {
      const why =
        "the plugin kava sends them already, and Kaltura would count twice. They are not sent; 'force' sends them.";
      report(about('analytics.playerEvents', 'counted-twice', why));
    }
    const url = analyticsUrl(analytics.serviceUrl, account.addresses);
    lane = analyticsLane({
      url,
      ks: session.source(situation),
      onViews,
      ...ownership(situation, session.now, url)
    });
    tellsPlayer = !!analytics.playerEvents && !rival;
    place = {
      partnerId,
      entryId: entry?.id ?? '',
      referrer: String(readField(PAGE, settings.referrer ?? account.referrer) ?? ''),
      clientVer: account.clientVer,
      clientTag: `html5:v${account.clientVer}`,
      uiConfId: Number(account.uiConfId) || undefined,
      userId: viewerOf(situation, session.seen),
      application: wording.applicationName,
      playbackContext: entryContext?.playbackContext,
      playbackType: playbackType(situation),
      deliveryType: account.deliveryType,
      ...analytics.fields
    };
  }

  /** A page or a button, as the application says it. */
  function encodePage({ of, fields, at }: OfPage, lane: string): ReturnType<Destination['encode']> {
    const all = shared();
    if (!all || !current) {
      const wanted = current?.settings.analytics;
      return [{ refused: `analytics is off${wanted ? ': it needs a partner id' : ''}` }];
    }
    const { settings } = current;
    const { entryId, playbackType, deliveryType, clientTag, ...rest } = all;
    const [playbackContext, problems] = pageContext(settings, fields, all);
    problems.forEach(report);
    const tracked = applicationEvent(of, fields, {
      ...rest,
      playbackContext,
      // The service asks for a session. Where the site wants no visits, each event is one of its own.
      sessionId: settings.wording.visit ? visit(whoIs(settings.wording)) : uuid(),
      ...(entryId && { entryId })
    });
    return [tracked.type === 'refused' ? { refused: tracked.reason } : encodedOf(tracked.event, at, lane)];
  }

  return {
    usesKs: true,
    configure(situation) {
      current = situation;
      lane = place = undefined;
      tellsPlayer = false;
      if (situation) settle(situation);
    },
    laneOf: () => lane,
    encode: (told, lane) => ('fields' in told ? encodePage(told, lane) : []),
    player: () => (tellsPlayer ? shared() : undefined),
    encodedOf
  };
}
