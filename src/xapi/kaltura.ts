import type { Evidence, ViewingEvent } from '../events/viewing-event.js';
import type { EventName } from '../settings/settings.js';
import { K, PROGRESS, V } from './iri.js';
import { isoDuration, playedSegments, seconds, share } from './numbers.js';
import type { Scene } from './scene.js';
import type { Saying } from './statement.js';
import { KALTURA } from './verbs.js';

const X = V + 'extensions/';
const time = (position: number): Record<string, unknown> => ({ [X + 'time']: seconds(position) });

/** What was truly watched. For live no share of a whole exists. */
const progress = ({ watched }: Evidence, { entry }: Scene): Record<string, unknown> =>
  watched === undefined || entry.kind === 'live' ? {} : { [X + 'progress']: share(watched) };

const account = (event: ViewingEvent, scene: Scene): Record<string, unknown> => ({
  ...time(event.position),
  ...progress(event.evidence, scene),
  [X + 'played-segments']: playedSegments(event.evidence.segments)
});

/**
 * Kaltura's words for a viewing event, or nothing where it has none: the end of the media is told by `playProgress`, and
 * leaving is no pause. @see the user's xAPI analytics guide
 */
export function inKalturaWords(event: ViewingEvent, scene: Scene): Saying | undefined {
  const { events, verbs } = scene.wording;
  const say = (name: EventName, extensions: Record<string, unknown>, more?: Partial<Saying>): Saying | undefined =>
    events[name] ? { verb: verbs[name] ?? KALTURA[name], result: { extensions }, ...more } : undefined;
  switch (event.type) {
    case 'play':
      return say('play', time(event.position));
    case 'stopped':
      return event.reason === 'user' ? say('pause', account(event, scene)) : undefined;
    case 'seek':
      return say('seek', { [X + 'time-from']: seconds(event.from), [X + 'time-to']: seconds(event.to) });
    case 'playbackRateChange':
      return say(
        'playbackRateChange',
        { ...time(event.position), [K + 'speedFrom']: event.from, [K + 'speedTo']: event.to },
        { context: { [X + 'speed']: `${event.to}x` } }
      );
    case 'playProgress': {
      const { evidence, finished, percent, position } = event;
      const extensions = { [PROGRESS]: percent, ...time(position), ...progress(evidence, scene) };
      // A milestone that finishes brings its evidence: what was watched, and the time that it took.
      const finish = finished && { completion: true, duration: isoDuration(evidence.spent) };
      return say('playProgress', extensions, { result: { ...finish, extensions } });
    }
    case 'terminated':
      return say('terminated', account(event, scene));
    default:
      return undefined;
  }
}
