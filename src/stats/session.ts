import type { ParcelKind } from '../delivery/ports.js';
import type { Moment } from '../destination/destination.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import { occur, type Occurrence, type Stage } from '../kaltura/occurrence.js';
import { adEventType } from './event-types.js';
import type { StatsEvent } from './event.js';
import type { StatsFields } from './fields.js';
import type { StatsContext } from './context.js';

/** What has been told to Kaltura's stats. Plain data. */
export interface StatsSession {
  readonly stage: Stage;
  /** Types 1 to 7 that have been told: 1 in the life of the plugin, 2 in this viewing, the others in this session. */
  readonly told: readonly number[];
  /** The viewer sought in this session. */
  readonly sought: boolean;
}

/** A plugin that has had no media. */
export const NO_STATS: StatsSession = { stage: 'before', told: [], sought: false };

type Telling = readonly [StatsSession, readonly StatsEvent[]];

const TYPES: Readonly<Partial<Record<Occurrence, number>>> = {
  loaded: 2,
  play: 3,
  25: 4,
  50: 5,
  75: 6,
  100: 7,
  shareOpen: 9,
  downloadOpen: 10,
  reportOpen: 11,
  bufferStart: 12,
  bufferEnd: 13,
  fullScreenEnter: 14,
  fullScreenExit: 15,
  replay: 16,
  seek: 17
};

/** Tells one type, in the order of the protocol: 1 before all others, 2 before 3, and 1 to 7 no more than once. */
function tell(
  session: StatsSession,
  eventType: number,
  { at, position, duration = 0 }: Moment,
  encodeContext: StatsContext,
  fields?: Partial<StatsFields>
): Telling {
  const events: StatsEvent[] = [];
  let { told } = session;
  const say = (eventType: number, fields?: Partial<StatsFields>): void => {
    if (eventType > 1) say(1);
    if (eventType === 3) say(2);
    if (told.includes(eventType)) return;
    if (eventType < 8) told = [...told, eventType];
    const point = { eventTimestamp: at / 1000, currentPoint: position, duration, seek: session.sought };
    events.push({ ...encodeContext, eventType, ...point, ...fields });
  };
  say(eventType, fields);
  return [{ ...session, told }, events];
}

/** A viewing begins. The first one of the plugin tells that the widget is there. */
export function openStats({ told }: StatsSession, moment: Moment, encodeContext: StatsContext): Telling {
  return tell({ ...NO_STATS, told: told.filter((type) => type < 2) }, 1, moment, encodeContext);
}

function typeOf(event: ViewingEvent, what: Occurrence): number | undefined {
  const happening = event.type === 'happening' ? event.happening : undefined;
  if (happening?.name === 'ad') return adEventType(happening.slot, happening.step);
  return happening?.name === 'host' ? happening.type : TYPES[what];
}

function fieldsOf(event: ViewingEvent): Partial<StatsFields> | undefined {
  if (event.type === 'seek') return { newPoint: event.to };
  // Those of the host were read by readCollect, by the kinds of these very fields.
  return event.type === 'happening' && event.happening.name === 'host' ? event.happening.fields : undefined;
}

/**
 * One viewing event as stats events: mostly none or one. A replay begins a session with REPLAY, and without another PLAY;
 * the context brings the new session id. What the host says again of 1 to 7 is not told twice: no events.
 * @see the user's events guide, section 7
 */
export function tellStats(session: StatsSession, event: ViewingEvent, encodeContext: StatsContext): Telling {
  const [stage, what] = occur(session.stage, event);
  const type = what && typeOf(event, what);
  const anew = what === 'replay';
  const next = {
    stage,
    told: anew ? session.told.filter((type) => type < 3) : session.told,
    sought: what === 'seek' || (session.sought && !anew)
  };
  return type ? tell(next, type, event, encodeContext, fieldsOf(event)) : [next, []];
}

/** How much the loss of an event of this type would hurt. */
export const statsKind = (type: number): ParcelKind =>
  type === 7 ? 'completion' : type > 3 && type < 7 ? 'progress' : 'interaction';
