import { createDrain } from './drain.js';
import { createFarewell, type Air } from './farewell.js';
import { createKeyring } from './keyring.js';
import type { Lane } from './lane.js';
import type { DeliveryEvent, LaneStatus } from './status.js';
import type { Parcel, Ports } from './ports.js';
import type { SafeStore } from './safe-store.js';
import { createStanding, FRESH } from './standing.js';

/** Decides when a lane is drained: linger, back-off, probes, and who of several tabs does it. */
export interface Pump {
  /** The lane's definition, changed or the same again. */
  define(lane: Lane): void;
  /** Before the commit, so that a page on its way out knows of them. */
  announce(parcel: Parcel, urgent: boolean): void;
  /** They are committed: send when due. */
  kick(urgent: boolean): void;
  flush(): Promise<void>;
  readonly leave: () => void;
  /** All but what the outbox itself counts. */
  status(): Promise<Omit<LaneStatus, 'lane' | 'sent' | 'refused'>>;
  close(): void;
}

/** How long until the lock is asked for again that another tab holds. */
const OTHER_TAB = 1000;

export function createPump(
  first: Lane,
  ports: Ports,
  store: SafeStore,
  air: Air,
  emit: (event: DeliveryEvent) => void
): Pump {
  let lane = first;
  let closed = false;
  let running: Promise<void> | undefined;
  let again = false;
  let hurry = false;
  let lingering: (() => void) | undefined;
  let alarm: (() => void) | undefined;
  const young = new Set<string>();

  const of = (): Lane => lane;
  const keys = createKeyring(of, ports.wake);
  const standing = createStanding(of, ports, keys, emit);
  const farewell = createFarewell(ports, air, keys, start);
  const drain = createDrain(
    of,
    ports,
    store,
    keys,
    standing,
    farewell,
    emit,
    (id) => young.has(id),
    () => closed
  );

  async function once(): Promise<void> {
    const rushed = hurry;
    hurry = false;
    const work = async (): Promise<{ readonly wait: number | undefined }> => ({ wait: await drain.round(rushed) });
    // A store that dies with the page is not shared with another tab: there is nobody to exclude.
    const turn = ports.store.durable
      ? await ports.locks(`xapi-outbox:${lane.id}`, work).catch(() => undefined)
      : await work();
    const wait = turn ? turn.wait : OTHER_TAB * (1 + ports.random());
    alarm?.();
    alarm = wait === undefined || closed ? undefined : ports.wake(wait, start);
  }

  async function loop(): Promise<void> {
    while (again && !closed) {
      again = false;
      await once().catch(() => undefined);
    }
    // Not in a `finally` outside, which would leave a moment in which a new call is neither seen nor started.
    running = undefined;
  }

  function run(): Promise<void> {
    if (closed) return Promise.resolve();
    again = true;
    return (running ??= loop());
  }

  function start(): void {
    void run();
  }

  function gathered(): Promise<void> {
    lingering?.();
    lingering = undefined;
    young.clear();
    return run();
  }

  return {
    define(next) {
      if (next !== lane) {
        lane = next;
        keys.use(undefined);
        standing.redefined();
      }
      start();
    },
    announce(parcel, urgent) {
      drain.announce(parcel);
      if (!urgent && lane.linger > 0) young.add(parcel.id);
      // A page that goes away before its first request needs a credential at hand. One that waits asks when it is due.
      if (standing.note === FRESH && keys.refused() === undefined) void keys.ask();
    },
    kick(urgent) {
      if (closed) return;
      if (urgent || lane.linger <= 0) void gathered();
      else lingering ??= ports.wake(lane.linger, () => void gathered());
    },
    flush() {
      hurry = true;
      return gathered();
    },
    leave: drain.leave,
    async status() {
      const { paused, retryAt } = standing.note;
      const due = paused?.probeAt ?? retryAt;
      return {
        ...(await store.count(lane.id)),
        ...(paused && { paused: paused.reason }),
        ...(due > ports.now() && { retryAt: due })
      };
    },
    close() {
      closed = true;
      lingering?.();
      alarm?.();
    }
  };
}
