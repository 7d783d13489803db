import type { Outbox } from '../../delivery/outbox.js';
import type { Wake } from '../../delivery/ports.js';
import type { LaneName } from '../../delivery/lane.js';
import type { LaneStatus } from '../../delivery/status.js';
import { placeOf } from './place-of.js';
import { plainReason } from './plain-reason.js';
import { UNNAMED } from './unnamed.js';

export interface Drained {
  readonly waiting: number;
  /** In one sentence: why nothing moves. */
  readonly stuck?: string;
}

/** The last reasons for which lanes wait. */
export type Reasons = ReadonlyMap<string, string>;

/** Why a lane does not move; undefined: it does. */
function standstill(
  { paused, probing, reason, retryAt, lane }: LaneStatus,
  reasons: Reasons,
  now: number
): string | undefined {
  // The answer may end the wait.
  if (probing) return undefined;
  if (paused !== undefined) return paused;
  return retryAt !== undefined && retryAt > now ? (reason ?? reasons.get(lane.key) ?? 'waits to try again') : undefined;
}

const sum = (counts: ReadonlyMap<string, number>): number => {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
};

/** How things stand: `undefined` while they move. `waiting`: by lane, of all that is in the folder or in memory. */
function look(
  most: number,
  nameOf: (key: string) => LaneName,
  waiting: ReadonlyMap<string, number>,
  lanes: readonly LaneStatus[],
  reasons: Reasons,
  now: number
): Drained | undefined {
  const total = sum(waiting);
  if (total <= most) return { waiting: total };
  // Viewers have lanes of their own, and mostly the reason is the same for all.
  const stopped = new Map<string, { readonly count: number; readonly why: string }>();
  for (const [key, count] of waiting) {
    const lane = lanes.find((each) => each.lane.key === key);
    const why = lane ? standstill(lane, reasons, now) : UNNAMED;
    if (why === undefined) return undefined;
    const place = placeOf(nameOf(key));
    const before = stopped.get(`${place} ${why}`)?.count ?? 0;
    stopped.set(`${place} ${why}`, { count: before + count, why: `${place} (${plainReason(why)})` });
  }
  const [first, second, ...more] = [...stopped.values()].map(({ count, why }) => `${count} for ${why}`);
  const all = [first, second, more.length ? `${more.length} more` : undefined].filter((each) => each !== undefined);
  return { waiting: total, stuck: `Waiting: ${all.join('; ')}.` };
}

/** Milliseconds until it is looked again when nothing was heard: some of what earlier processes knew is read in silence. */
const SILENCE = 1000;

export interface DrainedMeans {
  readonly nameOf: (key: string) => LaneName;
  readonly now: () => number;
  readonly wake: Wake;
  /** The collector is closed: nothing moves any more. */
  readonly over: AbortSignal;
}

/** Resolves once no more than so many wait, or nothing moves them. Looks again whenever something happened. */
export function drained(
  most: number,
  outbox: Outbox,
  stored: () => ReadonlyMap<string, number>,
  reasons: Reasons,
  { now, wake, over, nameOf }: DrainedMeans
): Promise<Drained> {
  return new Promise((resolve, reject) => {
    let looking = false;
    let heard = 0;
    let cancel: () => void = () => undefined;

    async function lookOnce(): Promise<Drained | undefined> {
      const { lanes } = await outbox.status();
      const counts = new Map(
        lanes.filter(({ waiting }) => waiting > 0).map(({ lane, waiting }) => [lane.key, waiting])
      );
      for (const [key, count] of stored()) if (!lanes.some(({ lane }) => lane.key === key)) counts.set(key, count);
      return look(most, nameOf, counts, lanes, reasons, now());
    }

    function end(found: Drained): void {
      cancel();
      unlisten();
      over.removeEventListener('abort', halt);
      resolve(found);
    }

    async function check(): Promise<void> {
      heard++;
      if (looking) return;
      looking = true;
      for (let seen = 0; seen !== heard;) {
        seen = heard;
        const found = await lookOnce();
        if (over.aborted) return;
        if (found) return end(found);
      }
      looking = false;
      cancel();
      cancel = wake(SILENCE, go);
    }

    const go = (): void => void check().catch(reject);
    const halt = (): void => end({ waiting: sum(stored()), stuck: 'The collector is closed.' });

    const unlisten = outbox.listen(({ type }) => {
      // While it is sent, it moves; all lanes are asked only when there may be an end of that.
      if (type === 'sent' ? sum(stored()) <= most : type !== 'stored' && type !== 'uncertain') go();
    });
    if (over.aborted) return halt();
    over.addEventListener('abort', halt);
    go();
  });
}
