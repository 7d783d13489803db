import type { Happening } from '../events/happening.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import { HAPPENINGS } from '../schema/happening.js';
import { isText } from '../schema/kinds.js';
import { playbackEvent } from '../schema/playback-event.js';
import { union, type Mistake, type Read } from '../schema/reader.js';
import { shown } from '../schema/shown.js';

/** What is wrong with one event, whatever came before it, in the words of whoever writes an adapter. */
export interface FieldFault {
  readonly rule: 'shape' | 'type' | 'field' | 'position' | 'rate' | 'time';
  readonly message: string;
}

/** What is wrong with a part of an event, without a full stop. */
function phrase({ path, expected, got, known = [], near }: Mistake): string {
  const name = path.replace(/.*\./, '');
  if (!expected) return `there is no ${name}; known are ${known.join(', ')}`;
  return `${name} must be ${expected}, got ${shown(got)}${near ? `; did you mean ${near}?` : ''}`;
}

/** Reads a value, and stops at the first mistake. Others than we know may say more than we know, but not of the surroundings. */
function readStrictly<T>(read: Read<T>, given: unknown): { readonly value: T } | { readonly mistake: Mistake } {
  const mistakes: Mistake[] = [];
  const value = read(given, '', (mistake) => {
    if (mistake.expected || mistake.path.startsWith('surroundings')) mistakes.push(mistake);
  });
  const [mistake] = mistakes;
  return mistake ? { mistake } : { value: value as T };
}

/** These two are made by the package itself. */
const { view, host, ...TOLD } = HAPPENINGS;
const happening = union('name', TOLD);

/** What a page says of a happening, or in words what is wrong with it; no full stop. */
export function readHappening(given: unknown): Happening | string {
  const read = readStrictly(happening, given);
  return 'mistake' in read ? phrase(read.mistake) : (read.value as Happening);
}

function faultOf(mistake: Mistake, type: unknown): FieldFault {
  const { path, got, known = [], near } = mistake;
  if (!path) return { rule: 'shape', message: 'An event must be an object.' };
  if (path === 'type') {
    const hint = near ? `: did you mean '${near}'?` : `; known are ${known.join(', ')}.`;
    return { rule: 'type', message: `There is no type ${isText(got) ? `'${got}'` : shown(got)}${hint}` };
  }
  const isNumber = typeof got === 'number' || got === null;
  if (path === 'position' && isNumber)
    return { rule: 'position', message: `A position is 0 or more seconds, got ${shown(got)}.` };
  if (path === 'rate' && isNumber)
    return { rule: 'rate', message: `A rate is above 0, got ${shown(got)}: a player that stands still pauses.` };
  const isPart = /\.|^seeking/.test(path);
  const message = isPart ? `: ${phrase(mistake)}` : ` needs a valid ${path}, got ${shown(got)}`;
  return { rule: 'field', message: `${String(type)}${message}.` };
}

/** What a player reports, or what is wrong with it; its times are not looked at. */
export function readReport(given: unknown): { readonly event: PlaybackEvent } | FieldFault {
  const read = readStrictly(playbackEvent, given);
  const { type, position } = Object(given) as Readonly<Record<string, unknown>>;
  if ('mistake' in read) return faultOf(read.mistake, type);
  // Each field was read by the table of this very type.
  const event = read.value as unknown as PlaybackEvent;
  // These say nothing without one.
  return (event.type === 'timeupdate' || event.type === 'seeking') && Number.isNaN(event.position)
    ? { rule: 'field', message: `${event.type} needs a valid position, got ${shown(position)}.` }
    : { event };
}
