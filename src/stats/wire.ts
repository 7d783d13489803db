import { form } from '../kaltura/form.js';
import type { StatsEvent } from './event.js';

/**
 * `post`: as the events guide says. `get`: everything in the query, as players before it did. `both`: posted, and in the query,
 * too, for those who read logs of addresses.
 */
export type StatsTransport = 'post' | 'get' | 'both';

/**
 * A stats event as it is kept and sent, without the KS: for `post` the body of the request, for `get` its query, for `both` a
 * line with the query and one with the body.
 *
 * Points in time and positions are whole seconds in `post` and milliseconds in `get`; `duration` is whole seconds in
 * both; `true` is 1.
 * @see the user's events guide, section 5, and the legacy GET document
 */
export function statsBody(event: StatsEvent, transport: StatsTransport): string {
  if (transport === 'both') return `${statsBody(event, 'get')}\n${statsBody(event, 'post')}`;
  const get = transport === 'get';
  const point = (seconds: number): number => {
    const milliseconds = Math.round(seconds * 1000);
    return get ? milliseconds : Math.floor(milliseconds / 1000);
  };
  const { eventTimestamp, currentPoint, newPoint, duration } = event;
  const wire = {
    objectType: 'KalturaStatsEvent',
    ...event,
    eventTimestamp: point(eventTimestamp),
    currentPoint: point(currentPoint),
    newPoint: newPoint && point(newPoint),
    duration: Math.round(duration)
  };
  const fields = Object.entries(wire).map(
    ([name, value]) => [get ? `event:${name}` : `event[${name}]`, value] as const
  );
  // Kaltura's servers look for the first two, in this order, in the query of the legacy form.
  return form({ ...(get && { service: 'stats', action: 'collect' }), format: 1, ...Object.fromEntries(fields) });
}
