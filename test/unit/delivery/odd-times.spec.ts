import { expect } from 'chai';
import { AT, createDurableStore, page, parcel } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a clock that jumps', () => {
  for (const days of [-1, 1])
    describe(`by ${days} day`, () => {
      it('neither stops a back-off nor makes it hammer', async () => {
        const world = await page({}, { store: createDurableStore() });
        world.server.always = { type: 'cut' };
        await world.put(1);
        await world.clock.advance(1000);
        world.clock.skew = days * DAY;
        await world.clock.advance(10 * 60_000);
        expect(world.requests.length).to.be.within(4, 20);
        world.server.always = undefined;
        await world.clock.advance(5 * 60_000);
        expect(world.delivered).to.deep.equal(['s1']);
      });

      it('costs a paused lane one probe more at most, and no hour', async () => {
        const world = await page({}, { store: createDurableStore() });
        world.server.always = { type: 'html' };
        await world.put(1);
        await world.clock.advance(1000);
        world.clock.skew = days * DAY;
        for (let i = 2; i < 12; i++) {
          await world.put(1, true, i);
          await world.clock.advance(60_000);
        }
        expect(world.requests.length).to.be.within(1, 2);
        world.server.always = undefined;
        await world.clock.advance(HOUR);
        expect(world.delivered).to.have.length(11);
      });

      it('keeps the order and loses nothing', async () => {
        const world = await page({}, { store: createDurableStore() });
        await world.put(2, false, 1);
        world.clock.skew = days * DAY;
        await world.put(2, false, 3);
        await world.clock.advance(HOUR);
        expect(world.delivered).to.deep.equal(['s1', 's2', 's3', 's4']);
        expect(world.of('evicted')).to.deep.equal([]);
      });
    });

  it('a Retry-After of before the jump is waited for an hour at most', async () => {
    const world = await page({}, { store: createDurableStore() });
    world.server.faults = [{ type: 'status', status: 429, retryAfter: '3000' }];
    await world.put(1);
    await world.clock.advance(100);
    world.clock.skew = -DAY;
    await world.outbox.put([parcel('s2', AT)], true);
    await world.clock.advance(HOUR);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
  });
});
