import { backoff, HOUR, retryAfter } from './backoff.js';
import { digest, matches } from './digest.js';
import type { Keyring } from './keyring.js';
import type { Credential, Lane } from './lane.js';
import type { DeliveryEvent } from './status.js';
import type { LaneNote, Ports } from './ports.js';

/** Whether a lane may send now, and what its note remembers for the next page. */
export interface Standing {
  readonly note: LaneNote;
  /** Reads what other tabs and earlier pages left. To be called with the lane's lock held. */
  load(): Promise<void>;
  /**
   * Milliseconds to wait before anything may be sent; 0: now, for a paused lane as a probe. `wear`: what a request with
   * this credential would carry beside its parcels.
   */
  wait(hurry: boolean, wear: (credential: Credential) => string): Promise<number>;
  /** Something was answered as it should be. */
  resume(): Promise<void>;
  /**
   * Nothing but probes from now on. `worn`: what the refused request carried beside its parcels. `streak`: how many
   * were refused in a row, for the next page; a paused lane has no attempts to remember.
   */
  pause(reason: string, worn: string, streak: number): Promise<number>;
  /** Tries again later: when the destination asks, else when the back-off says. */
  postpone(reason: string, asked?: string): Promise<number>;
  /** The lane was defined anew: a pause may be over. */
  redefined(): void;
  /** The destination itself said when it wants to hear from us, or nothing at all. */
  shut(): boolean;
}

export const FRESH: LaneNote = { attempt: 0, retryAt: 0 };

/** Milliseconds until then; a time further off than any wait comes from a clock that jumped, and has come. */
const until = (time: number, now: number): number => (time - now > HOUR ? 0 : Math.max(0, time - now));

export function createStanding(
  lane: () => Lane,
  { now, random, store }: Ports,
  keys: Keyring,
  emit: (event: DeliveryEvent) => void
): Standing {
  let note = FRESH;
  let tries = 0;
  /** Ours, not the destination's: `flush` and a page that goes away may come earlier. */
  let ownRetryAt = 0;
  /** The one probe of this page start is spent. */
  let probed = false;
  let reopened = true;
  let announced: string | undefined;

  // A storage that fails costs the next page its knowledge, not this one.
  const write = (next: LaneNote): Promise<void> => {
    note = next;
    return store.writeNote(lane().id, next === FRESH ? undefined : next).catch(() => undefined);
  };

  const standing: Standing = {
    get note() {
      return note;
    },
    async load() {
      note = (await store.readNote(lane().id).catch(() => note)) ?? FRESH;
      if (!note.paused) tries = note.attempt;
    },
    async wait(hurry, wear) {
      const wait = until(note.retryAt, now());
      if (wait && !(hurry && note.retryAt === ownRetryAt)) return wait;
      const again = reopened;
      reopened = false;
      if (!note.paused) return 0;
      if (again && note.refused !== undefined) {
        const credential = await keys.ask();
        if (credential === undefined) {
          reopened = true;
          return standing.postpone('no credential');
        }
        if (!matches(note.refused, wear(credential))) {
          await standing.resume();
          return 0;
        }
      }
      return probed ? until(note.paused.probeAt, now()) : 0;
    },
    async resume() {
      tries = 0;
      if (note === FRESH) return;
      const { paused } = note;
      announced = undefined;
      await write(FRESH);
      if (paused) emit({ type: 'resumed', lane: lane().id });
    },
    async pause(reason, worn, streak) {
      probed = true;
      tries = 0;
      await write({
        attempt: streak,
        retryAt: 0,
        paused: { reason, since: note.paused?.since ?? now(), probeAt: now() + HOUR },
        refused: digest(random().toString(36).slice(2), worn)
      });
      if (announced !== reason) emit({ type: 'paused', lane: lane().id, reason });
      announced = reason;
      return HOUR;
    },
    async postpone(reason, asked) {
      tries++;
      const told = retryAfter(asked, now());
      // "At once" is heard the first time only, or both sides would keep each other busy for ever.
      const obey = told !== undefined && (told > 0 || tries === 1);
      const wait = obey ? told : Math.round(backoff(tries, lane().destination, random()));
      const retryAt = now() + wait;
      ownRetryAt = obey ? 0 : retryAt;
      await write({ ...note, retryAt, attempt: note.paused ? note.attempt : tries });
      emit({ type: 'retry', lane: lane().id, reason, retryAt });
      return wait;
    },
    redefined() {
      reopened = true;
    },
    shut: () => !!note.paused || (note.retryAt > now() && note.retryAt !== ownRetryAt)
  };
  return standing;
}
