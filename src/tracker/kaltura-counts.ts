import type { Parcel } from '../delivery/ports.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { TrackEvent } from '../stats/analytics-event.js';
import { openAnalytics, tellAnalytics, type AnalyticsScene, type AnalyticsSession } from '../stats/analytics-player.js';
import type { StatsEvent } from '../stats/stats-event.js';
import type { StatsScene } from '../stats/stats-scene.js';
import { NO_STATS, openStats, statsKind, tellStats, type Moment, type StatsSession } from '../stats/stats-session.js';
import { statsBody } from '../stats/stats-wire.js';
import type { ViewingState } from '../viewing/state.js';
import { KalturaLanes } from './kaltura-lanes.js';
import { mediaRoads } from './media-roads.js';
import type { Sitting } from './sitting.js';
import { Views } from './views.js';

/** What Kaltura's own services, the statistics and the analytics, are told of what an adapter's viewings are. */
export class KalturaCounts extends KalturaLanes {
  private readonly views = new Views();
  protected override readonly media = mediaRoads((wanted) => (this.views.wanted = wanted));
  private stats = NO_STATS;
  private analytics: AnalyticsSession | undefined;

  public get countsStats(): boolean {
    return this.roads.stats?.place !== undefined;
  }

  /** A viewing begins. */
  public begin({ entry, booking, sessionId }: Sitting, moment: Moment): readonly Parcel[] {
    this.settle(entry, booking);
    this.analytics = undefined;
    this.views.restart();
    return [
      ...this.tellStats(moment, sessionId, (scene) => openStats(this.stats, moment, scene)),
      ...this.tellAnalytics(moment, sessionId, (scene) => openAnalytics(moment, scene))
    ];
  }

  public tell(event: ViewingEvent, { sessionId }: Sitting): readonly Parcel[] {
    const { analytics } = this;
    if (event.type === 'started') this.views.restart(event.evidence.spent);
    this.renew();
    return [
      ...this.tellStats(event, sessionId, (scene) => tellStats(this.stats, event, scene)),
      ...(analytics ? this.tellAnalytics(event, sessionId, (scene) => tellAnalytics(analytics, event, scene)) : [])
    ];
  }

  /** What is to be said of ten more seconds of playing, as far as anybody wants to know. */
  public nextView(state: ViewingState, surroundings: Surroundings): Happening | undefined {
    return this.analytics && this.views.next(state, surroundings);
  }

  private tellStats(
    { at }: Moment,
    sessionId: string,
    say: (scene: StatsScene) => readonly [StatsSession, readonly StatsEvent[]]
  ): readonly Parcel[] {
    const { place, lane } = this.roads.stats ?? {};
    if (!place || !lane) return [];
    const [session, events] = say({ ...place, sessionId });
    this.stats = session;
    const transport = this.settings()?.stats?.transport ?? 'post';
    return events.map((event) => this.parcel(lane, at, statsKind(event.eventType), statsBody(event, transport)));
  }

  private tellAnalytics(
    { at }: Moment,
    sessionId: string,
    say: (scene: AnalyticsScene) => readonly [AnalyticsSession, readonly TrackEvent[]]
  ): readonly Parcel[] {
    const { analytics } = this.roads;
    if (!analytics?.player) return [];
    const [session, events] = say({ ...analytics.place, sessionId });
    this.analytics = session;
    return events.map((event) => this.trackParcel(event, at, analytics.lane));
  }
}
