import { countUnnamed } from '../../collector/unnamed.js';
import { StorageError } from '../storage-error.js';
import type { Flow } from './flow.js';
import { followFailing, mayGoOn, placesOf, SPARE } from './destinations.js';

/** Waits until less waits; what a destination is doing decides how long. */
export interface BackPressure {
  /**
   * Resolves with nothing once no more than `most` parcels wait, besides those for which there is no destination any more;
   * or else with the reason why that is not to be expected: nothing could be sent for as long as patience lasts, or no
   * destination takes anything until somebody acts.
   */
  below(most: number): Promise<string | undefined>;
}

/** After these it is worth to look again. */
const MOVES: readonly string[] = ['sent', 'refused', 'retry', 'paused'];

/** Something is done with. */
const DONE: readonly string[] = ['sent', 'refused'];

/** Milliseconds that the least patient wait: why nothing moves is told a moment later than that it does not. */
const MOMENT = 250;

/** The same for the answer to what is on its way. */
const ANSWER = 1000;

/** The same from one look at the single destinations to the next. */
const LOOK = 100;

/** Milliseconds without an answer after which it is told what is waited for. */
const QUIET = 5000;

/** The longest that a timer can wait for. */
const LONGEST = 2 ** 31 - 1;

const SILENT = 'no answer yet';

/** What it resolves with when that time is over; `cancel` lets go of the timer. */
function silence(milliseconds: number): { readonly over: Promise<typeof SILENT>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof SILENT>((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, LONGEST), SILENT);
  });
  return { over, cancel: () => clearTimeout(timer) };
}

/** Resolves when something moves, when the time is over, or when somebody wants the end. */
function movement(flow: Flow, milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST));
    const unlisten = flow.listen((event) => {
      if (event.type === 'delivery' && MOVES.includes(event.event.type)) end();
    });
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
  });
}

/** Milliseconds from a signal, or from the end of patience, in which what is on its way may be answered. The process ends after ten. */
const LAST_ANSWERS = 9000;

/** Resolves when the requests are over that are on their way when somebody wants the end. */
const endOf = (flow: Flow, stop: AbortSignal): Promise<undefined> =>
  new Promise((resolve, reject) => {
    const begin = (): void => void flow.settle({ longest: LAST_ANSWERS }).then(() => resolve(undefined), reject);
    if (stop.aborted) begin();
    else stop.addEventListener('abort', begin, { once: true });
  });

/** @param patience milliseconds to wait for a destination that cannot be reached, or does not answer */
export function createBackPressure(
  flow: Flow,
  patience: number,
  stop: AbortSignal,
  now: () => number,
  onWait: (reason: string) => void
): BackPressure {
  const over = endOf(flow, stop);
  const failing = followFailing(flow);

  /** A request that began late, such as a retry, has as long as any other; none is begun after it. */
  async function giveUp(reason: string): Promise<string> {
    await flow.settle({ longest: LAST_ANSWERS, each: Math.max(patience, ANSWER) });
    return reason;
  }

  async function wait(wanted: number, since: () => number): Promise<string | undefined> {
    let told = false;
    const tell = (reason: string): void => {
      if (!told && patience > 0) onWait(reason);
      told = true;
    };
    const [{ lanes: all }, room] = [await flow.status(), await flow.room()];
    // What is read into a full folder pushes out what waits.
    const most = room > SPARE ? wanted : 0;
    const allowed = most + countUnnamed(all);
    if (most > 0 && all.reduce((sum, lane) => sum + lane.waiting, 0) <= allowed) return undefined;
    const isShared = wanted > 0 && placesOf(all, failing).length > 1;
    let draining = flow.drained(allowed);
    for (;;) {
      if (isShared && mayGoOn(await flow.status(), failing, await flow.room(), wanted)) return undefined;
      const left = since() + Math.max(patience, ANSWER) - now();
      if (left <= 0) return giveUp(SILENT);
      const quiet = silence(Math.min(left, isShared ? LOOK : QUIET));
      const drained = await Promise.race([draining, over, quiet.over]);
      quiet.cancel();
      // What was sent could not be deleted: it would be sent again, in vain, for as long as patience lasts.
      const failure = flow.failure();
      if (failure) throw new StorageError(await giveUp(failure.message));
      if (!drained) return 'stopped';
      if (drained === SILENT) {
        if (now() - since() >= QUIET) tell(SILENT);
        continue;
      }
      const { waiting, stuck = 'nothing moves' } = drained;
      if (waiting <= allowed) return undefined;
      if (stop.aborted) {
        await over;
        return 'stopped';
      }
      // Somebody has to repair what is paused: time does not.
      const lanes = (await flow.status()).lanes.filter((lane) => lane.waiting > 0);
      if (lanes.every(({ paused, probing }) => paused !== undefined && !probing)) return stuck;
      tell(stuck);
      const rest = since() + Math.max(patience, MOMENT) - now();
      if (rest <= 0) return giveUp(stuck);
      await movement(flow, rest, stop);
      draining = flow.drained(allowed);
    }
  }

  return {
    async below(most) {
      let since = now();
      const unlisten = flow.listen((event) => {
        if (event.type === 'delivery' && DONE.includes(event.event.type)) since = now();
      });
      try {
        return await wait(most, () => since);
      } finally {
        unlisten();
      }
    }
  };
}
