import type { Wake } from '../delivery/ports.js';

/** Rings once, at the time that was asked for last; asking for none silences it. Times are on the monotonic clock. */
export type Alarm = (at: number | undefined) => void;

export function createAlarm(wake: Wake, mono: () => number, ring: () => void): Alarm {
  let due: number | undefined;
  let cancel: (() => void) | undefined;
  return (at) => {
    if (at === due) return;
    due = at;
    cancel?.();
    cancel =
      at === undefined
        ? undefined
        : wake(Math.ceil(at - mono()), () => {
            // A timer may be early: then whoever hears it asks for another.
            due = undefined;
            ring();
          });
  };
}
