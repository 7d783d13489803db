import { until } from './backoff.js';
import { fill, isSound } from './batch.js';
import { doubt, idsOf } from './lane-acts.js';
import type { Credential } from './lane.js';
import type { Draft, LaneState } from './lane-state.js';
import { ask, start } from './lane-turn.js';

// What leaves with the page, in requests that may outlive it.

/** Nothing may be sent even by a page that goes away. */
function isShut({ closed, lane, note, turn, now }: Draft): boolean {
  if (closed || note.paused || (note.asked && until(note.retryAt, now))) return true;
  // Twice on its way is nothing to an LRS, which knows ids; others would count it twice, and nobody would know.
  return lane.id.destination !== 'lrs' && (turn.at === 'sending' || turn.at === 'waiting');
}

export function leave(lane: Draft, room: number): void {
  if (isShut(lane)) return;
  const { head, flights, held } = lane;
  const due = head.parcels.filter((parcel) => isSound(parcel) && !lane.landed.includes(parcel.id));
  const parcels = fill(due, lane.size ? 1 : lane.lane.batch, room);
  const ids = idsOf(parcels);
  // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
  if (ids.every((id) => flights.some((flight) => flight.ids.includes(id)))) return;
  doubt(lane, ids[0] ?? '');
  if (lane.steps.length) lane.effects.push(['write', lane.steps.splice(0), false]);
  lane.flights = [...flights, { number: lane.flown++, ids, parcels }];
  if (held === undefined) ask(lane);
  else lift(lane, held);
}

/** Those that waited for a credential leave. */
export function lift(lane: Draft, credential: Credential): void {
  lane.flights = lane.flights.map(({ number: flight, ids, parcels }) => {
    if (parcels) lane.effects.push(['send', parcels, credential, flight]);
    return { number: flight, ids };
  });
}

/** These flights have ended. Anything but yes is left to the ordinary way, which sends the same bytes again. */
export function landed(lane: Draft, isOver: (flight: LaneState['flights'][number]) => boolean, sent = false): void {
  const over = lane.flights.filter(isOver);
  if (!over.length) return;
  lane.flights = lane.flights.filter((flight) => !over.includes(flight));
  if (sent) lane.landed = [...lane.landed, ...over.flatMap(({ ids }) => ids)];
  start(lane);
}
