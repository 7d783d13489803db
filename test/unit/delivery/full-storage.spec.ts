import { expect } from 'chai';
import { Disk, FULL } from './durable-store.js';
import { createLocks, lrs, page, World } from './world.js';

const HOUR = 3_600_000;

describe('while the storage is full', () => {
  it('a paused lane stays paused, and one that was asked to wait waits', async () => {
    for (const fault of [{ type: 'html' }, { type: 'status', status: 429, retryAfter: '3600' }] as const) {
      const disk = new Disk();
      disk.refuses = FULL;
      const world = await page({}, { store: disk.page() });
      world.server.always = fault;
      for (let i = 1; i < 10; i++) {
        await world.put(1, true, i);
        await world.clock.advance(60_000);
      }
      expect(world.requests).to.have.length(1);
      world.server.always = undefined;
      await world.clock.advance(HOUR);
      expect(world.delivered).to.have.length(9);
    }
  });

  it('tabs still take turns: what the storage has is for one of them', async () => {
    const disk = new Disk();
    const locks = createLocks();
    const one = await page({}, { store: disk.page(), locks });
    const two = new World({ clock: one.clock, server: one.server, ports: { store: disk.page(), locks } });
    two.outbox.open(lrs('/statements'));
    await one.clock.advance(10);
    disk.refuses = FULL;
    await one.put(2, true, 1);
    await two.put(2, true, 3);
    await one.clock.advance(1000);
    expect(one.server.mostInFlight).to.equal(1);
    expect(one.delivered.sort()).to.deep.equal(['s1', 's2', 's3', 's4']);
  });
});
