import type { Outgoing } from '../../../src/delivery/ports.js';
import type { Caps } from '../../../src/delivery/eviction.js';
import { Clock } from './clock.js';
import { Disk, FULL, UNREADABLE, WELL } from './durable-store.js';
import { LockManager } from './locks.js';
import { RecordStore } from './record-store.js';
import { Tab, type Origin } from './tab.js';
import type { TabStep } from './tabs-steps.js';
import { Voice } from './tabs-voice.js';
import { Watch } from './tabs-watch.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Manner {
  readonly batch: number;
  readonly linger: number;
  readonly latency: readonly number[];
  /** Of the storage. */
  readonly ticks: readonly number[];
  readonly caps: Caps;
}

/** A browser with some tabs over one storage; it writes down what happens and what must not. */
export class Browser implements Origin {
  readonly clock = new Clock();
  readonly server = new RecordStore(this.clock);
  readonly locks = new LockManager();
  readonly disk: Disk;
  readonly batch: number;
  readonly linger: number;
  readonly caps: Caps;
  readonly voice = new Voice(this);
  readonly tabs: Tab[] = [];
  /** What must not happen, and did. */
  readonly wrongs: string[] = [];
  readonly watch = new Watch(this);
  /** Viewings whose end was said by another tab. */
  readonly settled = new Set<string>();
  /** Viewings that no page holds any more. */
  private readonly over = new Set<string>();
  private readonly open: (Tab | undefined)[] = [];
  private current = 'key-1';
  /** The storage once was. */
  wasUnreadable = false;
  wasFull = false;

  constructor({ batch, linger, latency, ticks, caps }: Manner) {
    this.batch = batch;
    this.linger = linger;
    this.caps = caps;
    let l = 0;
    let t = 0;
    this.server.latency = () => latency[l++ % latency.length] ?? 1;
    this.disk = new Disk((end) => void this.clock.wake(ticks[t++ % ticks.length] ?? 0, end));
    this.disk.now = () => this.clock.time;
    this.disk.onSettle = (viewing) => {
      this.settled.add(viewing);
      if (!this.over.has(viewing)) this.wrongs.push(`${viewing} was settled while it was open`);
    };
    this.admit('key-1');
  }

  readonly key = (): string => this.current;

  sends(tab: Tab, request: Outgoing): void {
    this.watch.sends(tab, request);
  }

  answers(request: Outgoing): void {
    this.watch.answers(request);
  }

  pauses(tab: Tab, lane: string, paused: boolean): void {
    this.watch.pauses(tab, lane, paused);
  }

  /** The tab in that place, alive: a new one where there is none. */
  tab(place: number): Tab {
    const there = this.open[place];
    if (there) {
      there.thaw();
      return there;
    }
    return this.start(place, place % 2 ? 'u1' : 'u2');
  }

  start(place: number, owner: string): Tab {
    const tab = new Tab(this, owner);
    this.tabs.push(tab);
    this.open[place] = tab;
    return tab;
  }

  get alive(): readonly Tab[] {
    return this.tabs.filter(({ state }) => state !== 'dead');
  }

  async perform(step: TabStep): Promise<void> {
    switch (step.do) {
      case 'put':
        return this.voice.put(this.tab(step.tab), step);
      case 'advance':
        return this.clock.advance(step.time);
      case 'faults':
        return void this.server.faults.push(...step.faults);
      case 'hide':
        return this.open[step.tab]?.outbox.leave();
      case 'flush':
        this.watch.flushes(this.tab(step.tab));
        return void this.tab(step.tab).outbox.flush();
      case 'beat':
        return void this.tab(step.tab).outbox.beat();
      case 'thaw':
        return this.open[step.tab]?.thaw();
      case 'freeze': {
        const tab = this.tab(step.tab);
        if (step.gone) this.voice.close(tab);
        tab.freeze(step.gone);
        if (step.gone) this.letGo(tab);
        return;
      }
      case 'die':
        return this.die(step);
      case 'key':
        this.admit(step.server);
        // It ends pauses, before anyone can tell of it.
        if (step.open && step.page !== this.current) this.watch.forgive();
        this.current = step.page;
        if (step.open) this.tab(step.tab).open();
        return;
      case 'disk':
        this.disk.refuses = { well: WELL, full: FULL, unreadable: UNREADABLE }[step.is];
        this.wasUnreadable ||= step.is === 'unreadable';
        this.wasFull ||= step.is === 'full';
        if (step.is === 'full') this.expectNoDrafts();
        return;
      case 'jump':
        this.clock.skew += step.days * DAY;
        // Nobody can tell how long a pause has lasted.
        this.watch.forgive();
        return;
      case 'forget':
        for (const each of this.voice.captured.values()) each.forgotten = true;
        this.expectNoDrafts();
        // Not even that a lane is paused is known any more.
        this.watch.forgive();
        return void this.tab(step.tab)
          .outbox.forget()
          .then(
            () => this.watch.forgive(),
            () => undefined
          );
    }
  }

  /** All is well from now on, and there is time. */
  async heal(): Promise<void> {
    this.server.faults = [];
    this.admit('key-1', 'key-2');
    this.disk.refuses = WELL;
    for (const tab of this.alive) tab.thaw();
    await this.clock.advance(HOUR);
    for (const owner of ['u1', 'u2']) this.start(this.tabs.length, owner);
    for (let i = 0; i < 3; i++) {
      for (const tab of this.alive) void tab.outbox.beat();
      await this.clock.advance(8 * HOUR);
    }
  }

  private admit(...keys: string[]): void {
    this.server.keys = new Set(keys.flatMap((each) => [each, `${each}@u1`, `${each}@u2`]));
  }

  private die({ tab: place, leave, finish, cut }: Extract<TabStep, { do: 'die' }>): void {
    const tab = this.open[place];
    if (!tab) return;
    if (leave) {
      this.voice.close(tab);
      tab.outbox.leave();
    }
    const { viewing } = tab;
    this.watch.dies(tab);
    tab.die(finish, cut);
    this.open[place] = undefined;
    this.letGo(tab);
    const { id, draft } = viewing ?? {};
    // Where all was well and the lock had time to come, the draft that was committed last is what is there.
    const due = draft?.committed !== undefined && this.clock.time - draft.committed > 100;
    if (id && due && this.disk.drafts.get(id)?.parcels !== draft.parcels)
      this.wrongs.push(`the draft of ${id} is not the last one`);
  }

  /** Until the next one. */
  private expectNoDrafts(): void {
    for (const { viewing } of this.tabs) delete viewing?.draft;
  }

  private letGo(tab: Tab): void {
    for (const [viewing, of] of this.voice.viewings) if (of === tab) this.over.add(viewing);
  }
}
