import type { Flow } from './flow.js';

/** Waits until less waits; what a destination is doing decides how long. */
export interface Pressure {
  /**
   * Resolves with nothing once no more than `most` parcels wait, or else with the reason why that is not to be expected:
   * nothing could be sent for as long as patience lasts, or a destination does not take anything until somebody acts.
   */
  below(most: number): Promise<string | undefined>;
}

/** After these it is worth to look again. */
const MOVES: readonly string[] = ['sent', 'refused', 'retry', 'paused'];

/** Milliseconds that the least patient wait: why nothing moves is told a moment later than that it does not. */
const MOMENT = 250;

/** Resolves when something moves, when the time is over, or when somebody wants the end. */
function movement(flow: Flow, milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const unlisten = flow.listen((event) => {
      if (event.type === 'delivery' && MOVES.includes(event.event.type)) end();
    });
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
  });
}

/** Milliseconds that somebody who wants the end still waits for what is on its way. */
const GRACE = 5000;

const afterGrace = (stop: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    const begin = (): void => void setTimeout(resolve, GRACE, undefined).unref();
    if (stop.aborted) begin();
    else stop.addEventListener('abort', begin, { once: true });
  });

/** @param patience milliseconds to wait for a destination that cannot be reached */
export function createPressure(
  flow: Flow,
  patience: number,
  stop: AbortSignal,
  now: () => number,
  onWait: (reason: string) => void
): Pressure {
  const over = afterGrace(stop);
  return {
    async below(most) {
      let since: number | undefined;
      let before = Infinity;
      for (;;) {
        const drained = await Promise.race([flow.drained(most), over]);
        if (!drained) return 'stopped';
        const { waiting, stuck } = drained;
        if (waiting <= most) return undefined;
        const reason = stuck ?? 'nothing moves';
        // Somebody has to repair it: time does not.
        const isPaused = (await flow.status()).lanes.some(({ paused }) => paused !== undefined);
        if (isPaused || stop.aborted) return reason;
        if (since === undefined || waiting < before) {
          if (since === undefined && patience > 0) onWait(reason);
          since = now();
        }
        before = waiting;
        const rest = since + Math.max(patience, MOMENT) - now();
        if (rest <= 0) return reason;
        await movement(flow, rest, stop);
      }
    }
  };
}
