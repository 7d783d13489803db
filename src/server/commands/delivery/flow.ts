import type { Outbox } from '../../../delivery/outbox.js';
import type { OutboxStatus } from '../../../delivery/status.js';
import type { CollectorEvent } from '../../collector/collector-types.js';
import type { SettleOptions } from '../../ports/settle.js';

/** As much of a collector as is needed to follow what becomes of parcels. */
export interface Flow {
  drained(most?: number): Promise<{ readonly waiting: number; readonly stuck?: string }>;
  status(): Promise<OutboxStatus>;
  /** The part of the outbox that is free, from 0 to 1. */
  room(): Promise<number>;
  listen(listener: (event: CollectorEvent) => void): () => void;
  /** Why the folder did not take the last change; undefined: it did. */
  failure(): Error | undefined;
  /** Begins no other request. Resolves when those that are on their way are answered, or the time for that is over. */
  settle(options: SettleOptions): Promise<void>;
}

/** The same of an outbox that has no collector round it. @param room the part of its folder that is free */
export function flowOf(
  outbox: Outbox,
  room: () => number,
  { settle, failure }: Pick<Flow, 'settle' | 'failure'>
): Flow {
  let flushed = false;
  return {
    async drained(most = 0) {
      // Once: to flush ends a back-off, and a destination that fails is not to be pressed.
      if (!flushed) await outbox.flush();
      flushed = true;
      const { lanes } = await outbox.status();
      const waiting = lanes.reduce((sum, lane) => sum + lane.waiting, 0);
      const reason = lanes.find((lane) => lane.reason !== undefined)?.reason ?? 'no answer that takes it yet';
      return { waiting, ...(waiting > most && { stuck: reason }) };
    },
    status: () => outbox.status(),
    room: () => Promise.resolve(room()),
    failure,
    settle,
    listen: (listener) => outbox.listen((event) => listener({ type: 'delivery', event }))
  };
}
