import type { Entry } from '../events/entry.js';
import type { Surroundings } from '../events/playback-event.js';
import type { Booking } from '../xapi/booking.js';
import type { TrackerPorts } from './ports.js';

/** One viewing and the names that it goes by. */
export interface Sitting {
  /** UUID: what is drafted for its end is found under it. */
  readonly viewing: string;
  readonly entry: Entry;
  readonly booking: Booking;
  readonly registration: string;
  /** UUID of the playback session. */
  readonly sessionId: string;
  /** UUID of the visit, where statements name one. */
  readonly visitId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly surroundings: Surroundings;
  /** The ids of the statements that end the playback session. */
  readonly ending: Ending;
}

/** Gives the id of the nth statement about an event. */
export type Ending = (event: string, nth: number) => string;

/**
 * A playback session has one end, however often it is drafted and however it comes: each of its closing statements keeps
 * its id, so that a record store that hears of it twice takes it once.
 */
export function createEnding(uuid: () => string): Ending {
  const ids = new Map<string, string>();
  return (event, nth) => {
    const key = `${event} ${nth}`;
    const id = ids.get(key) ?? uuid();
    ids.set(key, id);
    return id;
  };
}

/** A viewing begins, under new names. */
export const sitDown = (
  entry: Entry,
  booking: Booking,
  anonymousId: string | undefined,
  visitId: string | undefined,
  { uuid }: Pick<TrackerPorts, 'uuid'>
): Sitting => ({
  viewing: uuid(),
  entry,
  booking,
  registration: uuid(),
  sessionId: uuid(),
  visitId,
  anonymousId,
  surroundings: {},
  ending: createEnding(uuid)
});
