import { createBroadcast } from '../browser/broadcast.js';
import { anonymousId, forgetAnonymousId } from '../browser/anonymous-id.js';
import { createFetchSend } from '../browser/fetch-send.js';
import { createIdbStore, migrations, storageSalt } from '../browser/idb-store.js';
import { upgradeGate } from '../browser/upgrade-gate.js';
import { unansweredMarks } from '../browser/unanswered-marks.js';
import { uuid } from '../browser/uuid.js';
import { forgetSiteSettings } from '../browser/site-settings.js';
import { forgetVisit, visitId } from '../browser/visit.js';
import { wake } from '../browser/wake.js';
import { createWebLocks } from '../browser/web-locks.js';
import { createOutbox } from '../delivery/outbox.js';
import type { TrackerPorts } from '../tracker/ports.js';
import { createSharedIdentity, type SharedIdentity } from './shared-identity.js';
import { createLife, type Member } from './life.js';

/** What all trackers of a page share, over bundles and versions of this package: one outbox, one page life. */
export interface Page {
  readonly ports: TrackerPorts;
  readonly sharedIdentity: SharedIdentity;
  /** Returns the function that ends the membership. */
  join(member: Member): () => void;
  /** Deletes what the browser keeps for the site. Rejects when the storage does not let go of it. */
  forget(): Promise<void>;
}

/**
 * Another version of this package may be on the page, whose interface is another one: it does not find this one, and has an
 * outbox of its own over the same store. A test keeps the number in step with the interface.
 */
const KEY = Symbol.for('playkit-js-xapi/page@2');

function open(): Page {
  const members = new Set<Member>();
  const locks = createWebLocks();
  const send = createFetchSend();
  const broadcast = createBroadcast();
  const outbox = createOutbox({
    store: createIdbStore(undefined, { gate: () => upgradeGate(migrations.length) }),
    salt: storageSalt(),
    send,
    hangUp: () => send.hangUp(),
    locks,
    broadcast,
    unanswered: unansweredMarks,
    wake,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random
  });
  const life = createLife({ outbox, locks, broadcast, members, wake });
  return {
    ports: {
      outbox,
      wake,
      uuid,
      anonymousId,
      visit: visitId,
      now: () => ({ mono: performance.now(), wall: Date.now() })
    },
    sharedIdentity: createSharedIdentity(),
    join(member) {
      members.add(member);
      life.begin();
      return () => {
        members.delete(member);
        if (!members.size) life.end();
      };
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
