import type { Farewell } from './farewell.js';
import { choose, conclude, learn, START, type Hunt, type Lesson } from './hunt.js';
import { judge } from './judge.js';
import type { Keyring } from './keyring.js';
import type { Credential, Lane } from './lane.js';
import type { DeliveryEvent } from './status.js';
import type { Parcel, Ports, Row } from './ports.js';
import type { SafeStore } from './safe-store.js';
import type { Standing } from './standing.js';

/** Sends what waits in one lane, one request at a time, and acts on the answers. */
export interface Drain {
  /** Just captured, perhaps not committed yet. */
  announce(parcel: Parcel): void;
  /**
   * Goes on until nothing is due: gives the milliseconds to the next try, or `undefined` when nothing waits. One at a
   * time. `hurry`: without waiting for our own back-off; what the destination asked for holds.
   */
  round(hurry: boolean): Promise<number | undefined>;
  /** The page goes away: one request with what is at the front. */
  readonly leave: () => void;
}

/** What a request carries beside its parcels, to see whether a later one would be the same. Never stored as it is. */
const dress = (lane: Lane, credential: Credential, { body }: Parcel): string =>
  JSON.stringify([credential, lane.seal([body], credential).headers]);

/** What to do after a step: another one, or wait so many milliseconds, or nothing waits. */
type Next = 'on' | number | undefined;

export function createDrain(
  lane: () => Lane,
  ports: Ports,
  store: SafeStore,
  keys: Keyring,
  standing: Standing,
  farewell: Farewell,
  emit: (event: DeliveryEvent) => void,
  /** Still gathering: it may travel with others, but is no reason to send. */
  young: (id: string) => boolean,
  closed: () => boolean
): Drain {
  let hunt = START;
  let inFlight = false;
  /** What the last request carried beside its parcels. */
  let worn = '';
  /** Why a credential was refused, until an answer is about parcels again. */
  let turnedDown: string | undefined;
  /**
   * What is known, without asking the store, about the front of the lane: a page that goes away has no time to ask.
   * `deep`: there are rows behind it that nobody has read yet, so that nothing may follow.
   */
  let front: readonly Parcel[] = [];
  let deep = false;

  const drop = (ids: readonly string[]): void => {
    front = front.filter(({ id }) => !ids.includes(id));
  };

  const calm = (): Hunt => ({ ...START, most: hunt.most });

  async function pause(reason: string): Promise<Next> {
    hunt = { ...calm(), streak: hunt.streak };
    return standing.pause(reason, worn, hunt.streak);
  }

  /** Acts on a lesson; `rows` are those that the destination has. */
  async function heed(lesson: Lesson, rows: readonly Row[] = []): Promise<Next> {
    hunt = lesson.hunt;
    if (lesson.then === 'pause') return pause(lesson.reason);
    await standing.resume();
    turnedDown = undefined;
    for (const { row, reason } of lesson.bury) {
      await store.bury(row, reason, ports.now());
      drop([row.id]);
      emit({ type: 'refused', lane: row.lane, id: row.id, reason });
    }
    if (rows.length) {
      const ids = rows.map(({ id }) => id);
      await store.remove(rows.map(({ key }) => key));
      drop(ids);
      emit({ type: 'sent', lane: lane().id, ids });
    }
    return 'on';
  }

  function unwelcome(credential: Credential, reason: string): Next | Promise<Next> {
    if (credential && lane().destination !== 'lrs') {
      // Kaltura's statistics are taken without a session, too.
      keys.use('');
      return 'on';
    }
    keys.refuse(credential);
    return pause(`unauthorised, ${reason}`);
  }

  async function deliver(current: Lane, credential: Credential, rows: readonly Row[], probe?: string): Promise<Next> {
    const batch = probe === undefined ? choose(hunt, rows, current.batch) : rows.slice(0, 1);
    const [first] = batch;
    if (!first) return undefined;
    worn = dress(current, credential, first);
    const request = current.seal(
      batch.map(({ body }) => body),
      credential
    );
    inFlight = true;
    const reply = await ports.send(request).finally(() => {
      inFlight = false;
    });
    const means = judge(current, batch, reply, credential, request);
    if (means.type === 'credential') {
      if (probe !== undefined || turnedDown !== undefined) return unwelcome(credential, means.reason);
      // Asks once for another one; the next step sees whether it is another.
      turnedDown = means.reason;
      keys.refuse(credential);
      return 'on';
    }
    const lesson = learn(hunt, means, first, batch, rows.length > batch.length);
    if (lesson.then === 'on' || lesson.then === 'pause') return heed(lesson, means.type === 'sent' ? batch : []);
    hunt = lesson.hunt;
    if (lesson.then === 'again') return 'on';
    return probe === undefined ? standing.postpone(lesson.reason, reply.retryAfter) : pause(probe);
  }

  async function step(hurry: boolean): Promise<Next> {
    const current = lane();
    const taken = [...farewell.taken];
    const want = Math.max(2, current.batch) + hunt.convicts.length;
    const read = await store.head(current.id, want);
    deep = read.length >= want;
    front = deep ? read : [...read, ...front.filter(({ id }) => !read.some((row) => row.id === id))];
    const gone = read.filter(({ id }) => taken.includes(id));
    if (gone.length) return heed({ hunt: calm(), bury: hunt.convicts, then: 'on', reason: '' }, gone);
    for (const id of taken) farewell.taken.delete(id);

    const rows = read.filter(({ key }) => !hunt.convicts.some(({ row }) => row.key === key));
    const [head] = rows;
    if (!head) return hunt.convicts.length ? heed(conclude(hunt)) : undefined;
    if (young(head.id) && !hunt.convicts.length) return undefined;

    const { paused, attempt } = standing.note;
    const wait = await standing.wait(hurry, (credential) => dress(current, credential, head));
    if (wait) return wait;
    const probe = standing.note.paused?.reason;
    if (paused) {
      hunt = { ...hunt, streak: probe === undefined ? 0 : attempt };
      if (probe === undefined) turnedDown = undefined;
    }

    const credential = await keys.ask();
    if (credential === undefined) return standing.postpone('no credential');
    if (probe === undefined && turnedDown !== undefined && credential === keys.refused())
      return unwelcome(credential, turnedDown);
    // What left with keepalive is answered first: the same bytes need not be on their way twice.
    const landing = farewell.landing();
    if (landing || farewell.taken.size || current !== lane()) {
      await landing;
      return 'on';
    }
    return closed() ? undefined : deliver(current, credential, rows, probe);
  }

  return {
    announce(parcel) {
      if (!deep) front = [...front, parcel];
    },
    async round(hurry) {
      await standing.load();
      for (let now = hurry; ; now = false) {
        const next = await step(now).catch(() => standing.postpone('storage or request failed'));
        if (next !== 'on') return next;
        if (closed()) return undefined;
      }
    },
    leave: () => {
      const { destination, batch } = lane();
      // Twice on its way is nothing to an LRS, which knows ids; others would count it twice.
      if (closed() || standing.shut() || (inFlight && destination !== 'lrs')) return;
      farewell.send(
        lane(),
        front.filter(({ id }) => !hunt.convicts.some(({ row }) => row.id === id)),
        hunt.suspects || hunt.left ? 1 : batch
      );
    }
  };
}
