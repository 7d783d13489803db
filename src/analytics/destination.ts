import type { CreateDestination, Encoded, Moment } from '../destination/destination.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import { createAnalyticsOfPages } from './pages-destination.js';
import { openAnalytics, tellAnalytics, type AnalyticsContext, type AnalyticsSession } from './player.js';
import type { TrackEvent } from './track-event.js';
import { Views } from './views.js';

/** Kaltura's analytics, told of viewings, pages and buttons. */
export const analyticsDestination: CreateDestination = (ports) => {
  const views = new Views();
  const pages = createAnalyticsOfPages(ports, (wanted) => (views.wanted = wanted));
  let session: AnalyticsSession | undefined;

  function tell(
    { at }: Moment,
    { sessionId }: ViewingContext,
    lane: string,
    say: (encodeContext: AnalyticsContext) => readonly [AnalyticsSession, readonly TrackEvent[]]
  ): readonly Encoded[] {
    const place = pages.player();
    if (!place) return [];
    const [next, events] = say({ ...place, sessionId });
    session = next;
    return events.map((event) => pages.encodedOf(event, at, lane));
  }

  return {
    ...pages,
    fixed: ({ analytics }) => [analytics?.playerEvents, analytics?.serviceUrl],
    begin(viewing, moment, lane) {
      session = undefined;
      views.restart();
      return tell(moment, viewing, lane, (encodeContext) => openAnalytics(moment, encodeContext));
    },
    encode(told, lane) {
      if (told.of !== 'viewing') return pages.encode(told, lane);
      const { event, viewing } = told;
      if (event.type === 'started') views.restart(event.evidence.spent);
      const before = session;
      return before ? tell(event, viewing, lane, (encodeContext) => tellAnalytics(before, event, encodeContext)) : [];
    },
    due: (state, surroundings) => session && views.next(state, surroundings)
  };
};
