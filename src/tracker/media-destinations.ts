import { about } from '../settings/problems.js';
import { statsPlace } from '../stats/stats-context.js';
import { isNamed, viewerOf, type MediaDestinations } from './kaltura-destinations.js';

/** What Kaltura's services are to know of media. `onViews`: told whether the analytics want VIEW events. */
export const mediaDestinations = (onViews: (wanted: boolean) => void): MediaDestinations => ({
  onViews,
  placeOf(input, stats, entry, report) {
    const { settings, kalturaAccount, entryContext, browserId, seen } = input;
    const userId = viewerOf(input, seen);
    // Mandatory for the reports by user: the user's guide of End-User Level Reports.
    if (!userId && !isNamed(input))
      report(
        about(
          'userId',
          'missing',
          "missing, and no Kaltura session names a user. Kaltura's reports will not say who watched: set user.id, or ks."
        )
      );
    const [place, problems] = statsPlace({
      partnerId: stats.partnerId ?? kalturaAccount.partnerId,
      entryId: entry.id,
      uiconfId: stats.uiConfId ?? kalturaAccount.uiConfId,
      referrer: settings.referrer ?? kalturaAccount.referrer,
      widgetId: stats.widgetId,
      clientVer: stats.clientVer ?? kalturaAccount.clientVer,
      userId,
      applicationId: settings.wording.applicationName,
      contextId: entryContext?.playbackContext,
      uniqueViewer: stats.uniqueViewer ? browserId() : undefined,
      featureType: stats.featureType
    });
    problems.forEach(report);
    return place;
  },
  notCounted(input, nobody, report) {
    const { settings, kalturaAccount, entryContext } = input;
    const path = nobody ? 'stats.partnerId' : 'stats.enabled';
    const why = nobody ? 'missing, and the player has none' : `${kalturaAccount.rivals.join(' and ')} counts already`;
    const notice = kalturaAccount.untold?.({
      applicationName: settings.wording.applicationName,
      playbackContext: entryContext?.playbackContext,
      userId: isNamed(input) ? undefined : viewerOf(input)
    });
    if (notice && !nobody) report(notice);
    // Said where nothing else is on: whoever configured the plugin expects something of it.
    else if (!settings.lrs && !settings.analytics?.playerEvents)
      report(about(path, nobody ? 'missing' : 'counted-twice', `${why}. No stats events are sent.`));
  }
});
