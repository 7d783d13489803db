import { createOutbox, type Outbox } from '../../../src/delivery/outbox.js';
import type { Draft, Locks, Outgoing, Parcel, Reply } from '../../../src/delivery/ports.js';
import type { Caps } from '../../../src/delivery/eviction.js';
import type { Clock } from './clock.js';
import type { Disk, DurableStore } from './durable-store.js';
import type { LockManager, PageLocks } from './locks.js';
import type { RecordStore } from './record-store.js';
import { laneId, lrs, SALT } from './world.js';

/** What the tabs of one browser share, and who watches them. */
export interface Origin {
  readonly clock: Clock;
  readonly server: RecordStore;
  readonly disk: Disk;
  readonly locks: LockManager;
  readonly batch: number;
  readonly linger: number;
  readonly caps: Caps;
  /** What the site gives for a credential now. */
  key(): string;
  sends(tab: Tab, request: Outgoing): void;
  answers(request: Outgoing): void;
  pauses(tab: Tab, lane: string, paused: boolean): void;
}

export interface Viewing {
  readonly id: string;
  /** The last draft, and whether it was committed with what it came with. */
  draft?: { readonly parcels: readonly Parcel[]; committed?: number };
}

/** A page of the origin: it can be frozen, thawed, and die at any moment. */
export class Tab {
  state: 'alive' | 'frozen' | 'dead' = 'alive';
  viewing: Viewing | undefined;
  /** In the order in which they were put. */
  readonly said: Parcel[] = [];
  /** What it said was let go of. */
  readonly evicted: string[] = [];
  /** Requests that are on their way, not of those that outlive it. */
  readonly flying = new Set<Outgoing>();
  /**
   * Locks that it let go of in the middle of the work. For good: the work goes on without, and when the lock comes again, that may
   * be for another work.
   */
  readonly lost = new Set<string>();
  /** What the lanes are called here, by key. */
  private readonly names = new Map<string, string>();
  readonly outbox: Outbox;
  private readonly store: DurableStore;
  private readonly locks: PageLocks;
  private missed: (() => void)[] = [];

  constructor(
    private readonly origin: Origin,
    readonly owner: string
  ) {
    const { clock, disk, locks, caps } = origin;
    this.store = disk.page(this.gate);
    this.locks = locks.page(this.gate);
    const { attempt, wait } = this.locks;
    const ask =
      (how: Locks['wait']): Locks['wait'] =>
      (name, work) => {
        // What was under way when it died may come this far, but not out of the page.
        if (this.state === 'dead') return new Promise(() => undefined);
        return how(name, work);
      };
    this.outbox = createOutbox({
      store: this.store,
      salt: SALT,
      locks: { exclusive: true, attempt: ask(attempt), wait: ask(wait) },
      send: (request) => this.send(request),
      wake: (milliseconds, callback) => {
        let due = true;
        const cancel = clock.wake(milliseconds, () => this.gate(() => due && callback()));
        return () => {
          due = false;
          cancel();
        };
      },
      now: clock.now,
      mono: clock.mono,
      random: () => 0.5
    });
    this.outbox.limit(caps);
    this.outbox.listen((event) => {
      if (event.type === 'paused' || event.type === 'resumed')
        origin.pauses(this, this.names.get(event.lane.key) ?? '', event.type === 'paused');
      if (event.type === 'evicted') this.evicted.push(...event.ids);
    });
    this.open();
    void this.outbox.beat();
  }

  /** One lane that all share, and the one of the tab's viewer, where the credential is theirs. */
  open(): void {
    const { batch, linger, key } = this.origin;
    const { owner } = this;
    const open = (name: string, credential: () => Promise<string>): void => {
      const lane = lrs(`/${name}`, { id: laneId(name), batch, linger, credential });
      this.names.set(this.outbox.open(lane), name);
    };
    open('a', async () => key());
    open(owner, async () => `${key()}@${owner}`);
  }

  /** When it is committed, on the clock. */
  put(parcels: readonly Parcel[], urgent: boolean, draft?: Draft): Promise<void> {
    this.said.push(...parcels);
    return this.outbox.put(parcels, urgent, draft);
  }

  /** As the browser does with a page that is hidden for good, or only for now: the lanes must not wait for it. */
  freeze(gone: boolean): void {
    this.outbox.leave();
    for (const name of this.locks.letGo(gone ? '' : 'xapi-lane:')) this.lost.add(name);
    this.state = 'frozen';
    this.flying.clear();
  }

  thaw(): void {
    if (this.state !== 'frozen') return;
    this.state = 'alive';
    for (const hear of this.missed.splice(0)) hear();
    void this.outbox.flush({ probe: false });
  }

  /** `finish`: what it asked of the storage happens all the same; `cut`: what it had on its way does not arrive. */
  die(finish: boolean, cut: boolean): void {
    this.state = 'dead';
    this.store.crash(finish);
    this.locks.letGo('');
    if (cut) for (const request of this.flying) this.origin.server.dropped.add(request);
    this.flying.clear();
  }

  private readonly gate = (hear: () => void): void => {
    if (this.state === 'alive') hear();
    else if (this.state === 'frozen') this.missed.push(hear);
  };

  private send(request: Outgoing): Promise<Reply> {
    if (this.state === 'dead') return new Promise(() => undefined);
    this.origin.sends(this, request);
    if (!request.keepalive) this.flying.add(request);
    return new Promise((resolve) => {
      void this.origin.server.send(request).then((reply) => {
        this.flying.delete(request);
        this.origin.answers(request);
        this.gate(() => resolve(reply));
      });
    });
  }
}
