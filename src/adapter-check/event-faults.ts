import type { PlaybackEvent } from '../events/playback-event.js';
import { isText } from '../schema/kinds.js';
import { EPOCH } from '../schema/playback-event.js';
import { shown } from '../schema/shown.js';
import type { BadReport } from '../viewing/read-report.js';
import type { Breach } from './rules.js';

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

/** Our name of what another player calls so; case and dashes do not matter. */
function aliasOf(type: string): string | undefined {
  const word = type.toLowerCase().replace(/[^a-z]/g, '');
  return Object.entries(ALIASES).find(([alias]) => alias === word)?.[1];
}

/** The rule that an event breaks which cannot be read. */
export function fieldFault({ mistake: { path, got }, message }: BadReport): Breach {
  if (!path) return { rule: 'shape', message };
  if (path === 'type') {
    const alias = isText(got) ? aliasOf(got) : undefined;
    return { rule: 'type', message: alias ? `There is no type '${String(got)}': did you mean '${alias}'?` : message };
  }
  if (path === 'position' && typeof got === 'number' && !Number.isNaN(got))
    return { rule: 'position', message: `A position is 0 or more seconds, got ${got}.` };
  if (path === 'rate' && (typeof got === 'number' || got === null))
    return { rule: 'rate', message: `A rate is above 0, got ${shown(got)}: a player that stands still pauses.` };
  return { rule: 'field', message };
}

/** What is wrong with the times of an event. */
export function timeFault({ mono, wall }: Readonly<Record<'mono' | 'wall', unknown>>): Breach | undefined {
  if (!Number.isFinite(mono))
    return { rule: 'time', message: `mono must be milliseconds of a clock that never goes back, got ${shown(mono)}.` };
  if (!(typeof wall === 'number' && wall >= EPOCH))
    return { rule: 'time', message: `wall must be milliseconds since 1970, got ${shown(wall)}.` };
  return undefined;
}
