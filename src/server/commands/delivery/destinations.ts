import type { LaneStatus, OutboxStatus } from '../../../delivery/status.js';
import { placeOf } from '../../collector/place-of.js';
import { UNNAMED } from '../../collector/unnamed.js';
import type { Flow } from './flow.js';

/** The part of the folder that stays free while there is a choice: what is read into a full one pushes out what waits. */
export const SPARE = 0.2;

/** Keys of lanes whose last request was not taken. */
export type Failing = ReadonlySet<string>;

/** Follows which lanes fail; a lane that waits since an earlier run fails as well, which its status says. */
export function followFailing(flow: Flow): Failing {
  const failing = new Set<string>();
  flow.listen((heard) => {
    if (heard.type !== 'delivery') return;
    const { event } = heard;
    if (event.type === 'retry' || event.type === 'paused') failing.add(event.lane.key);
    if (event.type === 'sent' || event.type === 'refused' || event.type === 'resumed') failing.delete(event.lane.key);
  });
  return failing;
}

/** How it stands with all lanes to one address. */
interface Place {
  readonly isLrs: boolean;
  readonly waiting: number;
  /** None of the lanes in which something waits takes anything. */
  readonly isFailing: boolean;
}

const isStuck = ({ lane, paused, retryAt }: LaneStatus, failing: Failing): boolean =>
  paused !== undefined || retryAt !== undefined || failing.has(lane.key);

/** Each address to which a lane leads, besides those that the settings no longer name. */
export function placesOf(lanes: readonly LaneStatus[], failing: Failing): readonly Place[] {
  const places = new Map<string, Place>();
  for (const status of lanes) {
    const { lane, waiting, paused } = status;
    if (paused === UNNAMED) continue;
    const name = placeOf(lane);
    const { waiting: others, isFailing } = places.get(name) ?? { waiting: 0, isFailing: true };
    places.set(name, {
      isLrs: lane.destination === 'lrs',
      waiting: others + waiting,
      isFailing: isFailing && (waiting === 0 || isStuck(status, failing))
    });
  }
  return [...places.values()].map((place) => ({ ...place, isFailing: place.waiting > 0 && place.isFailing }));
}

/**
 * Whether more is to be read although much waits: at least one destination would have nothing to do otherwise. The others
 * are bounded by the folder. When that is full, those that are well are waited for; of Kaltura's services that take nothing
 * the oldest events are let go of; statements never are, since the input still has what makes them.
 * @param room the part of the folder that is free
 * @param most so many wait for a destination that has enough to do
 */
export function mayGoOn({ lanes }: OutboxStatus, failing: Failing, room: number, most: number): boolean {
  const places = placesOf(lanes, failing);
  const isWell = ({ isFailing, waiting }: Place): boolean => !isFailing && waiting <= most;
  if (!places.some(isWell)) return false;
  if (room > SPARE) return true;
  const stuck = places.filter(({ isFailing }) => isFailing);
  return stuck.length > 0 && places.every((place) => (place.isFailing ? !place.isLrs : isWell(place)));
}
