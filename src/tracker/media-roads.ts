import { about } from '../settings/problems.js';
import { statsPlace } from '../stats/stats-scene.js';
import { isNamed, viewerOf, type MediaRoads } from './kaltura-roads.js';

/** What Kaltura's services are to know of media. `onViews`: told whether the analytics want VIEW events. */
export const mediaRoads = (onViews: (wanted: boolean) => void): MediaRoads => ({
  onViews,
  placeOf(journey, stats, entry, report) {
    const { settings, premises, booking, browserId, seen } = journey;
    const userId = viewerOf(journey, seen);
    // Mandatory for the reports by user: the user's guide of End-User Level Reports.
    if (!userId && !isNamed(journey))
      report(
        about(
          'userId',
          'missing',
          "missing, and no Kaltura session names a user. Kaltura's reports will not say who watched: set user.id, or ks."
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
  },
  notCounted(journey, nobody, report) {
    const { settings, premises, booking } = journey;
    const path = nobody ? 'stats.partnerId' : 'stats.enabled';
    const why = nobody ? 'missing, and the player has none' : `${premises.rivals.join(' and ')} counts already`;
    const notice = premises.untold?.({
      applicationName: settings.wording.applicationName,
      playbackContext: booking?.playbackContext,
      userId: isNamed(journey) ? undefined : viewerOf(journey)
    });
    if (notice && !nobody) report(notice);
    // Said where nothing else is on: whoever configured the plugin expects something of it.
    else if (!settings.lrs && !settings.analytics?.playerEvents)
      report(about(path, nobody ? 'missing' : 'counted-twice', `${why}. No stats events are sent.`));
  }
});
