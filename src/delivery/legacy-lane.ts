import type { LaneId } from './lane.js';

const DESTINATIONS = ['lrs', 'stats', 'analytics'] as const;

/**
 * Reads what version 0.1.0 called a lane: `lrs <url>`, or destination, address and owner with a space between. Undefined:
 * that is no such name.
 */
export function readLegacyLane(name: unknown): LaneId | undefined {
  const [word = '', url = '', ...owner] = String(name).split(' ');
  const destination = DESTINATIONS.find((each) => each === word);
  return destination && url ? { destination, url, owner: owner.join(' ') } : undefined;
}
