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
  const { head, flights, held, note, turn } = lane;
  const due = head.parcels.filter((parcel) => isSound(parcel) && !lane.landed.includes(parcel.id));
  const parcels = fill(due, lane.size ? 1 : lane.lane.batch, room);
  const ids = idsOf(parcels);
  // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
  const flying = flights.flatMap((flight) => idsOf(flight.parcels));
  if (ids.every((id) => flying.includes(id))) return;
  const id = ids[0] ?? '';
  // A turn that is about to send it has noted that, and gives way to this.
  if (turn.at !== 'writing' || turn.next !== 'send' || note.tried?.id !== id) doubt(lane, id);
  if (lane.steps.length) lane.effects.push(['write', lane.steps.splice(0), false]);
  lane.flights = [...flights, { number: lane.flown++, parcels, waits: true }];
  if (held === undefined) ask(lane);
  else lift(lane, held);
}

/**
 * The page goes: whoever comes next has to know what is on its way, since the answer may come to nobody. Said of those alone
 * that are better lost than counted twice, and not where the last try failed: this one may fail, too.
 */
export function mark(lane: Draft): void {
  if (!lane.gone || lane.forgotten || lane.note.attempt) return;
  const sent = lane.flights.flatMap(({ parcels, waits }) => (waits ? [] : parcels));
  if (lane.turn.at === 'sending') sent.push(...lane.batch);
  const ids = idsOf(sent.filter(({ id, body }) => lane.lane.isSentOnce?.(body) && !lane.marked.includes(id)));
  if (!ids.length) return;
  lane.marked = [...lane.marked, ...ids];
  lane.effects.push(['mark', ids]);
}

/** Those that waited for a credential leave. */
export function lift(lane: Draft, credential: Credential): void {
  lane.flights = lane.flights.map(({ number, parcels, waits }) => {
    if (waits) lane.effects.push(['send', parcels, credential, number]);
    return { number, parcels };
  });
}

/** These flights have ended. Anything but yes is left to the ordinary way, which sends the same bytes again. */
export function landed(lane: Draft, isOver: (flight: LaneState['flights'][number]) => boolean, sent = false): void {
  const over = lane.flights.filter(isOver);
  if (!over.length) return;
  lane.flights = lane.flights.filter((flight) => !over.includes(flight));
  if (sent) lane.landed = [...lane.landed, ...over.flatMap(({ parcels }) => idsOf(parcels))];
  start(lane);
}
