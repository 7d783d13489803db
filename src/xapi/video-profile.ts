import type { ViewingEvent } from '../events/viewing-event.js';
import { threshold } from '../viewing/completion.js';
import { progress, segments, time } from './result-extensions.js';
import { VIDEO, X } from './iri.js';
import { isoDuration, seconds, share } from './numbers.js';
import type { EncodeContext } from './encode-context.js';
import type { Activity, Extensions, Saying } from './statement.js';
import { PROFILE } from './verbs.js';

/** The prose asks for the first, the profile specification for the second. */
export const PROFILE_CATEGORIES: readonly Activity[] = [VIDEO, VIDEO + '/v1.0.3'].map((id) => ({
  objectType: 'Activity',
  id
}));

/**
 * What is round the picture. A statement of interaction must carry all of it, known or not: it matches three templates at
 * once. Elsewhere a size that nobody told is left out.
 */
function around({ surroundings: s, rate }: EncodeContext, unknownSize?: string): Extensions {
  const captions = s.captions ?? false;
  return {
    // The profile's concept has one name and its templates the other.
    [X + 'cc-enabled']: captions,
    [X + 'cc-subtitle-enabled']: captions,
    [X + 'cc-subtitle-lang']: s.captionLanguage ?? 'und',
    [X + 'volume']: seconds(s.volume ?? 1),
    [X + 'full-screen']: s.fullScreen ?? false,
    [X + 'screen-size']: s.screenSize ?? unknownSize,
    [X + 'video-playback-size']: s.playbackSize ?? unknownSize,
    [X + 'speed']: `${rate}x`,
    [X + 'quality']: s.quality,
    [X + 'frame-rate']: s.frameRate && seconds(s.frameRate),
    [X + 'track']: s.track,
    [X + 'user-agent']: s.userAgent
  };
}

/** The words of the xAPI Video Profile v1.0.3, every MUST of it, or nothing where it has none. https://w3id.org/xapi/video */
export function inProfileWords(event: ViewingEvent, encodeContext: EncodeContext): Saying | undefined {
  // A programme that is still on has a length so far, and a share of that.
  const whole = event.duration ?? event.position;
  const length = { [X + 'length']: seconds(whole) };
  const completes = encodeContext.entry.kind !== 'live' && whole > 0;
  const measures = {
    ...length,
    [X + 'completion-threshold']: completes ? share(threshold(encodeContext.rules, whole) / whole) : undefined
  };
  const watched = { [X + 'progress']: 0, ...progress(event) };
  // Only where they are told: hundreds of segments take a while to write.
  const extensions = (): Extensions => ({ ...time(event), ...watched, ...segments(event) });
  switch (event.type) {
    case 'started':
      // The session is named after the statement that opens it.
      return {
        id: encodeContext.sessionId,
        verb: PROFILE.initialized,
        context: { ...measures, ...around(encodeContext) }
      };
    case 'play':
      return { verb: PROFILE.played, result: { extensions: time(event) }, context: length };
    case 'stopped':
      return { verb: PROFILE.paused, result: { extensions: extensions() }, context: measures };
    case 'seek': {
      const ends = { [X + 'time-from']: seconds(event.from), [X + 'time-to']: seconds(event.to) };
      return { verb: PROFILE.seeked, result: { extensions: { ...ends, ...watched } }, context: length };
    }
    case 'playbackRateChange':
    case 'interacted':
      return {
        verb: PROFILE.interacted,
        result: { extensions: time(event) },
        context: { ...length, ...around(encodeContext, '0x0') }
      };
    case 'completed': {
      const result = { completion: true, duration: isoDuration(event.evidence.spent), extensions: extensions() };
      return { verb: PROFILE.completed, result, context: measures };
    }
    case 'terminated':
      return { verb: PROFILE.terminated, result: { extensions: extensions() }, context: measures };
    case 'playProgress':
    case 'playReached':
    case 'happening':
      return undefined;
  }
}
