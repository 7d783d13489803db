import { expect } from 'chai';
import fc from 'fast-check';
import type { Lane } from '../../../src/delivery/lane.js';
import type { Locks, Store } from '../../../src/delivery/ports.js';
import { Clock, settle } from './clock.js';
import { step, type Step } from './steps.js';
import { RecordStore } from './record-store.js';
import { createDurableStore, createLocks, keyOf, laneId, lrs, parcel, World } from './world.js';

const HOUR = 3_600_000;

/** The pages of one browser, one after the other, and everything that they captured. */
class Browser {
  readonly clock = new Clock();
  readonly server = new RecordStore(this.clock);
  readonly store: Store = createDurableStore();
  readonly locks: Locks = createLocks();
  readonly captured: { id: string; body: string; lane: string }[] = [];
  key = 'key-1';
  /** Lanes that said they are paused: when they last asked. */
  private readonly paused = new Map<string, number>();
  /** Lanes that somebody has flushed since: one probe more. */
  private readonly flushed = new Set<string>();
  /** Requests to a paused lane that were no probe. */
  readonly hammered: string[] = [];
  page = this.start();
  private n = 0;

  constructor(
    private readonly batch: number,
    private readonly linger: number
  ) {
    this.open();
  }

  start(): World {
    const { clock, server, store, locks, paused, flushed } = this;
    const probed = new Set<string>();
    /** When the last request was answered, and what it carried: a probe may go on at once with the next statement. */
    const answered = new Map<string, { readonly at: number; readonly body: string | undefined }>();
    const page = new World({
      clock,
      server,
      ports: {
        store,
        locks,
        send: (request) => {
          const lane = keyOf(request.url.slice(1));
          const last = paused.get(lane);
          const before = answered.get(lane);
          const goesOn = before?.at === clock.now() && before.body !== request.body;
          const due = !probed.has(lane) || goesOn || (last !== undefined && clock.now() - last >= HOUR);
          if (last !== undefined && ((!due && !flushed.delete(lane)) || request.keepalive)) this.hammered.push(lane);
          if (last !== undefined) paused.set(lane, clock.now());
          probed.add(lane);
          return server.send(request).then((reply) => {
            answered.set(lane, { at: clock.now(), body: request.body });
            return reply;
          });
        }
      }
    });
    page.outbox.listen((event) => {
      if (event.type === 'paused') paused.set(event.lane.key, clock.now());
      if (event.type === 'paused') flushed.delete(event.lane.key);
      if (event.type === 'resumed') paused.delete(event.lane.key);
    });
    return page;
  }

  open(): void {
    const { batch, linger } = this;
    const lane = (id: string): Lane =>
      lrs(`/${id}`, { id: laneId(id), batch, linger, credential: async () => this.key });
    for (const id of ['a', 'b']) this.page.outbox.open(lane(id));
  }

  async perform(step: Step): Promise<void> {
    switch (step.do) {
      case 'put': {
        const parcels = Array.from({ length: step.count }, () => {
          const n = this.n++;
          return parcel(`s${n}`, this.clock.now(), n % 3 ? 'a' : 'b', step.big ? '漢'.repeat(8000) : '');
        });
        // The first of several, so that most batches hold one that is accepted.
        if (step.poison && parcels[0]) this.server.poison.add(parcels[0].id);
        if (step.crash && parcels[1]) this.server.crash.add(parcels[1].id);
        this.captured.push(...parcels);
        return this.page.outbox.put(parcels, step.urgent);
      }
      case 'advance':
        return this.clock.advance(step.time);
      case 'faults':
        this.server.faults.push(...step.faults);
        return;
      case 'leave':
        return this.page.outbox.leave();
      case 'flush':
        for (const lane of ['a', 'b']) this.flushed.add(keyOf(lane));
        void this.page.outbox.flush();
        return;
      case 'restart':
        this.page.outbox.close();
        // Requests that a page had in flight end with it, or reach the store without it: both within a second.
        await this.clock.advance(1000);
        this.page = this.start();
        return this.open();
      case 'key':
        this.server.keys = new Set([step.server]);
        this.key = step.page;
        if (step.open) this.open();
    }
  }

  async check(lane: string): Promise<void> {
    const { server, store } = this;
    const ours = this.captured.filter((parcel) => parcel.lane === lane);
    const dead = (await store.dead()).filter((letter) => letter.lane === lane);
    const waiting = await store.head(lane, Infinity);
    const delivered = [...server.stored].filter(([id]) => ours.some((parcel) => parcel.id === id));
    const { paused } = (await this.page.outbox.status()).lanes.find((each) => each.lane.key === lane) ?? {};

    // Nothing lost, nothing twice: each is in one place, and waits only where everything is refused.
    const [head] = waiting;
    // Behind one that blocks the lane, one whose answer was lost cannot learn that it has arrived.
    const unsure = head && server.crash.has(head.id) ? waiting.filter(({ id }) => !server.stored.has(id)) : waiting;
    const places = [...delivered.map(([id]) => id), ...dead.map(({ id }) => id), ...unsure.map(({ id }) => id)];
    expect(places.sort()).to.deep.equal(ours.map(({ id }) => id).sort());
    // One that breaks the destination blocks the lane while nothing behind it shows that it alone is at fault.
    if (head && !server.crash.has(head.id)) {
      expect(paused, 'waits without a reason').to.contain('every one refused');
      expect(server.poison.has(head.id), paused).to.equal(true);
    }
    for (const { id, reason } of dead) expect(reason, id).to.match(/HTTP \d+/);
    // In the order of capture, and with the bytes of the capture.
    const expected = ours.filter(({ id }) => server.stored.has(id)).map(({ id, body }) => [id, body]);
    const inOrder = (all: readonly (readonly string[])[]): readonly (readonly string[])[] =>
      all.filter(([id = '']) => !server.failedAlone(id));
    expect(delivered).to.have.deep.members(expected);
    expect(inOrder(delivered)).to.deep.equal(inOrder(expected));
  }
}

/** Runs the steps, heals the world, waits, and looks whether every parcel is where it must be. */
interface Manner {
  readonly batch: number;
  readonly linger: number;
  readonly latency: readonly number[];
  readonly mostBytes: number;
}

async function run(steps: readonly Step[], { batch, linger, latency, mostBytes }: Manner): Promise<Browser> {
  const browser = new Browser(batch, linger);
  browser.server.mostBytes = mostBytes;
  let n = 0;
  browser.server.latency = () => latency[n++ % latency.length] ?? 1;
  for (const each of steps) {
    await browser.perform(each);
    await settle();
  }
  browser.server.faults = [];
  browser.server.keys.add(browser.key);
  await browser.clock.advance(24 * HOUR);
  await browser.check(keyOf('a'));
  await browser.check(keyOf('b'));
  expect(browser.hammered, 'requests that were no probes').to.deep.equal([]);
  expect(browser.server.mostInFlight, 'in flight in a lane').to.be.at.most(1);
  return browser;
}

describe('the ledger', () => {
  it('adds up after any sequence of captures, faults, credentials, leavings and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30, size: 'max' }),
        fc.record({
          batch: fc.constantFrom(1, 2, 5, 50),
          linger: fc.constantFrom(0, 5000),
          latency: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 5 }),
          mostBytes: fc.constantFrom(80, 30_000, Infinity)
        }),
        async (steps, manner) => {
          await run(steps, manner);
        }
      ),
      { numRuns: Number(process.env['LEDGER_RUNS'] ?? 400) }
    );
  }).timeout(600_000);
});
