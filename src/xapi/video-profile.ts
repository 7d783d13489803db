import type { ViewingEvent } from '../events/viewing-event.js';
import { threshold } from '../viewing/completion.js';
import { V } from './iri.js';
import { isoDuration, playedSegments, seconds, share } from './numbers.js';
import type { Scene } from './scene.js';
import type { Activity, Saying } from './statement.js';
import { PROFILE } from './verbs.js';

const X = V + 'extensions/';

/** The prose asks for the first, the profile specification for the second. */
export const PROFILE_CATEGORIES: readonly Activity[] = ['', '/v1.0.3'].map((version) => ({
  objectType: 'Activity',
  id: 'https://w3id.org/xapi/video' + version
}));

/** A programme that is still on has a length so far. */
const lengthOf = ({ duration, position }: ViewingEvent): number => duration ?? position;

function measures(event: ViewingEvent, { rules, entry }: Scene): Record<string, unknown> {
  const length = lengthOf(event);
  const completes = entry.kind !== 'live' && length > 0;
  return {
    [X + 'length']: seconds(length),
    ...(completes && { [X + 'completion-threshold']: share(threshold(rules, length) / length) })
  };
}

/** What is round the picture. A statement of interaction must carry all of it: it matches three templates at once. */
function around({ surroundings: s, rate }: Scene): Record<string, unknown> {
  const captions = s.captions ?? false;
  return {
    // The profile's concept has one name and its templates the other.
    [X + 'cc-enabled']: captions,
    [X + 'cc-subtitle-enabled']: captions,
    [X + 'cc-subtitle-lang']: s.captionLanguage ?? 'und',
    [X + 'volume']: seconds(s.volume ?? 1),
    [X + 'full-screen']: s.fullScreen ?? false,
    [X + 'screen-size']: s.screenSize ?? '0x0',
    [X + 'video-playback-size']: s.playbackSize ?? '0x0',
    [X + 'speed']: `${rate}x`,
    ...(s.quality && { [X + 'quality']: s.quality }),
    ...(s.frameRate && { [X + 'frame-rate']: seconds(s.frameRate) }),
    ...(s.track && { [X + 'track']: s.track }),
    ...(s.userAgent && { [X + 'user-agent']: s.userAgent })
  };
}

const account = ({ position, evidence }: ViewingEvent): Record<string, unknown> => ({
  [X + 'time']: seconds(position),
  [X + 'progress']: share(evidence.watched ?? 0),
  [X + 'played-segments']: playedSegments(evidence.segments)
});

/** The words of the xAPI Video Profile v1.0.3, every MUST of it, or nothing where it has none. https://w3id.org/xapi/video */
export function inProfileWords(event: ViewingEvent, scene: Scene): Saying | undefined {
  const measured = measures(event, scene);
  const length = { [X + 'length']: seconds(lengthOf(event)) };
  const time = { [X + 'time']: seconds(event.position) };
  switch (event.type) {
    case 'started':
      // The session is named after the statement that opens it.
      return { id: scene.sessionId, verb: PROFILE.initialized, context: { ...measured, ...around(scene) } };
    case 'play':
      return { verb: PROFILE.played, result: { extensions: time }, context: length };
    case 'stopped':
      return { verb: PROFILE.paused, result: { extensions: account(event) }, context: measured };
    case 'seek': {
      const { [X + 'time']: _, ...rest } = account(event);
      const extensions = { [X + 'time-from']: seconds(event.from), [X + 'time-to']: seconds(event.to), ...rest };
      return { verb: PROFILE.seeked, result: { extensions }, context: length };
    }
    case 'playbackRateChange':
    case 'interacted':
      return { verb: PROFILE.interacted, result: { extensions: time }, context: { ...length, ...around(scene) } };
    case 'completed': {
      const result = { completion: true, duration: isoDuration(event.evidence.spent), extensions: account(event) };
      return { verb: PROFILE.completed, result, context: measured };
    }
    case 'terminated':
      return { verb: PROFILE.terminated, result: { extensions: account(event) }, context: measured };
    case 'playProgress':
      return undefined;
  }
}
