import type { ViewingEvent } from '../events/viewing-event.js';
import type { PlayerEventName } from '../settings/settings.js';
import { progress, segments, time } from './result-extensions.js';
import { K, PROGRESS, X } from './iri.js';
import { isoDuration, seconds } from './numbers.js';
import type { EncodeContext } from './encode-context.js';
import type { Extensions, Saying } from './statement.js';
import { KALTURA } from './verbs.js';

/** Kaltura's name for a viewing event. The end is told by `playProgress`, and leaving is no pause. */
function nameOf(event: ViewingEvent): PlayerEventName | undefined {
  if (event.type === 'stopped') return event.reason === 'user' ? 'pause' : undefined;
  return event.type in KALTURA ? (event.type as PlayerEventName) : undefined;
}

function extensionsOf(event: ViewingEvent, { entry }: EncodeContext): Extensions {
  // For live no share of a whole exists.
  const watched = entry.kind === 'live' ? {} : progress(event);
  switch (event.type) {
    case 'seek':
      return { [X + 'time-from']: seconds(event.from), [X + 'time-to']: seconds(event.to) };
    case 'playbackRateChange':
      return { ...time(event), [K + 'speedFrom']: event.from, [K + 'speedTo']: event.to };
    case 'playProgress':
      return { [PROGRESS]: event.percent, ...time(event), ...watched };
    case 'play':
      return time(event);
    default:
      return { ...time(event), ...watched, ...segments(event) };
  }
}

/** Kaltura's words for a viewing event, or nothing where it has none. @see the user's xAPI analytics guide */
export function inKalturaWords(event: ViewingEvent, encodeContext: EncodeContext): Saying | undefined {
  const { events, verbs } = encodeContext.wording;
  const name = nameOf(event);
  if (!name || !events[name]) return undefined;
  // What finishes brings its evidence: what was watched, and the time that it took.
  const finish =
    event.type === 'playProgress' && event.finished
      ? { completion: true, duration: isoDuration(event.evidence.spent) }
      : {};
  return {
    verb: verbs[name] ?? KALTURA[name],
    result: { ...finish, extensions: extensionsOf(event, encodeContext) },
    context: event.type === 'playbackRateChange' ? { [X + 'speed']: `${event.to}x` } : {}
  };
}
