import { digest } from '../delivery/digest.js';
import type { Lane } from '../delivery/lane.js';
import type { Entry } from '../events/entry.js';
import { about } from '../settings/problems.js';
import type { Problem, Settings, Stats } from '../settings/settings.js';
import { analyticsLane } from '../stats/analytics-lane.js';
import type { AnalyticsContext } from '../stats/analytics-player.js';
import { PAGE, readField } from '../stats/fields.js';
import { userOf } from '../stats/ks.js';
import { analyticsUrl, statsUrl } from '../stats/service-url.js';
import { statsLane } from '../stats/stats-lane.js';
import type { StatsPlace } from '../stats/stats-context.js';
import { whoIs } from '../xapi/actor.js';
import type { EntryContext } from '../xapi/entry-context.js';
import type { KalturaAccount } from './kaltura-account.js';

/** Where a viewing is told to Kaltura's own services, and what all events of it say; absent where they are not told. */
export interface KalturaDestinations {
  readonly stats?:
    | {
        readonly lane: Lane;
        /** Absent while there is no media that can be told of. */
        readonly place: StatsPlace | undefined;
      }
    | undefined;
  readonly analytics?:
    | {
        readonly lane: Lane;
        readonly place: Omit<AnalyticsContext, 'sessionId'>;
        /** The player's own events, too. */
        readonly player: boolean;
      }
    | undefined;
}

/** What is to be known only where media plays. */
export interface MediaDestinations {
  /** What all stats events of the media say; nothing, with what is wrong, where they cannot be sent. */
  placeOf(
    input: DestinationInput,
    stats: Stats,
    entry: Entry,
    report: (problem: Problem) => void
  ): StatsPlace | undefined;
  /** Says why no stats events are sent of the media. `nobody`: there is no partner id; else somebody else sends them. */
  notCounted(input: DestinationInput, nobody: boolean, report: (problem: Problem) => void): void;
  readonly onViews: (wanted: boolean) => void;
}

export interface DestinationInput {
  readonly settings: Settings;
  readonly kalturaAccount: KalturaAccount;
  readonly entry: Entry | undefined;
  readonly entryContext: EntryContext | undefined;
  /** The browser's own name for its viewer. */
  readonly browserId: () => string | undefined;
  /** The newest KS; `refused`: one that was not taken. */
  readonly ks: (refused?: string) => unknown;
  /** The last one that was seen: a callback may have given it. */
  readonly seen: string | undefined;
  /** What holds when it is asked: another viewer may watch then. */
  readonly now: () => Pick<DestinationInput, 'settings' | 'kalturaAccount'>;
  readonly media: MediaDestinations | undefined;
}

type Who = Pick<DestinationInput, 'settings' | 'kalturaAccount'>;

/** The KS as far as it is known without asking: of the settings, else the player's. */
const ksOf = ({ settings: { ks }, kalturaAccount }: Who): string | undefined =>
  (typeof ks === 'string' && ks) || kalturaAccount.ks;

/** Whom the KS names, where it can be read. */
export function ksUserOf(who: Who, ks = ksOf(who)): string | undefined {
  const { settings, kalturaAccount } = who;
  const { stats, analytics } = settings;
  const partnerId = Number(stats?.partnerId ?? analytics?.partnerId ?? kalturaAccount.partnerId) || undefined;
  return userOf(ks, partnerId);
}

/** The KS names the viewer more surely than the page does. */
export const viewerOf = (who: Who, ks?: string): string | undefined =>
  ksUserOf(who, ks) ?? who.settings.wording.viewer.id;

/** Whose KS it is: another person's must never go with these events. */
function ownerOf(who: Who, url: string): string {
  const ks = ksOf(who);
  return whoIs(who.settings.wording) || viewerOf(who) || (ks && !who.kalturaAccount.anonymous ? digest(url, ks) : '');
}

/** Whose lane it is, and whether it still is theirs. */
function ownership(
  input: DestinationInput,
  url: string
): { readonly owner: string; readonly isCurrent: () => boolean } {
  const owner = ownerOf(input, url);
  return { owner, isCurrent: () => ownerOf(input.now(), url) === owner };
}

/** A KS of version 2 (`v2|` in base64) may name a user whom only Kaltura can read. */
const isSealed = (ks: string | undefined): boolean => /^djJ8/.test(ks ?? '');

/** Whether a KS names the viewer, or may do so. */
export const isNamed = ({ settings: { ks }, kalturaAccount }: Who): boolean =>
  typeof ks === 'function' || isSealed(ks ?? (kalturaAccount.anonymous ? undefined : kalturaAccount.ks));

function statsDestination(input: DestinationInput, report: (problem: Problem) => void): KalturaDestinations['stats'] {
  const { settings, kalturaAccount, entry, ks, media } = input;
  const { stats } = settings;
  if (!stats) return undefined;
  const partnerId = stats.partnerId ?? kalturaAccount.partnerId;
  const nobody = partnerId == null || partnerId === '';
  if (stats.enabled === 'auto' && (nobody || kalturaAccount.rivals.length)) {
    if (entry) media?.notCounted(input, nobody, report);
    return undefined;
  }
  const { transport, ksInUrl } = stats;
  const url = statsUrl(transport, stats.serviceUrl, kalturaAccount.addresses);
  const lane = statsLane({ transport, url, ks, ksInUrl, ...ownership(input, url) });
  const place = entry && media?.placeOf(input, stats, entry, report);
  return { place, lane };
}

function playbackType({ kalturaAccount, entry }: DestinationInput): 'vod' | 'live' | 'dvr' | undefined {
  if (!entry) return undefined;
  return entry.kind === 'vod' ? 'vod' : kalturaAccount.dvr ? 'dvr' : 'live';
}

function analyticsDestination(
  input: DestinationInput,
  report: (problem: Problem) => void
): KalturaDestinations['analytics'] {
  const { settings, kalturaAccount, entry, entryContext, ks, media } = input;
  const { analytics, wording } = settings;
  if (!analytics) return undefined;
  const partnerId = Number(analytics.partnerId ?? kalturaAccount.partnerId);
  // Said where it is needed: a page that tells no events needs no partner.
  if (!(partnerId > 0)) {
    if (analytics.playerEvents) report(about('analytics.partnerId', 'missing', 'missing. No player events are sent.'));
    return undefined;
  }
  const rival = kalturaAccount.rivals.includes('kava') && analytics.playerEvents === true;
  if (rival) {
    const why =
      "the plugin kava sends them already, and Kaltura would count twice. They are not sent; 'force' sends them.";
    report(about('analytics.playerEvents', 'counted-twice', why));
  }
  const url = analyticsUrl(analytics.serviceUrl, kalturaAccount.addresses);
  return {
    lane: analyticsLane({ url, ks, onViews: media?.onViews, ...ownership(input, url) }),
    player: !!analytics.playerEvents && !rival,
    place: {
      partnerId,
      entryId: entry?.id ?? '',
      referrer: String(readField(PAGE, settings.referrer ?? kalturaAccount.referrer) ?? ''),
      clientVer: kalturaAccount.clientVer,
      clientTag: `html5:v${kalturaAccount.clientVer}`,
      uiConfId: Number(kalturaAccount.uiConfId) || undefined,
      userId: viewerOf(input, input.seen),
      application: wording.applicationName,
      playbackContext: entryContext?.playbackContext,
      playbackType: playbackType(input),
      deliveryType: kalturaAccount.deliveryType,
      ...analytics.fields
    }
  };
}

/** Where this viewing is told. Each service is on its own: what one lacks stops none of the others. */
export function kalturaDestinationsOf(
  input: DestinationInput,
  report: (problem: Problem) => void
): KalturaDestinations {
  return { stats: statsDestination(input, report), analytics: analyticsDestination(input, report) };
}
