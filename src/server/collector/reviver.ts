import type { Outbox } from '../../delivery/outbox.js';
import type { DeadLetter } from '../../delivery/ports.js';
import type { BeforeSend } from '../../settings/settings.js';
import { redo } from '../../xapi/before-send.js';
import type { CollectorLanes } from './collector-lanes.js';

/** Gives dead letters another chance. */
export interface Reviver {
  /** Those with these ids, or all that can be sent. Gives how many. */
  retry(ids?: readonly string[]): Promise<number>;
}

export function createReviver(
  outbox: Outbox,
  lanes: CollectorLanes,
  beforeSend: () => BeforeSend | undefined
): Reviver {
  /** What never was sendable is looked at once more, and is sent only as that allows. */
  const sendable = (letter: DeadLetter): readonly DeadLetter[] => {
    if (!letter.held) return [letter];
    const redone = redo(letter.body, beforeSend());
    return redone ? [{ ...letter, ...redone }] : [];
  };

  return {
    async retry(ids) {
      const letters = (await outbox.dead())
        .filter(({ id }) => !ids || ids.includes(id))
        .filter(({ lane }) => lanes.reopen(lane))
        .flatMap(sendable);
      if (letters.length) await outbox.revive(letters);
      return letters.length;
    }
  };
}
