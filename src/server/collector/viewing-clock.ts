import type { Wake } from '../../delivery/ports.js';
import type { Instant } from '../../events/playback-event.js';

/** The time of one viewing: that of whoever reports it. */
export interface ViewingClock {
  readonly now: () => Instant;
  readonly wake: Wake;
  /** The moment of the event that comes now. */
  come(at: Instant): void;
}

/** A recorded viewing's time: it stands still between events, and what was to happen meanwhile happens then. */
export function createRecordedClock(): ViewingClock {
  let now: Instant | undefined;
  let alarms: readonly { readonly at: number; readonly ring: () => void }[] = [];
  const here = (): Instant => now ?? { mono: 0, wall: 0 };

  return {
    now: here,
    wake(milliseconds, ring) {
      const alarm = { at: here().mono + Math.max(milliseconds, 0), ring };
      alarms = [...alarms, alarm].sort((a, b) => a.at - b.at);
      return () => void (alarms = alarms.filter((other) => other !== alarm));
    },
    come(at) {
      for (let [first] = alarms; first && first.at <= at.mono; [first] = alarms) {
        const { mono, wall } = here();
        now = { mono: first.at, wall: wall + first.at - mono };
        alarms = alarms.slice(1);
        first.ring();
      }
      now = at;
    }
  };
}

/** A live viewing's time runs on from its last event: the device that reports it may have a clock of its own. */
export function createLiveClock(real: () => Instant, wake: Wake): ViewingClock {
  let heard = real();
  let said = heard;
  return {
    now: () => {
      const since = real().mono - heard.mono;
      return { mono: said.mono + since, wall: said.wall + since };
    },
    wake,
    come(at) {
      heard = real();
      said = at;
    }
  };
}
