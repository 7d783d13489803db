import type { Lane } from '../delivery/lane.js';
import type { Destination, DestinationPorts } from '../destination/destination.js';
import type { Settings } from '../settings/settings.js';
import { anotherChance } from './before-send.js';
import { laneOf } from './lane-of.js';

/** What a record store's destination is, whatever it is told of. */
export interface Lrs extends Required<Pick<Destination, 'configure' | 'laneOf' | 'again'>> {
  /** Those by which statements are made now; nothing: there are none. */
  settings(): Settings | undefined;
}

/** The record store as the settings name it. */
export function createLrs({ uuid, anonymousId, session, report }: DestinationPorts): Lrs {
  const stranger = uuid();
  let settings: Settings | undefined;
  let lane: Lane | undefined;
  return {
    configure(situation) {
      // Another entry changes nothing.
      if (situation?.settings === settings) return;
      settings = situation?.settings;
      lane = settings && laneOf(settings, () => session.now()?.settings, anonymousId, stranger);
    },
    laneOf: () => lane,
    settings: () => lane && settings,
    again(letters) {
      const again = anotherChance(letters, settings?.beforeSend);
      if (again.problem) report(again.problem);
      return again.letters;
    }
  };
}
