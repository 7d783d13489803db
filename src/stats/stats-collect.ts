import type { Happening } from '../events/happening.js';
import { readFields } from './fields.js';
import { listStatsEventTypes, STATS_EVENT_TYPES, statsEventType } from './stats-event-types.js';
import { STATS_FIELDS } from './stats-fields.js';

/** What became of something that the application said: what to pass on, or in one sentence why not. */
export type Collected =
  | { readonly type: 'event'; readonly happening: Extract<Happening, { readonly name: 'host' }> }
  | { readonly type: 'refused'; readonly reason: string };

/** What playback itself tells, in its order and once: nobody else can know better. */
const isTold = (id: number): boolean => id < 8 || id === 16;

/**
 * Reads a call of `collect(type, overrides?)`.
 * @param type a name or an id of a stats event type
 * @param overrides fields of KalturaStatsEvent by their names, times and positions in seconds; type and session are given
 */
export function readCollect(type: unknown, overrides?: unknown): Collected {
  const refuse = (reason: string): Collected => ({ type: 'refused', reason: `collect: ${reason}.` });
  const id = statsEventType(type);
  if (!id) return refuse(`${String(type)} is no type of a stats event. There are ${listStatsEventTypes()}`);
  if (isTold(id)) return refuse(`${STATS_EVENT_TYPES[id - 1]} is told by playback itself, when it happens`);
  const fields = readFields(overrides, STATS_FIELDS);
  return typeof fields === 'string' ? refuse(fields) : { type: 'event', happening: { name: 'host', type: id, fields } };
}
