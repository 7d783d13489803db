import type { OfViewing } from '../destination/destination.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { ViewingState } from '../viewing/state.js';

/** Viewing events with the viewing that each is of, and the names that the viewing goes by after them: a replay brings a session. */
export function toldOfViewing(
  said: readonly ViewingEvent[],
  cause: PlaybackEvent,
  { rules, rate }: ViewingState,
  before: ViewingContext,
  uuid: () => string
): readonly [readonly OfViewing[], ViewingContext] {
  let viewing = before;
  const told = said.map((event): OfViewing => {
    // The first session of a viewing has its name from the beginning.
    if (event.type === 'started' && event.replay) viewing = { ...viewing, sessionId: uuid() };
    return { of: 'viewing', event, cause, viewing, rules, rate };
  });
  return [told, viewing];
}
