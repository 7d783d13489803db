import { expect } from 'chai';
import { settle } from './clock.js';
import { Disk } from './durable-store.js';
import { createLocks, lrs, page, World } from './world.js';

describe('leaving while another tab sends', () => {
  for (const urgent of [true, false])
    it(`knows what that one put there before its own, ${urgent ? 'urgent' : 'gathering'}`, async () => {
      const disk = new Disk();
      const locks = createLocks();
      const one = await page({}, { store: disk.page(), locks });
      const { clock, server } = one;
      server.latency = () => 1000;
      await one.put(1, true, 1);
      await clock.advance(10);
      const two = new World({ clock, server, ports: { store: disk.page(), locks } });
      two.outbox.open(lrs('/statements'));
      await clock.advance(10);
      // The lock is taken by one, which waits for its answer.
      await one.put(1, false, 2);
      await two.put(1, urgent, 3);
      await settle();
      two.outbox.leave();
      expect(two.requests).to.deep.equal(['s1', 's1 s2 s3 keepalive']);
    });
});
