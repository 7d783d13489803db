import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { ViewingState } from '../viewing/state.js';

/** One event, and what the fold made of it. */
export interface Step {
  readonly index: number;
  readonly event: PlaybackEvent;
  readonly before: ViewingState;
  readonly after: ViewingState;
  readonly said: readonly ViewingEvent[];
  /** Seconds on the monotonic clock since the event before. */
  readonly elapsed: number;
}

/** What is remembered of a recording on the way; plain data. */
export interface Walk {
  /** The last position of a time update, and when. */
  readonly last: { readonly position: number; readonly mono: number } | undefined;
  /** Seconds that the playhead moved on by itself although nothing played. */
  readonly creep: number;
  /** Where the playhead has come to in an advertisement, from where the content stood. */
  readonly inAd: number | undefined;
  /** Seconds that the playhead moved on as if it played, in reports that say `seeking: true`. */
  readonly adrift: number;
  readonly adAt: number;
  /** The last announced seek that has not settled. */
  readonly seeking: { readonly index: number; readonly from: number; readonly target: number } | undefined;
  /** The last event that says what the player does. */
  readonly act: { readonly index: number; readonly event: PlaybackEvent } | undefined;
  /** Time updates while media played, how many of them came late, and the first of those. */
  readonly updates: { readonly all: number; readonly late: number; readonly first: number };
  /** Time updates while playing that found the playhead where it was first, and since when. */
  readonly still: { readonly position: number; readonly since: number; readonly count: number } | undefined;
  readonly moved: boolean;
  readonly measured: boolean;
  /** Seconds on the clock while playback was wanted. */
  readonly spent: number;
}

export const START: Walk = {
  last: undefined,
  creep: 0,
  inAd: undefined,
  adrift: 0,
  adAt: -1,
  seeking: undefined,
  act: undefined,
  updates: { all: 0, late: 0, first: -1 },
  still: undefined,
  moved: false,
  measured: false,
  spent: 0
};

/** The position that an event brings; nothing where it knows none. */
export const positionIn = (event: PlaybackEvent): number | undefined =>
  'position' in event && Number.isFinite(event.position) ? event.position : undefined;

/** A step that playing can make in that time, as the fold sees it. */
export const isNatural = (step: number, rate: number, seconds: number): boolean =>
  step > 0 && step <= rate * seconds * 1.5 + 1;

/** What a player says all the time, whatever it does. */
const CHATTER = ['timeupdate', 'happening', 'surroundings', 'durationchange', 'tick', 'waiting', 'ratechange'];

function creepOf({ last, creep }: Walk, { event, before }: Step): number {
  if (before.wanted || before.ad || event.type === 'seeking') return 0;
  if (event.type !== 'timeupdate' || !last) return creep;
  const step = event.position - last.position;
  return isNatural(step, before.rate, (event.mono - last.mono) / 1000) ? creep + step : creep;
}

/** One before the first frame, or that plays from another position, has a time line of its own. */
function inAdOf({ inAd }: Walk, { event, before, after }: Step): number | undefined {
  if (!before.ad) return after.ad && before.phase !== 'waiting' ? before.position : undefined;
  if (event.type !== 'timeupdate' || inAd === undefined) return inAd;
  const step = event.position - inAd;
  return step === 0 || isNatural(step, before.rate, 1) ? event.position : undefined;
}

function seekingOf({ seeking }: Walk, { index, event, before }: Step): Walk['seeking'] {
  if (event.type === 'seeking') return { index, from: before.position, target: event.position };
  return event.type === 'seeked' || event.type === 'ended' ? undefined : seeking;
}

function stillOf({ still }: Walk, { event, before }: Step): Walk['still'] {
  if (event.type !== 'timeupdate' || !before.wanted || before.ad) return still;
  const { position, mono } = event;
  return still?.position === position ? { ...still, count: still.count + 1 } : { position, since: mono, count: 1 };
}

/** What a player that plays reports, if it says all the time that it seeks. */
function adriftOf({ adrift, last }: Walk, { event, before }: Step): number {
  if (event.type !== 'timeupdate') return adrift;
  if (event.seeking !== true || !last) return 0;
  const pace = (event.position - last.position) / ((event.mono - last.mono) / 1000) / before.rate;
  return pace > 0.5 && pace < 1.5 ? adrift + (event.mono - last.mono) / 1000 : 0;
}

/** Whether two reports lie in one stretch of playing. */
const isPlaying = ({ before, event }: Step): boolean =>
  before.wanted && before.moving && !before.ad && !before.seek && event.type === 'timeupdate';

function updatesOf({ updates, last }: Walk, step: Step, coarsest: number): Walk['updates'] {
  if (!last || !isPlaying(step)) return updates;
  const { all, late, first } = updates;
  const isLate = step.event.mono - last.mono > coarsest * 1000;
  return { all: all + 1, late: late + (isLate ? 1 : 0), first: isLate && first < 0 ? step.index : first };
}

/** @param coarsest seconds between two time updates that are too many */
export function walk(before: Walk, step: Step, coarsest: number): Walk {
  const { index, event, elapsed } = step;
  const { last } = before;
  const position = event.type === 'timeupdate' || event.type === 'playing' ? positionIn(event) : undefined;
  const still = stillOf(before, step);
  return {
    last: position === undefined ? last : { position, mono: event.mono },
    creep: creepOf(before, step),
    inAd: inAdOf(before, step),
    adrift: adriftOf(before, step),
    adAt: event.type === 'adstart' ? index : before.adAt,
    seeking: seekingOf(before, step),
    act: CHATTER.includes(event.type) ? before.act : { index, event },
    updates: updatesOf(before, step, coarsest),
    still,
    moved: before.moved || (before.still !== undefined && still !== before.still && still?.count === 1),
    measured: before.measured || event.type === 'durationchange',
    spent: before.spent + (step.before.wanted ? elapsed : 0)
  };
}
