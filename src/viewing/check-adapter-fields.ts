import type { Happening } from '../events/happening.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import { shown } from './check-adapter-shown.js';
import { surroundingsFault } from './check-adapter-surroundings.js';

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

/** What is wrong with one event, whatever came before it. */
export interface FieldFault {
  readonly rule: 'shape' | 'type' | 'field' | 'position' | 'rate' | 'time';
  readonly message: string;
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON knows no NaN and no Infinity: it writes null. */
const isNumber: Test = (value) => typeof value === 'number' || value === null;
const isFinite: Test = (value) => Number.isFinite(value);
const isText: Test = (value) => typeof value === 'string' && value !== '';
const isOneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(String(value));

const SLOT = isOneOf('preroll', 'midroll', 'postroll', 'overlay', 'prebumper', 'postbumper');
const STEP = isOneOf('start', 'click', 'firstQuartile', 'midpoint', 'thirdQuartile');
const PHASE = isOneOf('beforePlay', 'beforePlaying', 'playing');

/** What each happening needs. */
const HAPPENINGS: Readonly<Record<Exclude<Happening['name'], 'view' | 'host'>, Readonly<Record<string, Test>>>> = {
  loaded: {},
  playRequest: {},
  bufferStart: {},
  bufferEnd: {},
  fullScreenEnter: {},
  fullScreenExit: {},
  shareOpen: {},
  downloadOpen: {},
  downloadClick: {},
  reportOpen: {},
  infoOpen: {},
  relatedOpen: {},
  relatedSelect: {},
  shareNetwork: { network: isText },
  reportSubmit: {},
  ad: { step: STEP, slot: SLOT },
  error: { code: isFinite, phase: PHASE },
  captions: { language: isText },
  audioSelect: { language: isText },
  sourceSelect: {},
  flavorSwitch: {}
};

/** What each event needs; positions and times are looked at by themselves. */
const EVENTS: Readonly<Record<PlaybackEvent['type'], Readonly<Record<string, Test>>>> = {
  play: { position: isNumber },
  playing: { position: isNumber },
  pause: { position: isNumber },
  timeupdate: { position: isFinite },
  waiting: { position: isNumber },
  seeking: { position: isFinite },
  seeked: { position: isNumber },
  ratechange: { position: isNumber, rate: isNumber },
  durationchange: { duration: isNumber },
  ended: { position: isNumber },
  adstart: {},
  adend: {},
  surroundings: { position: isNumber, surroundings: isRecord },
  happening: { happening: isRecord },
  tick: {},
  close: { position: isNumber, reason: isOneOf('source', 'leaving') }
};

/** What other players call the same. */
const ALIASES: Readonly<Record<string, PlaybackEvent['type']>> = {
  paused: 'pause',
  start: 'play',
  resume: 'play',
  buffering: 'waiting',
  stalled: 'waiting',
  progress: 'timeupdate',
  time: 'timeupdate',
  seek: 'seeking',
  end: 'ended',
  complete: 'ended',
  finish: 'ended',
  rate: 'ratechange',
  duration: 'durationchange',
  adbreakstart: 'adstart',
  adbreakend: 'adend',
  stop: 'close',
  unload: 'close'
};

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z]/g, '');

/** The type that was probably meant: the same but for case and dashes, or another player's name of it. */
function meant(type: string): string | undefined {
  const word = plain(type);
  return ALIASES[word] ?? Object.keys(EVENTS).find((known) => word === known || word === `${known}d`);
}

const missing = (needs: Readonly<Record<string, Test>>, fields: Fields): string | undefined =>
  Object.keys(needs).find((name) => !needs[name]?.(fields[name]));

/** What is wrong with a happening, without a full stop. */
export function happeningFault(given: unknown): string | undefined {
  const name: unknown = isRecord(given) ? given['name'] : undefined;
  const needs = Object.entries(HAPPENINGS).find(([known]) => known === name)?.[1];
  if (!needs || !isRecord(given)) return `the name must be one of ${Object.keys(HAPPENINGS).join(', ')}`;
  const field = missing(needs, given);
  return field && `${String(name)} needs a valid ${field}`;
}

/** What is wrong with one event; its times are not looked at. */
export function reportFault(event: unknown): FieldFault | undefined {
  if (!isRecord(event)) return { rule: 'shape', message: 'An event must be an object.' };
  const { type, position, rate } = event;
  const needs = Object.entries(EVENTS).find(([known]) => known === type)?.[1];
  if (!needs) {
    const near = typeof type === 'string' ? meant(type) : undefined;
    const hint = near ? `: did you mean '${near}'?` : `; known are ${Object.keys(EVENTS).join(', ')}.`;
    return { rule: 'type', message: `There is no type ${typeof type === 'string' ? `'${type}'` : shown(type)}${hint}` };
  }
  const { seeking } = event;
  if (seeking !== undefined && typeof seeking !== 'boolean')
    return { rule: 'field', message: `${String(type)}: seeking must be true or false, got ${shown(seeking)}.` };
  const field = missing(needs, event);
  if (field) return { rule: 'field', message: `${String(type)} needs a valid ${field}, got ${shown(event[field])}.` };
  if (position === Infinity || (typeof position === 'number' && position < 0))
    return { rule: 'position', message: `A position is 0 or more seconds, got ${position}.` };
  if (type === 'ratechange' && !(typeof rate === 'number' && rate > 0 && rate < Infinity))
    return { rule: 'rate', message: `A rate is above 0, got ${shown(rate)}: a player that stands still pauses.` };
  const { happening, surroundings } = event;
  const fault =
    type === 'happening'
      ? happeningFaultOf(happening)
      : type === 'surroundings' && isRecord(surroundings)
        ? surroundingsFault(surroundings)
        : undefined;
  return fault ? { rule: 'field', message: `${String(type)}: ${fault}.` } : undefined;
}

/** Two more happen in recordings: they are made by the package itself. */
const happeningFaultOf = (happening: unknown): string | undefined =>
  isRecord(happening) && ['view', 'host'].includes(String(happening['name'])) ? undefined : happeningFault(happening);

/** Earlier than this is no time in milliseconds since 1970: 1973, or seconds by mistake. */
export const EPOCH = 1e11;

/** What is wrong with the times of an event. */
export function timeFault(event: unknown): FieldFault | undefined {
  const { mono, wall } = Object(event) as Fields;
  if (!isFinite(mono))
    return { rule: 'time', message: `mono must be milliseconds of a clock that never goes back, got ${shown(mono)}.` };
  if (!(typeof wall === 'number' && wall >= EPOCH))
    return { rule: 'time', message: `wall must be milliseconds since 1970, got ${shown(wall)}.` };
  return undefined;
}
