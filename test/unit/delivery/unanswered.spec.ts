import { expect } from 'chai';
import type { Lane } from '../../../src/delivery/lane.js';
import type { Ports, UnansweredMarks } from '../../../src/delivery/ports.js';
import { createDurableStore, createLocks, laneId, lrs, parcel, World } from './world.js';

const MINUTE = 60_000;

describe('events of a service that knows no ids, on a page that is gone before the answer', () => {
  const once = (changes: Partial<Lane> = {}): Lane =>
    lrs('/stats', { id: laneId('stats'), batch: 1, linger: 0, isSentOnce: () => true, ...changes });

  /** Pages of one origin: they share storage and marks, and each has a server of its own way to answer. */
  const origin = () => {
    const marks = new Map<string, true>();
    const unanswered: UnansweredMarks = {
      all: () => [...marks.keys()],
      add: (ids) => ids.forEach((id) => marks.set(id, true)),
      remove: (ids = [...marks.keys()]) => ids.forEach((id) => marks.delete(id))
    };
    const store = createDurableStore();
    const first = new World({ ports: { store, unanswered, locks: createLocks() } });
    const { clock, server } = first;
    const next = (lane = once(), ports: Partial<Ports> = { unanswered }): World => {
      const page = new World({ clock, server, ports: { store, locks: createLocks(), ...ports } });
      page.outbox.open(lane);
      return page;
    };
    return { first, next, marks, unanswered, clock, server };
  };

  it('are not sent again by the next page, and counted; what comes behind is sent', async () => {
    const { first, next, marks, clock, server } = origin();
    first.outbox.open(once());
    server.latency = () => 1000;
    await first.put(2);
    await clock.advance(500);
    first.outbox.leave(true);
    expect([...marks.keys()]).to.deep.equal(['s1']);
    first.outbox.close();
    const page = next();
    await clock.advance(MINUTE);
    expect(server.seen.flatMap(({ ids }) => ids)).to.deep.equal(['s1', 's2']);
    expect(await page.lane()).to.include({ waiting: 0, sent: 1, uncertain: 0, unanswered: 1 });
    expect(page.of('unanswered').map(({ id }) => id)).to.deep.equal(['s1']);
    expect([...marks.keys()]).to.deep.equal([]);
    // And it is known to the pages after that.
    page.outbox.close();
    expect(await next().lane()).to.include({ uncertain: 0, unanswered: 1 });
  });

  it('that leave with the page are marked at once, those of other kinds never', async () => {
    const { first, marks, clock } = origin();
    first.outbox.open(once({ isSentOnce: (body) => !body.includes('play') }));
    void first.outbox.put([parcel('s1', clock.now(), 'stats')], true);
    await Promise.resolve();
    first.outbox.leave(true);
    expect([...marks.keys()]).to.deep.equal([]);
    await clock.advance(0);
    // It left as soon as there was a credential.
    expect(first.requests).to.deep.equal(['s1 keepalive']);
    expect([...marks.keys()]).to.deep.equal(['s1']);
    const other = origin();
    other.first.outbox.open(once({ isSentOnce: (body) => !body.includes('play') }));
    other.server.latency = () => 1000;
    await other.first.outbox.put([parcel('s1', clock.now(), 'stats', 'play')], true);
    await other.clock.advance(500);
    other.first.outbox.leave(true);
    expect(other.first.requests).to.deep.equal(['s1 keepalive']);
    expect([...other.marks.keys()]).to.deep.equal([]);
  });

  it('are sent again where the page is merely hidden, saw the request fail, had no credential, or saw the answer', async () => {
    const ways: readonly ((world: ReturnType<typeof origin>) => Promise<void>)[] = [
      async ({ first, server, clock }) => {
        server.latency = () => 1000;
        await first.put(1);
        await clock.advance(500);
        first.outbox.leave();
      },
      async ({ first, server, clock }) => {
        server.always = { type: 'cut' };
        await first.put(1);
        await clock.advance(500);
        first.outbox.leave(true);
      },
      async ({ first, clock }) => {
        first.outbox.open(once({ credential: () => new Promise(() => undefined) }));
        await first.put(1);
        await clock.advance(500);
        first.outbox.leave(true);
      },
      async ({ first, clock }) => {
        await first.put(1);
        await clock.advance(500);
        first.outbox.leave(true);
      }
    ];
    for (const way of ways) {
      const world = origin();
      const { first, next, marks, server, clock } = world;
      first.outbox.open(once());
      await clock.advance(0);
      await way(world);
      expect([...marks.keys()]).to.deep.equal([]);
      first.outbox.close();
      server.always = undefined;
      const page = next();
      await clock.advance(MINUTE);
      expect(page.delivered).to.deep.equal(['s1']);
      const lane = await page.lane();
      expect(lane).to.include({ waiting: 0 });
      expect(lane).not.to.have.property('unanswered');
    }
  });

  it('are not tried again by a page whose requests fail while it is torn down', async () => {
    const { first, next, clock, server } = origin();
    first.outbox.open(once());
    await clock.advance(0);
    void first.put(1);
    first.outbox.leave(true);
    server.always = { type: 'lost' };
    await clock.advance(MINUTE);
    expect(first.requests).to.deep.equal(['s1 keepalive']);
    expect(await next().lane()).to.include({ uncertain: 0 });
    server.always = undefined;
    const page = next();
    await clock.advance(MINUTE);
    expect(first.requests).to.deep.equal(['s1 keepalive']);
    expect(await page.lane()).to.include({ waiting: 0, uncertain: 0, unanswered: 1 });
  });

  it('wait for their answer as before where the page comes back from the back/forward cache', async () => {
    const { first, next, marks, clock, server } = origin();
    first.outbox.open(once());
    server.latency = () => 1000;
    await first.put(1);
    await clock.advance(500);
    first.outbox.leave(true);
    expect([...marks.keys()]).to.deep.equal(['s1']);
    first.outbox.back();
    expect([...marks.keys()]).to.deep.equal([]);
    await clock.advance(MINUTE);
    expect(await first.lane()).to.include({ waiting: 0, sent: 1, uncertain: 0 });
    expect(first.requests).to.deep.equal(['s1 keepalive']);
    expect(await next().lane()).not.to.have.property('unanswered');
  });

  it('do not leave again with a page that has only looked at what waits', async () => {
    const { first, next, clock, server, unanswered } = origin();
    first.outbox.open(once());
    server.latency = () => 1000;
    await first.put(1);
    await clock.advance(500);
    first.outbox.leave(true);
    first.outbox.close();
    // It reads the front of the lane, and its turn does not come before it goes.
    const never = (): Promise<void> => new Promise(() => undefined);
    const page = next(once(), { unanswered, locks: { exclusive: true, wait: never, attempt: never } });
    await page.outbox.beat();
    await clock.advance(500);
    page.outbox.leave(true);
    await clock.advance(MINUTE);
    expect(page.requests).to.deep.equal(['s1 keepalive']);
  });

  it('leave no marks behind when all is forgotten', async () => {
    const { first, marks, clock, server } = origin();
    first.outbox.open(once());
    server.latency = () => 1000;
    await first.put(1);
    await clock.advance(500);
    first.outbox.leave(true);
    await first.outbox.forget();
    expect([...marks.keys()]).to.deep.equal([]);
  });
});
