import { expect } from 'chai';
import type { Reply, Send } from '../../../src/delivery/ports.js';
import { Clock } from './clock.js';
import { Disk } from './durable-store.js';
import { RecordStore, type Fault } from './record-store.js';
import { AT, createDurableStore, createLocks, keyOf, lrs, page, parcel, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The next page over the same storage and the same record store. */
function nextPage(before: World, changes: Parameters<typeof lrs>[1] = {}): World {
  const { clock, server, ports } = before;
  const next = new World({ clock, server, ports: { store: ports.store, locks: createLocks() } });
  next.outbox.open(lrs('/statements', changes));
  return next;
}

describe('a lane whose first statements are refused', () => {
  /** Puts statements one by one, of which the first are poison. */
  async function poisoned(world: World, poison: number, good: number): Promise<string[]> {
    const ids: string[] = [];
    for (let i = 1; i <= poison + good; i++) {
      if (i <= poison) world.server.poison.add(`s${i}`);
      ids.push(...(await world.put(1, true, i)));
      await world.clock.advance(MINUTE);
    }
    return ids.slice(poison);
  }

  it('delivers what waits behind three refused statements, in order, and buries the three with their reasons', async () => {
    const world = await page({}, { store: createDurableStore() });
    const good = await poisoned(world, 3, 20);
    await world.clock.advance(3 * HOUR);
    expect(world.delivered).to.deep.equal(good);
    const dead = await world.outbox.dead();
    expect(dead.map(({ id, reason }) => [id, reason])).to.deep.equal(
      ['s1', 's2', 's3'].map((id) => [id, `HTTP 400: statement ${id}: object is missing`])
    );
    expect(await world.lane())
      .to.include({ waiting: 0, sent: 20, refused: 3 })
      .and.not.have.property('paused');
    expect(world.of('resumed')).to.have.length(1);
  });

  for (const poison of [4, 7, 12, 40])
    it(`delivers what waits behind ${poison} refused statements, in order`, async () => {
      const world = await page({}, { store: createDurableStore() });
      const good = await poisoned(world, poison, 5);
      await world.clock.advance(4 * 24 * HOUR);
      expect(world.delivered).to.deep.equal(good);
      expect(await world.lane()).to.include({ waiting: 0, refused: poison });
    });

  it('does so too where every page lives only for one probe', async () => {
    const first = await page({}, { store: createDurableStore() });
    const good = await poisoned(first, 5, 3);
    first.outbox.close();
    for (let i = 0; i < 4; i++) {
      const next = nextPage(first);
      await first.clock.advance(MINUTE);
      next.outbox.close();
    }
    expect(first.delivered).to.deep.equal(good);
  });

  it('keeps the order when the destination refuses everything, the first statement included, and is then repaired', async () => {
    const world = await page({}, { store: createDurableStore() });
    world.server.always = { type: 'status', status: 400 };
    world.server.poison.add('s1');
    const ids = await world.put(6);
    await world.clock.advance(5 * HOUR);
    world.server.always = undefined;
    await world.clock.advance(24 * HOUR);
    expect(world.delivered).to.deep.equal(ids.slice(1));
    expect((await world.outbox.dead()).map(({ id }) => id)).to.deep.equal(['s1']);
  });

  it('sends few requests to a destination that refuses everything for a week', async () => {
    const world = await page({}, { store: createDurableStore() });
    world.server.always = { type: 'status', status: 400 };
    await world.put(300);
    await world.clock.advance(7 * 24 * HOUR);
    expect(await world.lane()).to.include({ waiting: 300, refused: 0 });
    // 50 that were needed to know, and 168 hours.
    expect(world.requests.length).to.be.below(50 + 168 * 8);
  });

  for (const status of [403, 404, 500])
    it(`is not stopped by one statement to which a firewall alone answers ${status}`, async () => {
      const clock = new Clock();
      const server = new RecordStore(clock);
      const blocked: Reply = { status, body: 'blocked' };
      const send: Send = (request) =>
        request.body?.includes('"s2"') ? Promise.resolve(blocked) : server.send(request);
      const world = new World({ clock, server, ports: { send, store: createDurableStore() } });
      world.outbox.open(lrs('/statements'));
      await world.put(5);
      await clock.advance(48 * HOUR);
      expect(world.delivered).to.deep.equal(['s1', 's3', 's4', 's5']);
      const [dead] = await world.outbox.dead();
      expect(dead?.id).to.equal('s2');
      expect(dead?.reason).to.equal(`others pass, HTTP ${status}: blocked`);
    });
});

describe('a probe that passes after a long pause', () => {
  const troubles: readonly [string, Fault][] = [
    ['401', { type: 'status', status: 401 }],
    ['404', { type: 'status', status: 404 }],
    ['500', { type: 'status', status: 500 }],
    ['a sign-in page', { type: 'html' }]
  ];
  for (const [name, trouble] of troubles)
    it(`takes ${name} that comes next for the destination's fault: nothing is buried, all arrive in order`, async () => {
      const world = await page({}, { store: createDurableStore() });
      world.server.always = { type: 'html' };
      const ids = await world.put(9);
      await world.clock.advance(10 * HOUR);
      world.server.always = undefined;
      world.server.faults = [{ type: 'none' }, trouble, trouble];
      await world.clock.advance(10 * HOUR);
      expect(await world.outbox.dead()).to.deep.equal([]);
      expect(world.delivered).to.deep.equal(ids);
    });
});

describe('a pause', () => {
  it('is told once, ends with resumed, and is told again when the same reason comes back', async () => {
    const world = await page();
    world.server.always = { type: 'status', status: 404 };
    await world.put(1);
    await world.clock.advance(3 * HOUR);
    world.server.always = undefined;
    await world.clock.advance(HOUR);
    world.server.always = { type: 'status', status: 404 };
    await world.put(1, true, 2);
    await world.clock.advance(3 * HOUR);
    const told = world.events.flatMap(({ type }) => (['paused', 'resumed'].includes(type) ? [type] : []));
    expect(told).to.deep.equal(['paused', 'resumed', 'paused']);
  });
});

describe('flush', () => {
  it('makes one probe of a paused lane, and resolves once it is answered', async () => {
    const world = await page({}, { store: createDurableStore() });
    world.server.always = { type: 'html' };
    const ids = await world.put(3);
    await world.clock.advance(MINUTE);
    let flushed = false;
    const flush = (): void => {
      flushed = false;
      void world.outbox.flush().then(() => (flushed = true));
    };
    flush();
    await world.clock.advance(5);
    expect(world.requests).to.have.length(2);
    expect(flushed).to.equal(false);
    await world.clock.advance(10);
    expect(flushed).to.equal(true);
    expect(world.requests).to.have.length(2);
    world.server.always = undefined;
    flush();
    await world.clock.advance(100);
    expect(flushed).to.equal(true);
    expect(world.delivered).to.deep.equal(ids);
    expect(await world.lane()).not.to.have.property('paused');
  });

  it('makes none where it is only told that the network may be back', async () => {
    const world = await page();
    world.server.always = { type: 'html' };
    await world.put(1);
    await world.clock.advance(MINUTE);
    await world.outbox.flush({ probe: false });
    expect(world.requests).to.have.length(1);
  });

  it('says of a paused lane that a probe is on its way', async () => {
    const first = await page({}, { store: createDurableStore() });
    first.server.always = { type: 'html' };
    await first.put(1);
    await first.clock.advance(MINUTE);
    expect(await first.lane()).not.to.have.property('probing');
    first.outbox.close();
    const next = nextPage(first);
    await first.clock.advance(5);
    expect(await next.lane()).to.include({ probing: true });
    await first.clock.advance(100);
    expect((await next.lane()).paused).to.be.a('string');
    expect(await next.lane()).not.to.have.property('probing');
  });

  it('overrides what the destination asked for when it is told to, also what an earlier page was asked for', async () => {
    const first = await page({}, { store: createDurableStore() });
    first.server.faults = [{ type: 'status', status: 503, retryAfter: '3600', body: 'maintenance' }];
    await first.put(1);
    await first.clock.advance(MINUTE);
    await first.outbox.flush();
    expect(first.requests).to.have.length(1);
    first.outbox.close();
    const next = nextPage(first);
    await first.clock.advance(MINUTE);
    await next.outbox.flush();
    expect(first.requests).to.have.length(1);
    void next.outbox.flush({ now: true });
    await first.clock.advance(100);
    expect(first.delivered).to.deep.equal(['s1']);
  });
});

describe('the reason why a lane waits', () => {
  it('is in its status with the time of the next try, also where an earlier page knew it', async () => {
    const disk = new Disk();
    const first = await page({}, { store: disk.page() });
    first.server.faults = [{ type: 'status', status: 503, retryAfter: '3600', body: 'maintenance' }];
    await first.put(1);
    await first.clock.advance(MINUTE);
    const wait = { reason: 'HTTP 503: maintenance', retryAt: AT + 10 + HOUR };
    expect(await first.lane()).to.include(wait);
    expect(disk.notes.get(keyOf('lrs'))).to.include({ ...wait, asked: true });
    first.outbox.close();
    const next = nextPage(first);
    await first.clock.advance(MINUTE);
    expect(await next.lane()).to.include(wait);
    await first.clock.advance(HOUR);
    expect(await next.lane())
      .to.include({ waiting: 0 })
      .and.not.have.any.keys('reason', 'retryAt');
  });

  it('is that of the pause while the lane is paused', async () => {
    const world = await page();
    world.server.always = { type: 'html' };
    await world.outbox.put([parcel('s1', AT)], true);
    await world.clock.advance(MINUTE);
    const { paused, reason, retryAt } = await world.lane();
    expect(reason).to.equal(paused).and.contain('hotel');
    expect(retryAt).to.equal(AT + 10 + HOUR);
  });

  it('is known before the lane has done anything', async () => {
    const first = await page({}, { store: createDurableStore() });
    first.server.always = { type: 'cut' };
    await first.put(1);
    await first.clock.advance(15);
    first.outbox.close();
    const next = nextPage(first);
    expect((await next.lane()).reason).to.contain('no answer');
  });
});

describe('what an address has answered', () => {
  it('is noted from the first statement that it took, and not before', async () => {
    const disk = new Disk();
    const world = await page({}, { store: disk.page() });
    world.server.faults = [{ type: 'status', status: 503 }];
    await world.put(1);
    await world.clock.advance(100);
    expect(disk.notes.get(keyOf('lrs'))).to.not.have.property('answered');
    await world.clock.advance(MINUTE);
    expect(disk.notes.get(keyOf('lrs'))).to.deep.equal({ attempt: 0, retryAt: 0, answered: true });
  });
});
