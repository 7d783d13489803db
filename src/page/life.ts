import type { PageBroadcast } from '../browser/broadcast.js';
import { watchPageLife } from '../browser/page-life.js';
import type { PageLocks } from '../browser/web-locks.js';
import type { Outbox } from '../delivery/outbox.js';
import { LANE_LOCKS } from '../delivery/lane.js';
import type { Wake } from '../delivery/ports.js';

/** Whoever tracks on this page: told when it goes away, and when the back/forward cache brings it back. */
export interface Member {
  leave(): void;
  back(): void;
}

/** What a page does as long as somebody tracks on it: it looks after the outbox, and hears when it goes away. */
export interface Life {
  /** There is a member. */
  begin(): void;
  /** The last member is gone. */
  end(): void;
}

export interface LifeParts {
  readonly outbox: Outbox;
  readonly locks: PageLocks;
  readonly broadcast: PageBroadcast;
  readonly members: ReadonlySet<Member>;
  readonly wake: Wake;
}

/** Milliseconds between two looks at what other pages left behind. */
const BEAT = 30_000;

export function createLife({ outbox, locks, broadcast, members, wake }: LifeParts): Life {
  let cancelBeat: (() => void) | undefined;
  let unwatch: (() => void) | undefined;

  function watch(): () => void {
    broadcast.open();
    return watchPageLife({
      onLeave(how) {
        // Viewings close first, so that their last statements leave with the others.
        if (how === 'gone') members.forEach((member) => member.leave());
        outbox.leave(how === 'gone');
        // A held lock would keep the page out of the back/forward cache, and a frozen page would keep all others waiting.
        if (how !== 'hidden') locks.letGo(how === 'gone' ? '' : LANE_LOCKS);
        if (how === 'gone') broadcast.close();
      },
      onReturn(restored) {
        if (restored) {
          broadcast.open();
          outbox.back();
          members.forEach((member) => member.back());
        }
        // Whatever kept it from being sent may be over.
        void outbox.flush({ probe: false });
      }
    });
  }

  function beat(): void {
    void outbox.beat();
    cancelBeat = wake(BEAT, beat);
  }

  return {
    begin() {
      unwatch ??= watch();
      if (!cancelBeat) beat();
    },
    end() {
      cancelBeat?.();
      cancelBeat = undefined;
      void outbox
        .flush({ probe: false })
        .then(() => outbox.status())
        .then(({ durable, lanes }) => {
          // What is in memory only leaves with the page, or never.
          const isKept = durable || lanes.every(({ waiting }) => !waiting);
          if (members.size || !isKept) return;
          unwatch?.();
          unwatch = undefined;
          broadcast.close();
        });
    }
  };
}
