import { expect } from 'chai';
import { settle } from './clock.js';
import { AT, createDurableStore, laneId, lrs, parcel, World } from './world.js';

async function page(): Promise<World> {
  const world = new World();
  world.outbox.open(lrs('/statements'));
  await world.put(1, true, 1);
  await world.clock.advance(100);
  return world;
}

describe('leave', () => {
  it('starts one keepalive request before it returns, with what was put a moment ago', async () => {
    const world = await page();
    void world.outbox.put([parcel('s2', AT), parcel('s3', AT)], true);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1', 's2 s3 keepalive']);
  });

  it('deletes when the answer is seen, sends nothing twice meanwhile, and goes on after the return', async () => {
    const world = await page();
    await world.put(2, false, 2);
    world.outbox.leave();
    await world.put(1, true, 4);
    await settle();
    expect(await world.lane()).to.include({ waiting: 3 });
    await world.clock.advance(100);
    expect(world.requests).to.deep.equal(['s1', 's2 s3 keepalive', 's4']);
    expect(await world.lane()).to.include({ waiting: 0, sent: 4 });
    expect(world.of('sent').flatMap(({ ids }) => ids)).to.deep.equal(['s1', 's2', 's3', 's4']);
  });

  it('keeps what was not answered, and sends it the ordinary way', async () => {
    const world = await page();
    world.server.faults = [{ type: 'lost' }];
    await world.put(2, false, 2);
    world.outbox.leave();
    await world.clock.advance(10_000);
    expect(world.requests).to.deep.equal(['s1', 's2 s3 keepalive', 's2 s3']);
    expect(await world.lane()).to.include({ waiting: 0, sent: 3 });
  });

  it('goes on when the answer never comes', async () => {
    const world = await page();
    const { latency } = world.server;
    world.server.latency = () => 1e9;
    await world.put(1, false, 2);
    world.outbox.leave();
    world.server.latency = latency;
    await world.clock.advance(29_000);
    expect(world.requests).to.have.length(2);
    await world.clock.advance(2000);
    expect(world.requests).to.deep.equal(['s1', 's2 keepalive', 's2']);
  });

  it('sends again with keepalive what is in flight without', async () => {
    const world = await page();
    await world.put(2, true, 2);
    await settle();
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1', 's2 s3', 's2 s3 keepalive']);
    await world.clock.advance(100);
    expect(await world.lane()).to.include({ waiting: 0, sent: 3 });
    expect(world.requests).to.have.length(3);
  });

  it('hidden, then pagehide: the second one carries what came in between, again from the front', async () => {
    const world = await page();
    await world.put(1, false, 2);
    world.outbox.leave();
    world.outbox.leave();
    void world.put(1, true, 3);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1', 's2 keepalive', 's2 s3 keepalive']);
  });

  it('stays below 60 kB together over all lanes, and fits the others in', async () => {
    const world = new World();
    for (const id of ['one', 'two', 'three']) world.outbox.open(lrs(`/${id}`, { id: laneId(id) }));
    world.outbox.open(lrs('/stats', { id: laneId('stats'), batch: 1, linger: 0 }));
    const many = (lane: string): ReturnType<typeof parcel>[] =>
      Array.from({ length: 20 }, (_, i) => parcel(`${lane}-${i}`, AT, lane, 'x'.repeat(1250)));
    await world.outbox.put([...many('one'), ...many('two'), ...many('three')]);
    await settle();
    world.outbox.leave();
    const sizes = world.server.seen.map(({ bytes }) => bytes);
    expect(sizes.length).to.equal(3);
    expect(sizes.reduce((a, b) => a + b)).to.be.within(55_000, 60_000);
  });

  it('sends the head of a lane of statistics once', async () => {
    const world = new World();
    world.outbox.open(lrs('/stats', { id: laneId('stats'), batch: 1, linger: 60_000 }));
    await world.put(3, false);
    world.outbox.leave();
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1 keepalive']);
    await world.clock.advance(100);
    expect(await world.lane()).to.include({ waiting: 2, sent: 1 });
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1 keepalive', 's2 keepalive']);
    await world.clock.advance(100);
    void world.outbox.flush();
    await settle();
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1 keepalive', 's2 keepalive', 's3 keepalive']);
  });

  it('says nothing when paused, or when the destination asked to wait', async () => {
    const paused = new World();
    paused.server.always = { type: 'status', status: 404 };
    paused.outbox.open(lrs('/statements'));
    await paused.put(1);
    await paused.clock.advance(100);
    paused.outbox.leave();
    expect(paused.requests).to.have.length(1);

    const told = new World();
    told.server.faults = [{ type: 'status', status: 429, retryAfter: '60' }];
    told.outbox.open(lrs('/statements'));
    await told.put(1);
    await told.clock.advance(100);
    told.outbox.leave();
    expect(told.requests).to.have.length(1);
  });

  it('waits for a credential that is not at hand yet, and sends then', async () => {
    const world = new World();
    let give: (credential: string) => void = () => undefined;
    world.outbox.open(lrs('/statements', { credential: () => new Promise((resolve) => (give = resolve)) }));
    await world.put(1, false);
    world.outbox.leave();
    expect(world.requests).to.deep.equal([]);
    give('key-1');
    await settle();
    expect(world.requests).to.deep.equal(['s1 keepalive']);
  });

  it('leaves no gap: behind a backlog that is not read yet nothing is sent', async () => {
    const durable = createDurableStore();
    await durable.add(Array.from({ length: 8 }, (_, i) => parcel(`old${i}`, AT)));
    let reads = 0;
    const head = (lane: string, count: number): ReturnType<typeof durable.head> =>
      reads++ ? new Promise(() => undefined) : durable.head(lane, count);
    const world = new World({ ports: { store: { ...durable, head } } });
    world.outbox.open(lrs('/statements', { batch: 3 }));
    await world.clock.advance(50);
    void world.put(1);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['old0 old1 old2']);
  });

  it('tries again at the next leaving what did not arrive at the last one', async () => {
    const world = await page();
    world.server.faults = [{ type: 'cut' }];
    await world.put(1, false, 2);
    world.outbox.leave();
    await world.clock.advance(100);
    world.outbox.leave();
    expect(world.requests).to.deep.equal(['s1', 's2 keepalive', 's2 keepalive']);
  });

  it('frees its room when it has landed', async () => {
    const world = await page();
    for (const i of [1, 2, 3]) {
      await world.outbox.put([parcel(`big${i}`, AT, 'lrs', 'x'.repeat(40_000))]);
      world.outbox.leave();
      await world.clock.advance(100);
    }
    expect(world.requests.slice(1)).to.deep.equal(['big1 keepalive', 'big2 keepalive', 'big3 keepalive']);
  });

  it('does not send once more what lands while the next request waits for its credential', async () => {
    const world = await page();
    await world.put(1, false, 2);
    world.outbox.leave();
    const slow = (): Promise<string> => new Promise((resolve) => void world.clock.wake(500, () => resolve('key-1')));
    world.outbox.open(lrs('/statements', { credential: slow }));
    void world.outbox.flush();
    await world.clock.advance(1000);
    expect(world.requests).to.deep.equal(['s1', 's2 keepalive']);
  });
});
