import type { Lane } from '../delivery/lane.js';
import type { Parcel, ParcelKind } from '../delivery/ports.js';
import type { Destination } from '../delivery/verdict.js';
import type { Entry } from '../events/entry.js';
import type { Problem, Settings } from '../settings/settings.js';
import { trackBody, trackKind, type TrackEvent } from '../stats/analytics-event.js';
import { applicationEvent } from '../stats/analytics-page.js';
import { whoIs } from '../xapi/actor.js';
import type { EntryContext } from '../xapi/entry-context.js';
import {
  ksUserOf,
  kalturaDestinationsOf,
  type MediaDestinations,
  type KalturaDestinations
} from './kaltura-destinations.js';
import { pageContext } from './page-context.js';
import type { TrackerPorts } from './ports.js';
import type { KalturaAccount } from './kaltura-account.js';

/** Why it could not, where nobody knows of Kaltura. */
export const NO_ACCOUNT = 'there is no account';

/** What is needed of a tracker's ports. */
interface Means {
  readonly outbox: Pick<TrackerPorts['outbox'], 'open' | 'put' | 'adopt'>;
  readonly visit: (who?: string) => string;
  readonly uuid: () => string;
  readonly anonymousId: (kind: 'browser') => string | undefined;
}

/** The lanes to Kaltura's own services, and what pages and buttons tell the analytics. A portal has no more than that. */
export class KalturaLanes {
  protected destinations: KalturaDestinations = {};
  /** What is to be known of media; a portal plays none. */
  protected readonly media?: MediaDestinations;
  /** What the lanes are called. */
  private readonly keys = new Map<Destination, string>();
  /** What the lanes were opened with. */
  private ks: string | undefined;
  /** The last KS that a callback gave, and for whom it was asked. */
  private given: string | undefined;
  private givenTo = '';

  public constructor(
    private readonly means: Means,
    private readonly kalturaAccount: () => KalturaAccount,
    protected readonly settings: () => Settings | undefined,
    private readonly report: (problem: Problem) => void
  ) {}

  /** The lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return this.lanes().flatMap(({ id }) => this.keys.get(id.destination) ?? []);
  }

  /** Settings, the account or the entry changed. */
  public settle(entry?: Entry, entryContext?: EntryContext): void {
    const { means, kalturaAccount } = this;
    const settings = this.settings();
    if (!settings?.enabled) {
      this.destinations = {};
      return;
    }
    const now = (): Settings => this.settings() ?? settings;
    const here = kalturaAccount();
    const who = whoIs(settings.wording);
    if (who !== this.givenTo) this.given = undefined;
    this.givenTo = who;
    this.destinations = kalturaDestinationsOf(
      {
        settings,
        kalturaAccount: here,
        entry,
        entryContext,
        browserId: () => means.anonymousId('browser'),
        seen: this.given,
        ks: async (refused?: string) => {
          const { ks } = now();
          if (typeof ks !== 'function') return ks || kalturaAccount().ks;
          const given: unknown = await ks(refused);
          // Another viewer may be here by now, whose events must not name this one.
          if (who === this.givenTo) this.learn(given);
          return given || kalturaAccount().ks;
        },
        now: () => ({ settings: now(), kalturaAccount: kalturaAccount() }),
        media: this.media
      },
      this.report
    );
    const { stats } = this.destinations;
    this.ks = here.ks;
    this.lanes().forEach((lane) => this.open(lane));
    // Statistics are taken without a session, too: the event itself names its user.
    if (stats) means.outbox.adopt({ ...stats.lane, credential: () => Promise.resolve('') });
  }

  /** Whom the KS names, where it can be read. */
  public userOf(settings: Settings): string | undefined {
    return ksUserOf({ settings, kalturaAccount: this.kalturaAccount() });
  }

  /** A page or a button, as the application says it; gives in a few words why it could not be told. */
  public track(of: 'page' | 'button', fields: unknown, at: number): string | undefined {
    const { analytics } = this.destinations;
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

  /** A player that got another KS meanwhile sends with that one. */
  protected renew(): void {
    const { ks } = this.kalturaAccount();
    if (ks === this.ks) return;
    this.ks = ks;
    for (const lane of this.lanes()) this.open({ ...lane });
  }

  protected parcel({ id }: Lane, at: number, kind: ParcelKind, body: string): Parcel {
    return { id: this.means.uuid(), lane: this.keys.get(id.destination) ?? '', kind, body, at };
  }

  protected trackParcel(event: TrackEvent, at: number, lane: Lane): Parcel {
    return this.parcel(lane, at, trackKind(event.eventType), trackBody(event));
  }

  /** The service asks for a session. Where the site wants no visits, each event is one of its own. */
  private visit(): string {
    const { wording } = this.settings() ?? {};
    return wording?.visit === false ? this.means.uuid() : this.means.visit(wording && whoIs(wording));
  }

  /** Events that come later name the user whom a callback's KS names. */
  private learn(ks: unknown): void {
    const { stats, analytics } = this.destinations;
    const settings = this.settings();
    if (typeof ks !== 'string' || ks === this.given || !settings) return;
    this.given = ks;
    const userId = ksUserOf({ settings, kalturaAccount: this.kalturaAccount() }, ks);
    if (!userId) return;
    this.destinations = {
      stats: stats && { ...stats, place: stats.place && { ...stats.place, userId } },
      analytics: analytics && { ...analytics, place: { ...analytics.place, userId } }
    };
  }

  private lanes(): readonly Lane[] {
    const { stats, analytics } = this.destinations;
    return [stats, analytics].flatMap((destination) => destination?.lane ?? []);
  }

  private open(lane: Lane): void {
    this.keys.set(lane.id.destination, this.means.outbox.open(lane));
  }
}
