import { laneKey, type Lane, type LaneId, type LaneName } from '../../../src/delivery/lane.js';
import { createOutbox, type Outbox } from '../../../src/delivery/outbox.js';
import type { DeliveryEvent, LaneStatus } from '../../../src/delivery/status.js';
import type { Parcel, Ports } from '../../../src/delivery/ports.js';
import { Clock } from './clock.js';
import { createVolatileStore } from './durable-store.js';
import { createLocks } from './locks.js';
import { RecordStore } from './record-store.js';

export { createDurableStore } from './durable-store.js';
export { createLocks };

/** When a test's clock begins: what is captured then is not too old to be kept. */
export const AT = Date.parse('2026-11-21T10:00:00Z');

export const SALT = 'salt';

/** Tests call lanes by a word, and the owner after a space. Those of statistics begin so. */
export const laneId = (name: string): LaneId => {
  const [url = '', ...owner] = name.split(' ');
  return { destination: url.startsWith('stats') ? 'stats' : 'lrs', url, owner: owner.join(' ') };
};
export const keyOf = (name: string): string => laneKey(SALT, laneId(name));
/** As events and status call it. */
export const nameOf = (name: string): LaneName => ({
  destination: laneId(name).destination,
  host: '',
  key: keyOf(name)
});

export const parcel = (id: string, at: number, lane = 'lrs', pad = ''): Parcel => ({
  id,
  lane: keyOf(lane),
  kind: 'interaction',
  body: JSON.stringify({ id, pad: `é${pad}` }),
  at
});

export const lrs = (url: string, changes: Partial<Lane> = {}): Lane => ({
  id: laneId('lrs'),
  linger: 5000,
  batch: 50,
  credential: () => Promise.resolve('key-1'),
  seal: (bodies, credential) => {
    // Lanes of statistics look into their one event.
    if (!bodies.length) throw new Error('nothing to seal');
    return { url, method: 'POST', headers: { Authorization: credential }, body: `[${bodies.join(',')}]` };
  },
  accepted: (reply, ids) => reply.status === 204 || reply.body === JSON.stringify(ids),
  ...changes
});

/** One page over a clock, a record store and storage that may be shared with other pages. */
export class World {
  readonly clock: Clock;
  readonly server: RecordStore;
  readonly ports: Ports;
  readonly outbox: Outbox;
  readonly events: DeliveryEvent[] = [];
  private first: string | undefined;

  constructor(shared: Partial<Pick<World, 'clock' | 'server'>> & { ports?: Partial<Ports> } = {}) {
    this.clock = shared.clock ?? new Clock();
    this.server = shared.server ?? new RecordStore(this.clock);
    this.ports = {
      store: createVolatileStore(),
      salt: SALT,
      send: this.server.send,
      locks: createLocks(),
      wake: this.clock.wake,
      now: this.clock.now,
      mono: this.clock.mono,
      random: () => 0.5,
      ...shared.ports
    };
    const outbox = createOutbox(this.ports);
    this.outbox = {
      ...outbox,
      open: (lane) => {
        const key = outbox.open(lane);
        this.first ??= key;
        return key;
      }
    };
    this.outbox.listen((event) => this.events.push(event));
  }

  /** Captures so many for the lane that was opened first, one after the other: their ids. */
  async put(count: number, urgent = true, first = 1): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, i) => `s${first + i}`);
    await this.outbox.put(
      ids.map((id) => ({ ...parcel(id, this.clock.now()), lane: this.first ?? keyOf('lrs') })),
      urgent
    );
    return ids;
  }

  async lane(): Promise<LaneStatus> {
    const [lane] = (await this.outbox.status()).lanes;
    if (!lane) throw new Error('no lane is open');
    return lane;
  }

  get delivered(): string[] {
    return [...this.server.stored.keys()];
  }

  /** Ids of each request, in the order in which they left. */
  get requests(): string[] {
    return this.server.seen.map(({ ids, keepalive }) => ids.join(' ') + (keepalive ? ' keepalive' : ''));
  }

  of<T extends DeliveryEvent['type']>(type: T): Extract<DeliveryEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<DeliveryEvent, { type: T }> => event.type === type);
  }
}

/** A page with one LRS lane open, settled. */
export async function page(changes: Partial<Lane> = {}, ports: Partial<Ports> = {}): Promise<World> {
  const world = new World({ ports });
  world.outbox.open(lrs('/statements', changes));
  await world.clock.advance(0);
  return world;
}
