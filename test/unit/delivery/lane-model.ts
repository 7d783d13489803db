import type { Lane } from '../../../src/delivery/lane.js';
import { isIdle, laneMachine } from '../../../src/delivery/lane-machine.js';
import { FRESH } from '../../../src/delivery/lane-note.js';
import { newLane, type Effect, type LaneInput, type LaneState, type Step } from '../../../src/delivery/lane-state.js';
import type { LaneNote, Parcel, Reply, Row } from '../../../src/delivery/ports.js';
import { verdict, type Destination } from '../../../src/delivery/verdict.js';
import { lrs } from './world.js';

export const HOUR = 3_600_000;

/** What goes wrong with one request, besides what is wrong with its statements. */
export type Trouble = 'cut' | 'lost' | 'html' | 'down' | 'asks' | 'broken' | 'forbidden' | 'gone';

export interface Manner {
  readonly destination: Destination;
  readonly batch: number;
  readonly linger: number;
}

interface Page {
  readonly number: number;
  state: LaneState;
  alive: boolean;
  noted: boolean;
  readonly timers: Map<string, number>;
}

interface Task {
  readonly page: Page;
  readonly run: () => void;
}

const parcelOf = (id: string, at: number): Parcel => ({ id, lane: 'lane', kind: 'interaction', body: `{"id":"${id}"}`, at }); // prettier-ignore

/**
 * Pages over one storage, one lock and one destination, without clocks or promises: everything that takes time is a task
 * that the test lets happen. The storage does its tasks in order, the network in any.
 */
export class LaneModel {
  now = Date.parse('2026-11-21T10:00:00Z');
  readonly pages: Page[] = [];
  rows: Row[] = [];
  note: LaneNote | undefined;
  readonly letters: string[] = [];
  /** All that were ever committed, in order; and how often the destination took each. */
  readonly committed: string[] = [];
  readonly taken = new Map<string, number>();
  /** Brought first by an ordinary request, or by any of the only page, in order. */
  readonly order: string[] = [];
  readonly wrongs: string[] = [];
  readonly poison = new Set<string>();
  readonly firewalled = new Set<string>();
  readonly breaking = new Set<string>();
  readonly forgotten = new Set<string>();
  /** How often each failed alone, other than by a refusal. */
  readonly alone = new Map<string, number>();
  /** What pages that went said to be on their way; and what others did not send again for that reason, ever. */
  readonly marks = new Set<string>();
  readonly unanswered = new Set<string>();
  private readonly left = new Set<string>();
  troubles: Trouble[] = [];
  diskFails = false;
  wasForgotten = false;
  /** The destination refuses whatever it is told; how often that began, and how often somebody may have begun to count anew. */
  refusesAll = false;
  refusals = 0;
  resets = 0;
  crashed = false;
  diskFailed = false;
  serverKey = 'key-1';
  pageKey: string | undefined = 'key-1';
  private key = 0;
  private names = 0;
  private holder: Page | undefined;
  private queue: Page[] = [];
  private disk: Task[] = [];
  private net: Task[] = [];
  /** Ordinary requests that are on their way. */
  private readonly sending = new Set<Page>();
  private readonly flying = new Set<{ readonly page: Page; readonly ids: readonly string[] }>();
  /** A page left before it could read what an earlier one had tried. */
  private leftBlind = false;

  constructor(private readonly manner: Manner) {
    this.open();
  }

  lane(): Lane {
    const { destination, batch, linger } = this.manner;
    const lane = lrs('/lane', { batch: destination === 'lrs' ? batch : 1, linger });
    return { ...lane, id: { ...lane.id, destination }, isSentOnce: () => destination === 'analytics' };
  }

  open(): Page {
    this.resets++;
    const page: Page = {
      number: this.pages.length,
      state: newLane(this.lane()),
      alive: true,
      noted: false,
      timers: new Map()
    };
    this.pages.push(page);
    this.tell(page, { type: 'defined', lane: page.state.lane });
    return page;
  }

  page(n: number): Page {
    const alive = this.pages.filter((each) => each.alive);
    return alive[n % Math.max(1, alive.length)] ?? this.open();
  }

  tell(page: Page, event: LaneInput): void {
    if (!page.alive) return;
    const before = page.state;
    const [state, effects] = laneMachine(before, { ...event, now: this.now, random: 0.5 });
    page.state = state;
    for (const effect of effects) this.carryOut(page, effect);
  }

  put(n: number, count: number, urgent: boolean, bad: 'none' | 'poison' | 'firewalled' | 'breaking'): void {
    const page = this.page(n);
    const parcels = Array.from({ length: count }, () => parcelOf(`s${this.names++}`, this.now));
    const [first] = parcels;
    if (first && bad !== 'none') this[bad].add(first.id);
    for (const parcel of parcels) this.tell(page, { type: 'captured', parcel, urgent });
    this.later(this.disk, page, () => {
      for (const parcel of parcels) {
        this.rows.push({ ...parcel, key: ++this.key });
        this.committed.push(parcel.id);
      }
      this.tell(page, { type: 'committed', ids: parcels.map(({ id }) => id), urgent });
    });
  }

  leave(n: number, gone: boolean): void {
    const page = this.page(n);
    // The note knows of one that was tried: two pages may write it down one over the other.
    if (!page.noted || this.pages.filter(({ alive }) => alive).length > 1) this.leftBlind = true;
    this.tell(page, { type: 'leaving', room: 60_000, gone });
  }

  back(n: number): void {
    this.tell(this.page(n), { type: 'returned' });
  }

  crash(n: number): void {
    this.crashed = true;
    const page = this.page(n);
    page.alive = false;
    page.timers.clear();
    this.sending.delete(page);
    for (const each of this.flying) if (each.page === page) this.flying.delete(each);
    // It left, and could not write that down.
    if (this.disk.some((task) => task.page === page)) this.leftBlind = true;
    // What it asked of the storage goes with it, and what it has on its way may still arrive.
    this.disk = this.disk.filter((task) => task.page !== page);
    this.queue = this.queue.filter((each) => each !== page);
    if (this.holder === page) this.release();
  }

  forget(n: number): void {
    const page = this.page(n);
    this.resets++;
    this.wasForgotten = true;
    this.tell(page, { type: 'forgotten' });
    this.later(this.disk, page, () => {
      for (const { id } of this.rows) this.forgotten.add(id);
      this.rows = [];
      this.note = undefined;
    });
    this.marks.clear();
  }

  redefine(n: number): void {
    this.resets++;
    this.tell(this.page(n), { type: 'defined', lane: this.lane() });
  }

  /** Lets one thing happen that takes time. */
  step(pick: number): boolean {
    const net = this.net.length;
    if (!this.disk.length && !net) return false;
    const fromNet = net > 0 && (!this.disk.length || pick % 2 > 0);
    const [task] = fromNet ? this.net.splice((pick >> 1) % net, 1) : this.disk.splice(0, 1);
    task?.run();
    return true;
  }

  run(): void {
    for (let i = 0; i < 20_000; i++) if (!this.step(i * 7)) return;
    this.wrongs.push('it never rests');
  }

  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    this.run();
    for (;;) {
      let next: { readonly page: Page; readonly type: string; readonly at: number } | undefined;
      for (const page of this.pages)
        for (const [type, at] of page.timers) if (!next || at < next.at) next = { page, type, at };
      if (!next || next.at > end) break;
      this.now = Math.max(this.now, next.at);
      next.page.timers.delete(next.type);
      this.tell(next.page, { type: next.type as 'lingered' | 'due' });
      this.run();
    }
    this.now = end;
  }

  private isBad(id: string): boolean {
    return this.poison.has(id) || this.firewalled.has(id) || this.breaking.has(id);
  }

  /** All is well from now on, there is time, and something good comes now and then. */
  heal(): void {
    this.troubles = [];
    this.diskFails = this.refusesAll = false;
    this.serverKey = this.pageKey = 'key-1';
    this.run();
    const { resets, crashed } = this;
    this.open();
    // Two are enough for the rest, and quicker.
    while (this.pages.filter(({ alive }) => alive).length > 2) this.crash(0);
    Object.assign(this, { resets, crashed });
    for (const page of this.pages) {
      this.tell(page, { type: 'returned' });
      this.tell(page, { type: 'defined', lane: this.lane() });
    }
    for (let i = 0; i < 20; i++) {
      // One while the other is under way, and the last of them without any look at what others left behind.
      for (let n = 0; i < 15 && n < 2; n++) {
        this.put(i, 1, true, 'none');
        for (let steps = 0; steps < 5 + i; steps++) this.step(i);
      }
      if (i < 10) for (const page of this.pages) this.tell(page, { type: 'committed', ids: [], urgent: false });
      this.advance(8 * HOUR);
    }
  }

  audit(): readonly string[] {
    const wrongs = [...this.wrongs];
    const waiting = new Set(this.rows.map(({ id }) => id));
    const letters = new Set(this.letters);
    const uncertain = this.note?.uncertain ?? 0;
    let twice = 0;
    const buried: string[] = [];
    for (const id of this.committed) {
      if (this.forgotten.has(id)) continue;
      const taken = this.taken.get(id) ?? 0;
      if (waiting.has(id) && !this.isBad(id)) wrongs.push(`${id} is stuck`);
      if (!taken && !letters.has(id) && !waiting.has(id) && !this.unanswered.has(id)) wrongs.push(`${id} is lost`);
      // Where it refuses everything for a while, one of two requests may be refused, and the other taken.
      if (!this.refusals && taken && letters.has(id) && this.manner.destination === 'lrs')
        wrongs.push(`${id} is in two places`);
      if (letters.has(id) && !this.isBad(id)) if ((this.alone.get(id) ?? 0) < 5) buried.push(id);
      if (taken > 1) twice++;
    }
    for (const id of this.unanswered) if (!this.left.has(id)) wrongs.push(`${id} never left, and was let go of`);
    if (this.unanswered.size && this.manner.destination !== 'analytics') wrongs.push('some were let go of');
    if (
      this.unanswered.size > (this.note?.unanswered ?? 0) &&
      !this.wasForgotten &&
      !this.diskFailed &&
      !this.leftBlind
    )
      wrongs.push(`${this.unanswered.size} were let go of, ${this.note?.unanswered} are counted`);
    // What could not be read, nobody could know.
    if (
      this.manner.destination !== 'lrs' &&
      twice > uncertain &&
      !this.wasForgotten &&
      !this.diskFailed &&
      !this.leftBlind
    )
      wrongs.push(`${twice} count twice, ${uncertain} are uncertain`);
    // One or two that are refused in a row are taken to be at fault, each time; Kaltura's services refuse for good.
    if (this.manner.destination === 'lrs' && buried.length > 2 * this.refusals * this.resets)
      wrongs.push(`${buried.join(' ')} are buried and were good`);
    const place = new Map(this.committed.map((id, i) => [id, i]));
    // What a dead page had on its way may arrive when the destination takes things again.
    const known = this.refusals && this.crashed ? [] : this.order;
    const order = known.filter((id) => (this.alone.get(id) ?? 0) < 5 && place.has(id) && !this.forgotten.has(id));
    order.forEach((id, i) => {
      const before = order[i - 1];
      if (before !== undefined && (place.get(before) ?? 0) > (place.get(id) ?? 0))
        wrongs.push(`${before} overtook ${id}`);
    });
    for (const page of this.pages) if (page.alive && !isIdle(page.state)) wrongs.push(`page ${page.number} is busy: ${page.state.turn.at}`); // prettier-ignore
    return wrongs;
  }

  private later(tasks: Task[], page: Page, run: () => void): void {
    tasks.push({ page, run });
  }

  private release(): void {
    this.holder = this.queue.shift();
    if (this.holder) this.tell(this.holder, { type: 'locked' });
  }

  private carryOut(page: Page, effect: Effect): void {
    switch (effect[0]) {
      case 'lock': {
        const [, patient] = effect;
        return this.later(this.net, page, () => {
          if (!page.alive) return;
          if (!this.holder) {
            this.holder = page;
            this.tell(page, { type: 'locked' });
          } else if (patient) this.queue.push(page);
          else this.tell(page, { type: 'busy' });
        });
      }
      case 'unlock':
        return this.later(this.net, page, () => {
          if (this.holder === page) this.release();
          this.tell(page, { type: 'unlocked' });
        });
      case 'readNote':
        return this.later(this.disk, page, () => {
          page.noted = true;
          this.tell(page, { type: 'noted', note: this.diskFails ? undefined : this.note, failed: this.diskFails });
        });
      case 'read': {
        const [, count, epoch, peek] = effect;
        return this.later(this.disk, page, () =>
          this.tell(page, {
            type: 'read',
            rows: this.diskFails ? undefined : this.rows.slice(0, count),
            epoch,
            peek,
            marked: [...this.marks]
          })
        );
      }
      case 'write':
        return this.write(page, effect[1], effect[2]);
      case 'ask': {
        const [, , version] = effect;
        return this.later(this.net, page, () => this.tell(page, { type: 'credential', given: this.pageKey, version }));
      }
      case 'send': {
        const [, parcels, credential, flight] = effect;
        return this.send(page, parcels, credential, flight);
      }
      case 'mark':
        return effect[1].forEach((id) => this.marks.add(id));
      case 'timer': {
        const [, of, after] = effect;
        if (after === undefined) page.timers.delete(of);
        else page.timers.set(of, this.now + after);
      }
    }
  }

  private write(page: Page, [step, ...rest]: readonly Step[], waits: boolean): void {
    if (!step) {
      if (waits) this.tell(page, { type: 'written', failed: false });
      return;
    }
    const on = (): void => this.write(page, rest, waits);
    if (step.type === 'unmark') step.ids.forEach((id) => this.marks.delete(id));
    if (step.type === 'unanswered') this.unanswered.add(step.id);
    if (step.type !== 'remove' && step.type !== 'bury' && step.type !== 'note') return on();
    this.later(this.disk, page, () => {
      const isGone = (row: Row): boolean =>
        step.type === 'remove' ? step.keys.includes(row.key) : step.type === 'bury' && step.row.key === row.key;
      if (step.type === 'bury') this.letters.push(...this.rows.filter(isGone).map(({ id }) => id));
      if (step.type === 'note') this.note = page.state.note === FRESH ? undefined : page.state.note;
      this.rows = this.rows.filter((row) => !isGone(row));
      on();
    });
  }

  private send(page: Page, parcels: readonly Parcel[], credential: string, flight: number | undefined): void {
    const ids = parcels.map(({ id }) => id);
    const { lane } = page.state;
    ids.forEach((id) => this.left.add(id));
    if (flight === undefined && this.sending.add(page).size > 1) this.wrongs.push('two pages send at the same time');
    const same = [...this.flying].some(({ ids: others }) => others.some((id) => ids.includes(id)));
    if (same && lane.id.destination !== 'lrs' && this.pages.length < 2)
      this.wrongs.push(`${ids.join(' ')} leaves twice at the same time`);
    const flying = { page, ids };
    this.flying.add(flying);
    if (flight === undefined && this.holder !== page) this.wrongs.push('it sends without the lock');
    this.later(this.net, page, () => {
      if (flight === undefined) this.sending.delete(page);
      this.flying.delete(flying);
      const reply = this.answer(ids, credential, flight === undefined);
      if (ids.length === 1 && reply.status !== 200 && reply.status !== 400) this.count(this.alone, ids[0] ?? '');
      const ok = reply.status === 200 && reply.body === JSON.stringify(ids);
      this.tell(page, { type: 'replied', verdict: verdict(lane.id.destination, ids.length, reply, ok), flight });
    });
  }

  private count(where: Map<string, number>, id: string): void {
    where.set(id, (where.get(id) ?? 0) + 1);
  }

  private answer(ids: readonly string[], credential: string, ordinary: boolean): Reply {
    const trouble = this.troubles.shift();
    const lrsLike = this.manner.destination === 'lrs';
    if (trouble === 'cut') return { status: 0, body: '' };
    if (trouble === 'html') return { status: 200, body: '<html>hotel</html>' };
    if (trouble === 'down') return { status: 503, body: '' };
    if (trouble === 'asks') return { status: 429, body: '', retryAfter: '600' };
    if (trouble === 'broken') return { status: 500, body: '' };
    if (trouble === 'gone') return { status: 404, body: '' };
    if (trouble === 'forbidden' || (lrsLike && credential !== this.serverKey)) return { status: 401, body: '' };
    if (ids.some((id) => this.firewalled.has(id))) return { status: 403, body: '' };
    if (ids.some((id) => this.breaking.has(id))) return { status: 500, body: '' };
    if (this.refusesAll || ids.some((id) => this.poison.has(id))) return { status: 400, body: '' };
    for (const id of ids) {
      if ((ordinary || (this.pages.length < 2 && !this.refusals)) && !this.taken.has(id)) this.order.push(id);
      if (!lrsLike || !this.taken.has(id)) this.count(this.taken, id);
    }
    return trouble === 'lost' ? { status: 0, body: '' } : { status: 200, body: JSON.stringify(ids) };
  }
}
