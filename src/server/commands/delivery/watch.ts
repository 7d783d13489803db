import type { Flow } from './flow.js';
import { placeOf } from './remains.js';
import { countDelivery, type Tally } from './tally.js';

/** So many refusals are told one by one; the others are counted, and `status` has them all. */
const TOLD = 20;

/**
 * Follows what becomes of what is sent.
 * @param say one message, without a secret
 * @returns why each destination could not be reached last
 */
export function watchDelivery(flow: Flow, tally: Tally, say: (message: string) => void): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  flow.listen((heard) => {
    if (heard.type !== 'delivery') return;
    const { event } = heard;
    countDelivery(tally, event);
    if (event.type === 'retry' || event.type === 'paused') reasons.set(placeOf(event.lane), event.reason);
    if (event.type === 'refused' && tally.refused <= TOLD) say(`refused: ${placeOf(event.lane)}: ${event.reason}`);
  });
  return reasons;
}
