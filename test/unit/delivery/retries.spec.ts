import { expect } from 'chai';
import { settle } from './clock.js';
import { createDurableStore, lrs, page, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('retries', () => {
  it('waits, keeps the order, and sends the same again', async () => {
    const world = await page();
    world.server.faults = [{ type: 'lost' }, { type: 'status', status: 503 }];
    await world.put(2);
    await world.clock.advance(100);
    expect(world.of('retry')).to.have.length(1);
    expect((await world.lane()).retryAt).to.equal(world.of('retry')[0]?.retryAt);
    await world.put(1, true, 3);
    await world.clock.advance(MINUTE);
    expect(world.requests).to.deep.equal(['s1 s2', 's1 s2 s3', 's1 s2 s3']);
    expect(world.delivered).to.deep.equal(['s1', 's2', 's3']);
    expect((await world.lane()).retryAt).to.equal(undefined);
  });

  it('obeys Retry-After, also at flush; its own back-off ends at flush', async () => {
    const world = await page();
    world.server.faults = [{ type: 'status', status: 429, retryAfter: '120' }];
    await world.put(1);
    await world.clock.advance(119_000);
    await world.outbox.flush();
    expect(world.requests).to.have.length(1);
    await world.clock.advance(1100);
    expect(world.requests).to.have.length(2);

    world.server.always = { type: 'cut' };
    await world.put(1, true, 2);
    await world.clock.advance(11);
    void world.outbox.flush();
    await settle();
    expect(world.requests).to.have.length(4);
  });

  it('is not kept busy by Retry-After: 0', async () => {
    const world = await page();
    world.server.always = { type: 'status', status: 429, retryAfter: '0' };
    await world.put(1);
    await world.clock.advance(10 * MINUTE);
    expect(world.requests.length).to.be.within(3, 15);
  });

  it('does not wait for a time that only a jump of the clock could have made', async () => {
    const world = await page();
    world.server.faults = [{ type: 'cut' }];
    await world.put(1);
    await world.clock.advance(11);
    world.clock.time -= 24 * HOUR;
    await world.put(1, true, 2);
    await world.clock.advance(20);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
  });

  it('tells the next page of its back-off', async () => {
    const store = createDurableStore();
    const first = await page({}, { store });
    first.server.faults = [{ type: 'status', status: 429, retryAfter: '600' }];
    await first.put(1);
    await first.clock.advance(20);
    first.outbox.close();
    const next = new World({ clock: first.clock, server: first.server, ports: { store } });
    next.outbox.open(lrs('/statements'));
    await next.clock.advance(590_000);
    expect(next.server.seen).to.have.length(1);
    await next.clock.advance(11_000);
    expect(next.delivered).to.deep.equal(['s1']);
  });
});

describe('a destination that is something else', () => {
  for (const fault of [{ type: 'html' }, { type: 'status', status: 404 }, { type: 'status', status: 302 }] as const)
    it(`pauses for ${JSON.stringify(fault)}, and goes on when it answers well`, async () => {
      const world = await page();
      world.server.always = fault;
      const ids = await world.put(3);
      await world.clock.advance(HOUR / 2);
      expect(world.requests).to.have.length(1);
      expect((await world.lane()).paused).to.contain('not the expected service');
      world.server.always = undefined;
      await world.clock.advance(HOUR);
      expect(world.delivered).to.deep.equal(ids);
    });

  it('stays paused for another hour when the probe is not answered', async () => {
    const world = await page();
    world.server.faults = [{ type: 'html' }, { type: 'cut' }];
    await world.put(1);
    await world.clock.advance(2 * HOUR - MINUTE);
    expect(world.requests).to.have.length(2);
    expect((await world.lane()).paused).to.contain('hotel');
    await world.clock.advance(2 * MINUTE);
    expect(world.delivered).to.deep.equal(['s1']);
  });
});
