import type { CreateDestination, Encoded, Moment, Situation } from '../destination/destination.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import type { Entry } from '../events/entry.js';
import type { KalturaSession } from '../kaltura/session.js';
import { isNamed, viewerOf } from '../kaltura/viewer.js';
import { about } from '../settings/problems.js';
import type { Problem, Stats } from '../settings/settings.js';
import { statsPlace, type StatsContext, type StatsPlace } from './context.js';
import type { StatsEvent } from './event.js';
import { statsLaneDestination, whyOff } from './lane-of.js';
import { NO_STATS, openStats, statsKind, tellStats, type StatsSession } from './session.js';
import { statsBody } from './wire.js';

type Report = (problem: Problem) => void;

/** What all stats events of the entry say; nothing, with what is wrong, where they cannot be sent. */
function placeOf(
  situation: Situation,
  stats: Stats,
  { id }: Entry,
  { seen }: KalturaSession,
  browserId: () => string | undefined,
  report: Report
): StatsPlace | undefined {
  const { settings, account, entryContext } = situation;
  const userId = viewerOf(situation, seen);
  // Mandatory for the reports by user: the user's guide of End-User Level Reports.
  if (!userId && !isNamed(situation))
    report(
      about(
        'userId',
        'missing',
        "missing, and no Kaltura session names a user. Kaltura's reports will not say who watched: set user.id, or ks."
      )
    );
  const [place, problems] = statsPlace({
    partnerId: stats.partnerId ?? account.partnerId,
    entryId: id,
    uiconfId: stats.uiConfId ?? account.uiConfId,
    referrer: settings.referrer ?? account.referrer,
    widgetId: stats.widgetId,
    clientVer: stats.clientVer ?? account.clientVer,
    userId,
    applicationId: settings.wording.applicationName,
    contextId: entryContext?.playbackContext,
    uniqueViewer: stats.uniqueViewer ? browserId() : undefined,
    featureType: stats.featureType
  });
  problems.forEach(report);
  return place;
}

/** Says why no stats events are sent of the media. */
function explain(situation: Situation, why: 'nobody' | 'rivals', report: Report): void {
  const { settings, account, entryContext } = situation;
  const nobody = why === 'nobody';
  const path = nobody ? 'stats.partnerId' : 'stats.enabled';
  const words = nobody ? 'missing, and the player has none' : `${account.rivals.join(' and ')} counts already`;
  const notice = account.untold?.({
    applicationName: settings.wording.applicationName,
    playbackContext: entryContext?.playbackContext,
    userId: isNamed(situation) ? undefined : viewerOf(situation)
  });
  if (notice && !nobody) report(notice);
  // Said where nothing else is on: whoever configured the plugin expects something of it.
  else if (!settings.lrs && !settings.analytics?.playerEvents)
    report(about(path, nobody ? 'missing' : 'counted-twice', `${words}. No stats events are sent.`));
}

/** Kaltura's stats, told of viewings. */
export const statsDestination: CreateDestination = (ports) => {
  const { uuid, anonymousId, session: kaltura, report } = ports;
  const base = statsLaneDestination(ports);
  /** Absent while there is no media that can be told of. */
  let place: StatsPlace | undefined;
  let transport: Stats['transport'] = 'post';
  let session = NO_STATS;

  function tell(
    { at }: Moment,
    { sessionId }: ViewingContext,
    lane: string,
    say: (encodeContext: StatsContext) => readonly [StatsSession, readonly StatsEvent[]]
  ): readonly Encoded[] {
    if (!place) return [];
    const [next, events] = say({ ...place, ...kaltura.learned, sessionId });
    session = next;
    return events.map((event) => ({
      parcel: {
        id: uuid(),
        lane,
        kind: statsKind(event.eventType),
        body: statsBody(event, transport),
        at
      }
    }));
  }

  return {
    ...base,
    get collects() {
      return place !== undefined;
    },
    configure(situation) {
      base.configure(situation);
      place = undefined;
      const stats = situation?.settings.stats;
      if (!stats || !situation.entry) return;
      transport = stats.transport;
      const why = whyOff(situation);
      if (why) explain(situation, why, report);
      else place = placeOf(situation, stats, situation.entry, kaltura, () => anonymousId('browser'), report);
    },
    fixed: ({ stats }) => [stats?.enabled, stats?.transport, stats?.serviceUrl],
    begin: (viewing, moment, lane) =>
      tell(moment, viewing, lane, (encodeContext) => openStats(session, moment, encodeContext)),
    encode(told, lane) {
      if (told.of !== 'viewing') return [];
      const { event, viewing } = told;
      return tell(event, viewing, lane, (encodeContext) => tellStats(session, event, encodeContext));
    }
  };
};
