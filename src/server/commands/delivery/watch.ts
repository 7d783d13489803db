import type { CollectorEvent } from '../../collector/collector-types.js';
import { placeOf } from '../../collector/place-of.js';
import { plainReason } from '../../collector/plain-reason.js';
import { countDelivery, type Tally } from './tally.js';

/** So many refusals are told one by one; the others are counted, and `status` has them all. */
const TOLD = 20;

/** Follows what becomes of what is sent. */
export interface Watch {
  /** To be told from the very beginning: what an earlier run has left is sent at once. */
  readonly hear: (event: CollectorEvent) => void;
  /** Why each destination could not be reached last. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** @param say one message, without a secret */
export function watchDelivery(tally: Tally, say: (message: string) => void): Watch {
  const reasons = new Map<string, string>();
  const letGo = new Set<string>();
  return {
    reasons,
    hear(heard) {
      if (heard.type === 'problem') tally.damaged ||= heard.problem.code === 'damaged';
      if (heard.type !== 'delivery') return;
      const { event } = heard;
      countDelivery(tally, event);
      if (event.type === 'retry' || event.type === 'paused') reasons.set(placeOf(event.lane), event.reason);
      if (event.type === 'evicted' && !letGo.has(placeOf(event.lane))) {
        letGo.add(placeOf(event.lane));
        say(
          `let go of: ${placeOf(event.lane)}: the oldest of what waits, since it is more than the setting ` +
            'outbox.maxMegabytes allows, or older than outbox.maxDays'
        );
      }
      if (event.type === 'refused' && tally.refused <= TOLD)
        say(`refused: ${placeOf(event.lane)}: ${plainReason(event.reason)}`);
    }
  };
}
