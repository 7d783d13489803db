import { expect } from 'chai';
import type { Lane } from '../../../src/delivery/lane.js';
import { createDurableStore, createLocks, laneId, lrs, nameOf, World } from './world.js';

const SECOND = 1000;

const lane = (name: string, scope: string | undefined, changes: Partial<Lane> = {}): Lane =>
  lrs('/statements', { id: laneId(name), linger: 0, ...(scope !== undefined && { scope }), ...changes });

describe('what waits for an address that a page does not serve', () => {
  /** Pages of one origin, one after the other. */
  const origin = () => {
    const store = createDurableStore();
    const first = new World({ ports: { store, locks: createLocks() } });
    const { clock, server } = first;
    const next = (): World => new World({ clock, server, ports: { store, locks: createLocks() } });
    return { first, next, clock, server };
  };

  /** A page whose record store takes one, and leaves another one behind. */
  const leftAt = async (name: string, scope: string | undefined, world = origin()) => {
    const { first, clock, server } = world;
    first.outbox.open(lane(name, scope));
    await first.put(1);
    await clock.advance(SECOND);
    server.always = { type: 'status', status: 503 };
    await first.put(1, true, 2);
    await clock.advance(SECOND);
    first.outbox.close();
    return world;
  };

  it('is told to a page of the same site that names people by the same rule', async () => {
    const { next, clock } = await leftAt('old', 'site a, by account');
    const page = next();
    page.outbox.open(lane('new', 'site a, by account'));
    page.outbox.limit(undefined);
    await clock.advance(10 * SECOND);
    expect(page.of('unserved')).to.deep.equal([{ type: 'unserved', lane: nameOf('old'), waiting: 1 }]);
  });

  it('is not told to a page of another site or rule, nor where nobody knows whose it is: its status lists it', async () => {
    for (const [left, here] of [
      ['site a, by account', 'site b, by account'],
      ['site a, by account', 'site a, by e-mail'],
      ['site a, by account', undefined],
      [undefined, 'site a, by account'],
      [undefined, undefined]
    ]) {
      const { next, clock } = await leftAt('old', left);
      const page = next();
      page.outbox.open(lane('new', here));
      page.outbox.limit(undefined);
      await clock.advance(10 * SECOND);
      expect(page.of('unserved')).to.deep.equal([]);
      const { unserved } = await page.outbox.status();
      expect(unserved.map(({ lane: { key }, waiting }) => [key, waiting])).to.deep.equal([[nameOf('old').key, 1]]);
    }
  });

  it('is told once a player of that site is there, too', async () => {
    const { next, clock } = await leftAt('old', 'site a');
    const page = next();
    page.outbox.open(lane('new', 'site b'));
    page.outbox.limit(undefined);
    await clock.advance(10 * SECOND);
    expect(page.of('unserved')).to.deep.equal([]);
    page.outbox.open(lane('other', 'site a'));
    await page.outbox.beat();
    expect(page.of('unserved').map(({ lane: { key } }) => key)).to.deep.equal([nameOf('old').key]);
  });

  it('moves to the corrected address at once where it was tried in vain, else after an hour: it may be another record store', async () => {
    for (const tried of [true, false]) {
      const { first, next, clock, server } = origin();
      server.always = { type: 'status', status: 404 };
      first.outbox.open(lane('wrong', 'site a', tried ? {} : { credential: () => new Promise(() => undefined) }));
      await first.put(2, true);
      await clock.advance(SECOND);
      first.outbox.close();
      const page = next();
      page.server.always = undefined;
      page.outbox.open(lane('right', 'site a'));
      page.outbox.limit(undefined);
      await clock.advance(10 * SECOND);
      expect(page.of('moved'), `tried: ${tried}`).to.have.length(tried ? 1 : 0);
      await clock.advance(3600 * SECOND);
      await page.outbox.beat();
      await clock.advance(10 * SECOND);
      expect(page.of('moved').map(({ count }) => count)).to.deep.equal([2]);
      expect(page.delivered).to.deep.equal(['s1', 's2']);
    }
  });
});
