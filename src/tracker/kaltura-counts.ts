import type { Parcel } from '../delivery/ports.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { TrackEvent } from '../stats/analytics-event.js';
import {
  openAnalytics,
  tellAnalytics,
  type AnalyticsContext,
  type AnalyticsSession
} from '../stats/analytics-player.js';
import type { StatsEvent } from '../stats/stats-event.js';
import type { StatsContext } from '../stats/stats-context.js';
import { NO_STATS, openStats, statsKind, tellStats, type Moment, type StatsSession } from '../stats/stats-session.js';
import { statsBody } from '../stats/stats-wire.js';
import type { ViewingState } from '../viewing/state.js';
import { KalturaLanes } from './kaltura-lanes.js';
import { mediaDestinations } from './media-destinations.js';
import type { ViewingContext } from './viewing-context.js';
import { Views } from './views.js';

/** What Kaltura's own services, the statistics and the analytics, are told of what an adapter's viewings are. */
export class KalturaCounts extends KalturaLanes {
  private readonly views = new Views();
  protected override readonly media = mediaDestinations((wanted) => (this.views.wanted = wanted));
  private stats = NO_STATS;
  private analytics: AnalyticsSession | undefined;

  public get countsStats(): boolean {
    return this.destinations.stats?.place !== undefined;
  }

  /** A viewing begins. */
  public begin({ entry, entryContext, sessionId }: ViewingContext, moment: Moment): readonly Parcel[] {
    this.settle(entry, entryContext);
    this.analytics = undefined;
    this.views.restart();
    return [
      ...this.tellStats(moment, sessionId, (encodeContext) => openStats(this.stats, moment, encodeContext)),
      ...this.tellAnalytics(moment, sessionId, (encodeContext) => openAnalytics(moment, encodeContext))
    ];
  }

  public tell(event: ViewingEvent, { sessionId }: ViewingContext): readonly Parcel[] {
    const { analytics } = this;
    if (event.type === 'started') this.views.restart(event.evidence.spent);
    this.renew();
    return [
      ...this.tellStats(event, sessionId, (encodeContext) => tellStats(this.stats, event, encodeContext)),
      ...(analytics
        ? this.tellAnalytics(event, sessionId, (encodeContext) => tellAnalytics(analytics, event, encodeContext))
        : [])
    ];
  }

  /** What is to be said of ten more seconds of playing, as far as anybody wants to know. */
  public nextView(state: ViewingState, surroundings: Surroundings): Happening | undefined {
    return this.analytics && this.views.next(state, surroundings);
  }

  private tellStats(
    { at }: Moment,
    sessionId: string,
    say: (encodeContext: StatsContext) => readonly [StatsSession, readonly StatsEvent[]]
  ): readonly Parcel[] {
    const { place, lane } = this.destinations.stats ?? {};
    if (!place || !lane) return [];
    const [session, events] = say({ ...place, sessionId });
    this.stats = session;
    const transport = this.settings()?.stats?.transport ?? 'post';
    return events.map((event) => this.parcel(lane, at, statsKind(event.eventType), statsBody(event, transport)));
  }

  private tellAnalytics(
    { at }: Moment,
    sessionId: string,
    say: (encodeContext: AnalyticsContext) => readonly [AnalyticsSession, readonly TrackEvent[]]
  ): readonly Parcel[] {
    const { analytics } = this.destinations;
    if (!analytics?.player) return [];
    const [session, events] = say({ ...analytics.place, sessionId });
    this.analytics = session;
    return events.map((event) => this.trackParcel(event, at, analytics.lane));
  }
}
