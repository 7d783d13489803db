import type { Outbox } from '../../delivery/outbox.js';
import type { BeforeSend, Problem } from '../../settings/settings.js';
import { anotherChance } from '../../xapi/before-send.js';
import type { CollectorLanes } from './collector-lanes.js';

/** Gives dead letters another chance. */
export interface Reviver {
  /** Those with these ids, or all that can be sent. Gives how many. */
  retry(ids?: readonly string[]): Promise<number>;
}

export function createReviver(
  outbox: Outbox,
  lanes: CollectorLanes,
  beforeSend: () => BeforeSend | undefined,
  report: (problem: Problem) => void
): Reviver {
  return {
    async retry(ids) {
      const named = (await outbox.dead())
        .filter(({ id }) => !ids || ids.includes(id))
        .filter(({ lane }) => lanes.reopen(lane));
      const { letters, problem } = anotherChance(named, beforeSend());
      if (problem) report(problem);
      if (letters.length) await outbox.revive(letters);
      return letters.length;
    }
  };
}
