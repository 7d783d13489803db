import { expect } from 'chai';
import { createDurableStore, lrs, page, type World } from './world.js';

/** Opens the lane again after it was let go of: what is counted of it. */
async function openedAgain(world: World): Promise<object> {
  world.outbox.open(lrs('/statements'));
  await world.clock.advance(0);
  const { sent, refused } = await world.lane();
  return { sent, refused };
}

describe('a lane that is let go of', () => {
  const own = async (world: World): Promise<string> => (await world.lane()).lane.key;

  it('leaves no counters behind', async () => {
    const world = await page({ linger: 0 }, { store: createDurableStore() });
    world.server.poison.add('s2');
    await world.put(3);
    await world.clock.advance(60_000);
    expect(await world.lane()).to.include({ sent: 2, refused: 1 });
    world.outbox.retire(await own(world));
    expect((await world.outbox.status()).lanes).to.deep.equal([]);
    expect(await openedAgain(world)).to.deep.equal({ sent: 0, refused: 0 });
  });

  it('is not counted any more when the answer to its last request comes', async () => {
    const world = await page({ linger: 0 }, { store: createDurableStore() });
    world.server.latency = () => 3000;
    await world.put(2);
    await world.clock.advance(1000);
    const key = await own(world);
    world.outbox.retire(key);
    await world.clock.advance(60_000);
    expect(world.of('sent').flatMap(({ ids }) => ids)).to.deep.equal(['s1', 's2']);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
    expect(await openedAgain(world)).to.deep.equal({ sent: 0, refused: 0 });
  });
});
