import { anonymousId } from '../browser/anonymous-id.js';
import { createFetchSend } from '../browser/fetch-send.js';
import { createMemoryStore } from '../browser/memory-store.js';
import { watchPageLife } from '../browser/page-life.js';
import { uuid } from '../browser/uuid.js';
import { wake } from '../browser/wake.js';
import { createOutbox } from '../delivery/outbox.js';
import type { Ports } from '../delivery/ports.js';
import type { TrackerPorts } from '../tracker.js';

/** Whoever tracks on this page: told when it goes away, and when the back/forward cache brings it back. */
export interface Member {
  leave(): void;
  back(): void;
}

/** What all trackers of a page share, over bundles and versions of this package: one outbox, one page life. */
export interface Page {
  readonly ports: TrackerPorts;
  /** Returns the function that ends the membership. */
  join(member: Member): () => void;
}

/** Versioned: a bundle that needs another shape must not find this one. */
const KEY = Symbol.for('playkit-js-xapi/page@1');

function open(): Page {
  const members = new Set<Member>();
  // The memory of a page is its own: no other tab drains it, and none needs to be kept away.
  const locks: Ports['locks'] = {
    exclusive: false,
    wait: (_name, work) => work(),
    attempt: (_name, work) => work()
  };
  const store = createMemoryStore();
  const outbox = createOutbox({ store, send: createFetchSend(), locks, wake, now: Date.now, random: Math.random });
  watchPageLife({
    onLeave(gone) {
      // Viewings close first, so that their last statements leave with the others.
      if (gone) members.forEach((member) => member.leave());
      outbox.leave();
    },
    onReturn(restored) {
      if (restored) members.forEach((member) => member.back());
      // Whatever kept it from being sent may be over.
      void outbox.flush();
    }
  });
  return {
    ports: { outbox, wake, uuid, anonymousId, now: () => ({ mono: performance.now(), wall: Date.now() }) },
    join(member) {
      members.add(member);
      return () => members.delete(member);
    }
  };
}

/** The page's own, made by the first who asks. */
export function thePage(): Page {
  const shelf = globalThis as unknown as Record<symbol, Page | undefined>;
  return (shelf[KEY] ??= open());
}
