import { anonymousId, forgetAnonymousId } from '../browser/anonymous-id.js';
import { createFetchSend } from '../browser/fetch-send.js';
import { createIdbStore, storageSalt } from '../browser/idb-store.js';
import { watchPageLife } from '../browser/page-life.js';
import { uuid } from '../browser/uuid.js';
import { forgetSiteSettings } from '../browser/site-settings.js';
import { forgetVisit, visitId } from '../browser/visit.js';
import { wake } from '../browser/wake.js';
import { createWebLocks } from '../browser/web-locks.js';
import { createOutbox } from '../delivery/outbox.js';
import type { TrackerPorts } from '../tracker/ports.js';
import { createLending, type Lending } from './lending.js';

/** Whoever tracks on this page: told when it goes away, and when the back/forward cache brings it back. */
export interface Member {
  leave(): void;
  back(): void;
}

/** What all trackers of a page share, over bundles and versions of this package: one outbox, one page life. */
export interface Page {
  readonly ports: TrackerPorts;
  readonly lending: Lending;
  /** Returns the function that ends the membership. */
  join(member: Member): () => void;
  /** Deletes what the browser keeps for the site. Rejects when the storage does not let go of it. */
  forget(): Promise<void>;
}

/** Versioned: a bundle that needs another shape must not find this one. */
const KEY = Symbol.for('playkit-js-xapi/page@1');

/** Milliseconds between two looks at what other pages left behind. */
const BEAT = 30_000;

function open(): Page {
  const members = new Set<Member>();
  const locks = createWebLocks();
  const store = createIdbStore();
  const outbox = createOutbox({
    store,
    salt: storageSalt(),
    send: createFetchSend(),
    locks,
    wake,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random
  });
  watchPageLife({
    onLeave(how) {
      // Viewings close first, so that their last statements leave with the others.
      if (how === 'gone') members.forEach((member) => member.leave());
      outbox.leave();
      // A held lock would keep the page out of the back/forward cache, and a frozen page would keep all others waiting.
      if (how !== 'hidden') locks.letGo(how === 'gone' ? '' : 'xapi-lane:');
    },
    onReturn(restored) {
      if (restored) members.forEach((member) => member.back());
      // Whatever kept it from being sent may be over.
      void outbox.flush({ probe: false });
    }
  });
  const beat = (): void => {
    void outbox.beat();
    wake(BEAT, beat);
  };
  beat();
  return {
    ports: {
      outbox,
      wake,
      uuid,
      anonymousId,
      visit: visitId,
      now: () => ({ mono: performance.now(), wall: Date.now() })
    },
    lending: createLending(),
    join(member) {
      members.add(member);
      return () => members.delete(member);
    },
    async forget() {
      forgetAnonymousId();
      forgetVisit();
      forgetSiteSettings();
      await outbox.forget();
    }
  };
}

const shelf = globalThis as unknown as Record<symbol, Page | undefined>;

/** The page's own, if anybody has asked for it. */
export const pageIfAny = (): Page | undefined => shelf[KEY];

/** The page's own, made by the first who asks. */
export const thePage = (): Page => (shelf[KEY] ??= open());
