import type { ErrorPhase, Happening } from '../events/happening.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { TrackEvent } from './track-event.js';
import { occur, type Occurrence, type Stage } from '../kaltura/occurrence.js';
import type { Moment } from '../destination/destination.js';

/** What all player events of a playback session share. */
export type AnalyticsContext = Omit<TrackEvent, 'eventType' | 'eventIndex' | 'position'> & { readonly entryId: string };

/** What has been told to Kaltura's analytics of a viewing. Plain data. */
export interface AnalyticsSession {
  readonly stage: Stage;
  /** Events told in this playback session. */
  readonly index: number;
  /** That playback was asked for has been told. */
  readonly requested: boolean;
  /** Codes of the recoverable errors of this playback session: a player may repeat one many times a second. */
  readonly recovered: readonly number[];
}

type Telling = readonly [AnalyticsSession, readonly TrackEvent[]];

/**
 * The ids of the player's own analytics plugin.
 * @see the user's events guide, section 4
 */
const TYPES: Readonly<Partial<Record<Occurrence, number>>> = {
  playRequest: 2,
  play: 3,
  resume: 4,
  25: 11,
  50: 12,
  75: 13,
  90: 15,
  100: 14,
  shareOpen: 21,
  shareNetwork: 22,
  downloadClick: 23,
  reportOpen: 24,
  reportSubmit: 25,
  fullScreenEnter: 31,
  fullScreenExit: 32,
  pause: 33,
  replay: 34,
  seek: 35,
  relatedOpen: 36,
  relatedSelect: 37,
  captions: 38,
  sourceSelect: 39,
  infoOpen: 40,
  speed: 41,
  audioSelect: 42,
  flavorSwitch: 43,
  bufferStart: 45,
  bufferEnd: 46,
  error: 98,
  view: 99
};

const PHASES: Readonly<Record<ErrorPhase, number>> = { beforePlay: 3, beforePlaying: 1, playing: 2 };

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Whatever a happening may say; each says some of it. */
interface Said {
  readonly name?: Happening['name'];
  readonly network?: string;
  readonly reportType?: string | number;
  readonly language?: string;
  readonly bitrate?: number;
  readonly code?: number;
  readonly details?: string;
  readonly phase?: ErrorPhase;
  readonly sound?: boolean;
  readonly fullScreen?: boolean;
}

/** As the player's own plugin says yes and no. */
const flag = (on: boolean | undefined): 1 | 2 | undefined => (on === undefined ? undefined : on ? 2 : 1);

/** What an event says besides the common fields. What it does not say is undefined, and is not sent. */
function fieldsOf(event: ViewingEvent): Partial<TrackEvent> {
  if (event.type === 'playbackRateChange') return { playbackSpeed: event.to };
  if (event.type === 'seek') return { targetPosition: round(event.to) };
  const said: Said = event.type === 'happening' ? event.happening : {};
  const { name, network, reportType, language, bitrate, code, details, phase, sound, fullScreen } = said;
  if (name === 'captions') return { caption: language };
  if (name === 'view')
    return {
      playTimeSum: round(event.evidence.played),
      soundMode: flag(sound),
      screenMode: flag(fullScreen)
    };
  return {
    screenMode: name === 'fullScreenEnter' ? 2 : name === 'fullScreenExit' ? 1 : undefined,
    socialNetwork: network,
    reportType,
    language,
    // As the player's own plugin counts them.
    actualBitrate: bitrate && Math.round(bitrate / 1024),
    errorCode: code,
    errorDetails: details,
    errorPosition: phase && PHASES[phase]
  };
}

/** The code of an error that the player recovers from. */
const recoveredCode = (event: ViewingEvent): number | undefined =>
  event.type === 'happening' && event.happening.name === 'error' && event.happening.recoverable
    ? event.happening.code
    : undefined;

function tell(
  session: AnalyticsSession,
  eventType: number,
  { position }: Moment,
  encodeContext: AnalyticsContext,
  fields?: Partial<TrackEvent>
): Telling {
  const index = session.index + 1;
  return [
    { ...session, index },
    [{ ...encodeContext, eventType, eventIndex: index, position: round(position), ...fields }]
  ];
}

/** A viewing begins: an impression. */
export const openAnalytics = (moment: Moment, encodeContext: AnalyticsContext): Telling =>
  tell({ stage: 'before', index: 0, requested: false, recovered: [] }, 1, moment, encodeContext);

/**
 * One viewing event as trackEvent's: none or one. Playback is requested once in a viewing; a replay begins a playback
 * session, and the context brings its id.
 */
export function tellAnalytics(
  session: AnalyticsSession,
  event: ViewingEvent,
  encodeContext: AnalyticsContext
): Telling {
  const [stage, what] = occur(session.stage, event);
  const request = what === 'playRequest';
  const code = recoveredCode(event);
  const before = what === 'replay' ? [] : session.recovered;
  const again = (request && session.requested) || (code !== undefined && before.includes(code));
  const type = what && !again && TYPES[what];
  const next = {
    stage,
    index: what === 'replay' ? 0 : session.index,
    requested: session.requested || request,
    recovered: code === undefined || again ? before : [...before, code]
  };
  return type ? tell(next, type, event, encodeContext, fieldsOf(event)) : [next, []];
}
