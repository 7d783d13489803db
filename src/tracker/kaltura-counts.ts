import type { Lane } from '../delivery/lane.js';
import type { Parcel } from '../delivery/ports.js';
import type { Destination } from '../delivery/verdict.js';
import type { Entry } from '../events/entry.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Problem, Settings } from '../settings/settings.js';
import { trackBody, trackKind, type TrackEvent } from '../stats/analytics-event.js';
import { applicationEvent } from '../stats/analytics-page.js';
import { openAnalytics, tellAnalytics, type AnalyticsSession } from '../stats/analytics-player.js';
import { NO_STATS, openStats, statsKind, tellStats, type Moment } from '../stats/stats-session.js';
import { statsBody, type StatsTransport } from '../stats/stats-wire.js';
import type { StatsEvent } from '../stats/stats-event.js';
import type { ViewingState } from '../viewing/state.js';
import { whoIs } from '../xapi/actor.js';
import type { Booking } from '../xapi/booking.js';
import { ksUserOf, roadsOf, type Roads } from './kaltura-roads.js';
import { pageContext } from './page-context.js';
import type { TrackerPorts } from './ports.js';
import type { Premises } from './premises.js';
import type { Sitting } from './sitting.js';
import { Views } from './views.js';

/** Why it could not, where nobody knows of Kaltura. */
export const NO_ACCOUNT = 'there is no account';

/** What is needed of a tracker's ports. */
interface Means {
  readonly outbox: Pick<TrackerPorts['outbox'], 'open' | 'put' | 'adopt'>;
  readonly visit: (who?: string) => string;
  readonly uuid: () => string;
  readonly anonymousId: (kind: 'browser') => string | undefined;
}

/** What Kaltura's own services, the statistics and the analytics, are told of what an adapter's viewings are. */
export class KalturaCounts {
  private roads: Roads = {};
  private transport: StatsTransport = 'post';
  private stats = NO_STATS;
  private analytics: AnalyticsSession | undefined;
  private readonly views = new Views();
  /** What the lanes are called. */
  private readonly keys = new Map<Destination, string>();
  /** What the lanes were opened with. */
  private ks: string | undefined;
  /** The last KS that a callback gave, and for whom it was asked. */
  private given: string | undefined;
  private givenTo = '';

  public constructor(
    private readonly means: Means,
    private readonly premises: () => Premises,
    private readonly settings: () => Settings | undefined,
    private readonly report: (problem: Problem) => void
  ) {}

  /** The lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return this.lanes().flatMap(({ id }) => this.keys.get(id.destination) ?? []);
  }

  public get countsStats(): boolean {
    return this.roads.stats?.place !== undefined;
  }

  /** Settings, the account or the entry changed. */
  public settle(entry?: Entry, booking?: Booking): void {
    const { means, premises } = this;
    const settings = this.settings();
    if (!settings?.enabled) {
      this.roads = {};
      return;
    }
    const now = (): Settings => this.settings() ?? settings;
    const here = premises();
    const who = whoIs(settings.wording);
    if (who !== this.givenTo) this.given = undefined;
    this.givenTo = who;
    this.transport = settings.stats?.transport ?? 'post';
    this.roads = roadsOf(
      {
        settings,
        premises: here,
        entry,
        booking,
        browserId: () => means.anonymousId('browser'),
        seen: this.given,
        ks: async (refused?: string) => {
          const { ks } = now();
          if (typeof ks !== 'function') return ks || premises().ks;
          const given: unknown = await ks(refused);
          // Another viewer may be here by now, whose events must not name this one.
          if (who === this.givenTo) this.learn(given);
          return given || premises().ks;
        },
        now: () => ({ settings: now(), premises: premises() }),
        onViews: (wanted) => (this.views.wanted = wanted)
      },
      this.report
    );
    const { stats } = this.roads;
    this.ks = here.ks;
    this.lanes().forEach((lane) => this.open(lane));
    // Statistics are taken without a session, too: the event itself names its user.
    if (stats) means.outbox.adopt({ ...stats.lane, credential: () => Promise.resolve('') });
  }

  /** Whom the KS names, where it can be read. */
  public userOf(settings: Settings): string | undefined {
    return ksUserOf({ settings, premises: this.premises() });
  }

  /** A viewing begins. */
  public begin({ entry, booking, sessionId }: Sitting, moment: Moment): readonly Parcel[] {
    this.settle(entry, booking);
    const { stats, analytics } = this.roads;
    const parcels: Parcel[] = [];
    if (stats?.place) {
      const [session, events] = openStats(this.stats, moment, { ...stats.place, sessionId });
      this.stats = session;
      parcels.push(...events.map((event) => this.statsParcel(event, moment.at, stats.lane)));
    }
    this.analytics = undefined;
    this.views.restart();
    if (analytics?.player) {
      const [session, events] = openAnalytics(moment, { ...analytics.place, sessionId });
      this.analytics = session;
      parcels.push(...events.map((event) => this.trackParcel(event, moment.at, analytics.lane)));
    }
    return parcels;
  }

  public tell(event: ViewingEvent, { sessionId }: Sitting): readonly Parcel[] {
    const { stats, analytics } = this.roads;
    const parcels: Parcel[] = [];
    if (event.type === 'started') this.views.restart(event.evidence.spent);
    this.renew();
    if (stats?.place) {
      const [session, events] = tellStats(this.stats, event, { ...stats.place, sessionId });
      this.stats = session;
      parcels.push(...events.map((each) => this.statsParcel(each, event.at, stats.lane)));
    }
    if (analytics?.player && this.analytics) {
      const [session, events] = tellAnalytics(this.analytics, event, { ...analytics.place, sessionId });
      this.analytics = session;
      parcels.push(...events.map((each) => this.trackParcel(each, event.at, analytics.lane)));
    }
    return parcels;
  }

  /** What is to be said of ten more seconds of playing, as far as anybody wants to know. */
  public nextView(state: ViewingState, surroundings: Surroundings): Happening | undefined {
    return this.analytics && this.views.next(state, surroundings);
  }

  /** A page or a button, as the application says it; gives in a few words why it could not be told. */
  public track(of: 'page' | 'button', fields: unknown, at: number): string | undefined {
    const { analytics } = this.roads;
    const settings = this.settings();
    if (!analytics || !settings) {
      const { enabled, analytics: wanted } = settings ?? {};
      return `analytics is off${enabled && wanted ? ': it needs a partner id' : ''}`;
    }
    const { entryId, playbackType, deliveryType, clientTag, ...place } = analytics.place;
    const [playbackContext, problems] = pageContext(settings, fields, analytics.place);
    problems.forEach(this.report);
    const tracked = applicationEvent(of, fields, {
      ...place,
      playbackContext,
      sessionId: this.visit(),
      ...(entryId && { entryId })
    });
    if (tracked.type === 'refused') return tracked.reason;
    void this.means.outbox.put([this.trackParcel(tracked.event, at, analytics.lane)], true);
    return undefined;
  }

  /** The service asks for a session. Where the site wants no visits, each event is one of its own. */
  private visit(): string {
    const { wording } = this.settings() ?? {};
    return wording?.visit === false ? this.means.uuid() : this.means.visit(wording && whoIs(wording));
  }

  /** Events that come later name the user whom a callback's KS names. */
  private learn(ks: unknown): void {
    const { stats, analytics } = this.roads;
    const settings = this.settings();
    if (typeof ks !== 'string' || ks === this.given || !settings) return;
    this.given = ks;
    const userId = ksUserOf({ settings, premises: this.premises() }, ks);
    if (!userId) return;
    this.roads = {
      ...(stats && { stats: { ...stats, place: stats.place && { ...stats.place, userId } } }),
      ...(analytics && { analytics: { ...analytics, place: { ...analytics.place, userId } } })
    };
  }

  private lanes(): readonly Lane[] {
    const { stats, analytics } = this.roads;
    return [...(stats ? [stats.lane] : []), ...(analytics ? [analytics.lane] : [])];
  }

  /** A player that got another KS meanwhile sends with that one. */
  private renew(): void {
    const { ks } = this.premises();
    if (ks === this.ks) return;
    this.ks = ks;
    for (const lane of this.lanes()) this.open({ ...lane });
  }

  private open(lane: Lane): void {
    this.keys.set(lane.id.destination, this.means.outbox.open(lane));
  }

  private keyOf({ id }: Lane): string {
    return this.keys.get(id.destination) ?? '';
  }

  private statsParcel(event: StatsEvent, at: number, lane: Lane): Parcel {
    const body = statsBody(event, this.transport);
    return { id: this.means.uuid(), lane: this.keyOf(lane), kind: statsKind(event.eventType), body, at };
  }

  private trackParcel(event: TrackEvent, at: number, lane: Lane): Parcel {
    const body = trackBody(event);
    return { id: this.means.uuid(), lane: this.keyOf(lane), kind: trackKind(event.eventType), body, at };
  }
}
