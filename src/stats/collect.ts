import type { Happening } from '../events/happening.js';
import { readFields } from '../kaltura/fields.js';
import { listStatsEventTypes, STATS_EVENT_TYPES, statsEventType } from './event-types.js';
import { STATS_FIELDS } from './fields.js';

/** What became of something that the application said: what to pass on, or in one sentence why not. */
export type Collected =
  | { readonly type: 'event'; readonly happening: Extract<Happening, { readonly name: 'host' }> }
  | { readonly type: 'refused'; readonly reason: string };

/** What playback itself tells, in its order and once: nobody else can know better. */
const isTold = (id: number): boolean => id < 8 || id === 16;

/**
 * Reads what an application tells by itself, whichever way it comes: a call, a recorded `host` happening, an adapter's.
 * @param type a name or an id of a stats event type
 * @param overrides fields of KalturaStatsEvent by their names, times and positions in seconds; type and session are given
 */
export function readHost(type: unknown, overrides?: unknown): Collected {
  const refuse = (reason: string): Collected => ({ type: 'refused', reason });
  const id = statsEventType(type);
  const shown = typeof type === 'string' || typeof type === 'number' ? String(type).slice(0, 60) : typeof type;
  if (!id) return refuse(`${shown} is no type of a stats event. There are ${listStatsEventTypes()}`);
  if (isTold(id)) return refuse(`${STATS_EVENT_TYPES[id - 1]} is told by playback itself, when it happens`);
  const fields = readFields(overrides, STATS_FIELDS);
  return typeof fields === 'string' ? refuse(fields) : { type: 'event', happening: { name: 'host', type: id, fields } };
}

/** Reads a call of `collect(type, overrides?)`. */
export function readCollect(type: unknown, overrides?: unknown): Collected {
  const read = readHost(type, overrides);
  return read.type === 'refused' ? { ...read, reason: `collect: ${read.reason}.` } : read;
}
