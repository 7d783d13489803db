import type { Air } from './air.js';
import { createFlight } from './flight.js';
import { createFront } from './front.js';
import { createHunt } from './hunt.js';
import type { Lane, LaneName } from './lane.js';
import { FRESH, type Line, type Next } from './line.js';
import type { Parcel, Ports, Row, Store } from './ports.js';
import { createSender } from './sender.js';
import type { DeliveryEvent, LaneStatus } from './status.js';
import type { Verdict } from './verdict.js';

/** Milliseconds that what is found waits for more of it. */
const MOMENT = 100;

/** Takes what waits in one lane to its destination: when it is due, one request at a time, in one tab at a time. */
export interface Courier {
  /** The lane's definition, changed or the same again. */
  define(lane: Lane): void;
  /** Before the commit, so that a page on its way out knows of it. */
  announce(parcel: Parcel, urgent: boolean): void;
  /** What was announced is committed: send when due. */
  kick(ids: readonly string[], urgent: boolean): void;
  /** So many were committed by somebody else, who may do so in bulk: they go when they make a batch, or in a moment. */
  found(count: number): void;
  flush(): Promise<void>;
  leave(): void;
  /** Nothing of it waits any more. */
  forget(): void;
  /** All but what the outbox itself counts. */
  status(): Promise<Omit<LaneStatus, 'lane' | 'sent' | 'refused'>>;
  close(): void;
}

/** Whether a row is what a parcel must be; storage belongs to the user, and to other scripts of the origin. */
const isSound = ({ id, body, at }: Parcel): boolean =>
  typeof id === 'string' && typeof body === 'string' && typeof at === 'number';

export function createCourier(
  lane: Lane,
  name: LaneName,
  ports: Ports,
  store: Store,
  air: Air,
  emit: (event: DeliveryEvent) => void
): Courier {
  const { now, wake } = ports;
  const line: Line = { name, lane, note: FRESH, held: undefined, suspects: 0, streak: 0, forgotten: false };
  let closed = false;
  let running = Promise.resolve();
  let queued = false;
  let alarm: (() => void) | undefined;
  let lingering: (() => void) | undefined;
  /** What waits has gathered long enough; what comes from now on has not. */
  let ripe = false;
  /** How many were found since then. */
  let unripe = 0;
  /** Another tab sends, perhaps the very first of what this one knows. Until it is this one's turn again. */
  let behind = false;
  const front = createFront(store);

  // What left with keepalive is answered first.
  const sender = createSender(line, { ...ports, store }, emit, () => closed || line.forgotten || flight.busy);
  const flight = createFlight(line, sender, air);
  const hunt = createHunt(line, sender, attempt, bury);

  async function bury(row: Row, reason: string): Promise<void> {
    front.drop([row.id]);
    await store.bury(row, reason, now());
    await sender.resume();
    emit({ type: 'refused', lane: name, id: row.id, reason });
  }

  async function arrived(rows: readonly Row[]): Promise<void> {
    line.streak = 0;
    const ids = rows.map(({ id }) => id);
    // At once: a page that goes away now must not send them again.
    front.drop(ids);
    await store.remove(rows.map(({ key }) => key));
    // Only now: should the page die before they are gone, the next one sends them again, and has to know that it may be so.
    await sender.resume(true);
    emit({ type: 'sent', lane: name, ids });
  }

  async function attempt(rows: readonly Row[]): Promise<Verdict | Next> {
    const answer = await sender.attempt(rows);
    if (typeof answer === 'object' && answer.type === 'sent') await arrived(rows);
    return answer;
  }

  /** One batch. 0: on to the next one. */
  async function step(): Promise<Next> {
    line.forgotten = false;
    const landed = flight.landed();
    // Storage that cannot be read holds nothing that could be sent now: the next beat looks again.
    const read = await front.look(name.key, line.lane.batch).catch(() => undefined);
    if (!read) return undefined;
    if (landed.length) {
      const rows = read.filter((row) => landed.includes(row.id));
      if (rows.length) await arrived(rows);
      flight.settle(landed);
      return 0;
    }
    // What gathers leaves with the end of that, or when it fills a request.
    const full = line.lane.batch > 1 && read.length >= line.lane.batch;
    const waits = lingering && !ripe && !full;
    ripe = false;
    if (!read.length || waits) return undefined;
    const broken = read.filter((row) => !isSound(row));
    for (const row of broken) await bury(row, 'not readable in the storage');
    if (broken.length) return 0;
    const { paused } = line.note;
    if (!paused) return hunt(read);
    // One is enough for a probe.
    line.streak = paused.streak;
    return hunt(read.slice(0, 1));
  }

  async function drain(): Promise<Next> {
    await sender.load();
    for (;;) {
      const wait = await step().catch(() => sender.postpone('storage or request failed'));
      if (wait !== 0) return wait;
    }
  }

  async function turn(): Promise<void> {
    queued = false;
    const { locks } = ports;
    const lock = `xapi-lane:${name.key}`;
    let draining: Promise<Next> | undefined;
    const work = async (): Promise<void> => {
      behind = false;
      await (draining = drain());
    };
    // A store that dies with the page is not shared with another tab: there is nobody to exclude.
    if (!ports.store.durable) await work();
    else {
      await locks.attempt(lock, work).catch(() => undefined);
      if (!draining && !closed) {
        behind = true;
        // Another tab sends. Should this page go away, it must know what comes before its own.
        await front.look(name.key, line.lane.batch).catch(() => undefined);
        await locks.wait(lock, work).catch(() => undefined);
      }
    }
    // A lock may be let go of in the middle of the work, which then comes to its end without it.
    const wait = await draining;
    alarm?.();
    alarm = wait === undefined || closed ? undefined : wake(wait, start);
  }

  function start(): void {
    if (queued || closed) return;
    queued = true;
    running = running.then(turn).catch(() => undefined);
  }

  function gathered(): void {
    lingering?.();
    lingering = undefined;
    unripe = 0;
    ripe = true;
    start();
  }

  return {
    define(next) {
      if (next !== line.lane) {
        line.lane = next;
        sender.redefined();
      }
      start();
    },
    announce(parcel, urgent) {
      const { linger } = line.lane;
      front.announce(parcel);
      // A page that goes away before its first request needs a credential at hand. One that waits asks when it is due.
      if (!line.note.attempt && !line.note.paused) void sender.ask();
      if (!urgent && linger && !closed) lingering ??= wake(linger, gathered);
    },
    kick(ids, urgent) {
      front.commit(ids);
      if (urgent || !lingering) gathered();
      // Should this page go away, it must know what comes before its own. Its turn may be long in coming.
      if (ports.store.durable) void front.look(name.key, line.lane.batch).catch(() => undefined);
    },
    found(count) {
      const { linger, batch } = line.lane;
      unripe += count;
      if (!linger || unripe >= batch) gathered();
      else if (!closed) lingering ??= wake(Math.min(linger, MOMENT), gathered);
    },
    flush() {
      sender.hurry();
      gathered();
      return running;
    },
    leave() {
      // Twice on its way is nothing to an LRS, which knows ids; others would count it twice, and nobody would know.
      if (closed || sender.shut() || (behind && name.destination !== 'lrs')) return;
      const flown = flight.leave(front.parcels().filter(isSound));
      if (flown) running = Promise.all([running, flown.then(start)]).then(() => undefined);
    },
    forget() {
      front.clear();
      line.note = FRESH;
      line.suspects = line.streak = 0;
      line.forgotten = true;
    },
    async status() {
      const { paused, retryAt } = line.note;
      const due = paused?.probeAt ?? retryAt;
      return {
        ...(await store.count(name.key)),
        uncertain: line.note.uncertain ?? 0,
        ...(paused && { paused: paused.reason }),
        ...(due > now() && { retryAt: due })
      };
    },
    close() {
      closed = true;
      lingering?.();
      alarm?.();
    }
  };
}
