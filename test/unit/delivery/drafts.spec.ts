import { expect } from 'chai';
import { createDrafts, type Drafts } from '../../../src/delivery/drafts.js';
import type { Draft, Locks } from '../../../src/delivery/ports.js';
import { settle } from './clock.js';
import { Disk, FULL, WELL } from './durable-store.js';
import { LockManager } from './locks.js';
import { AT, lrs, page, parcel, World } from './world.js';

const ending = (words: string, viewing = 'v1'): Draft => ({
  viewing,
  parcels: [parcel(`${viewing}-end`, AT, 'lrs', words)]
});
const withdrawn: Draft = { viewing: 'v1', parcels: [] };

/** A page's drafts over a storage, as the outbox uses them. */
function shelf(
  locks: Locks,
  disk = new Disk(),
  durable = true
): { disk: Disk; drafts: Drafts; say: (draft: Draft) => Promise<void> } {
  const store = disk.page();
  const drafts = createDrafts(store, locks, durable);
  const say = async (draft: Draft): Promise<void> => {
    const noted = drafts.note(draft);
    if (noted) await store.add([], { draft: noted });
    drafts.noted(noted);
    await settle();
  };
  return { disk, drafts, say };
}

describe('drafts', () => {
  it('are kept as last said, and are settled by who comes after a crash, once', async () => {
    const manager = new LockManager();
    const locks = manager.page();
    const { disk, say } = shelf(locks);
    await say(ending('one'));
    await say(ending('two'));
    const next = shelf(manager.page(), disk);
    expect(await next.drafts.settle()).to.deep.equal([]);
    locks.letGo('');
    expect(await next.drafts.settle()).to.deep.equal(ending('two').parcels);
    expect(await next.drafts.settle()).to.deep.equal([]);
    expect(disk.rows.map(({ id }) => id)).to.deep.equal(['v1-end']);
  });

  it('are kept as said last when the lock comes', async () => {
    const { disk, drafts } = shelf(new LockManager().page());
    for (const words of ['one', 'two']) drafts.note(ending(words));
    await settle();
    expect(disk.drafts.get('v1')).to.deep.equal(ending('two'));
  });

  it('are not let go of by a withdrawal that another one overtook', async () => {
    const manager = new LockManager();
    const { disk, drafts, say } = shelf(manager.page());
    await say(ending('one'));
    // A replay: for a moment there is nothing to say at the end, and both are on their way to the storage.
    const taken = drafts.note({ ...withdrawn });
    const again = drafts.note(ending('two'));
    for (const noted of [taken, again]) if (noted) await disk.page().add([], { draft: noted });
    for (const noted of [taken, again]) drafts.noted(noted);
    await settle();
    expect(await shelf(manager.page(), disk).drafts.settle(), 'it is still open').to.deep.equal([]);
  });

  it('are not settled by their own page', async () => {
    const { drafts, say } = shelf(new LockManager().page());
    await say(ending('one'));
    expect(await drafts.settle()).to.deep.equal([]);
  });

  it('are settled by one of two pages that look at the same time', async () => {
    const { disk, say } = shelf(new LockManager().page());
    await say(ending('one'));
    const later = new LockManager();
    const fallbacks = [later.page(), later.page()].map((locks) => shelf(locks, disk).drafts);
    const settled = await Promise.all(fallbacks.map((fallback) => fallback.settle()));
    expect(settled.flat()).to.have.length(1);
    expect(disk.rows).to.have.length(1);
  });

  it('write nothing when the viewing ended before the lock came', async () => {
    const { disk, say, drafts } = shelf(new LockManager().page());
    expect(drafts.note(ending('one'))).to.equal(undefined);
    expect(drafts.note(withdrawn)).to.equal(undefined);
    await settle();
    expect(disk.drafts.size).to.equal(0);
    await say(ending('two'));
    await settle();
    expect(disk.drafts.size, 'the next one').to.equal(1);
  });

  it('write nothing without the lock: it belongs to another, it fails, or there are none', async () => {
    const manager = new LockManager();
    void manager.page().attempt('xapi-viewing:v1', () => new Promise(() => undefined));
    const failing: Locks = {
      exclusive: true,
      attempt: () => Promise.reject(new Error('not fully active')),
      wait: () => Promise.reject(new Error('not fully active'))
    };
    const none: Locks = { exclusive: false, attempt: (_, work) => work(), wait: (_, work) => work() };
    for (const locks of [manager.page(), failing, none]) {
      const { disk, say } = shelf(locks);
      for (const words of ['one', 'two']) await say(ending(words));
      expect(disk.drafts.size).to.equal(0);
      await say(withdrawn);
    }
    const { disk, say } = shelf(new LockManager().page(), new Disk(), false);
    await say(ending('one'));
    expect(disk.drafts.size, 'memory dies with the page').to.equal(0);
  });

  it('hold the lock until the withdrawal is committed', async () => {
    const manager = new LockManager();
    const { disk, drafts, say } = shelf(manager.page());
    await say(ending('one'));
    const other = manager.page();
    const noted = drafts.note(withdrawn);
    await settle();
    let had = false;
    const look = (): Promise<void> =>
      other.attempt('xapi-viewing:v1', async () => {
        had = true;
      });
    await look();
    expect(had).to.equal(false);
    drafts.noted(noted);
    await settle();
    await look();
    expect(had).to.equal(true);
    expect(disk.drafts.size).to.equal(1);
  });
});

describe('drafts in the outbox', () => {
  const kill = (): { disk: Disk; manager: LockManager; die: () => void; start: () => Promise<World> } => {
    const disk = new Disk();
    const manager = new LockManager();
    const store = disk.page();
    const locks = manager.page();
    let first: World | undefined;
    return {
      disk,
      manager,
      die: () => {
        store.crash();
        locks.letGo('');
        first?.outbox.close();
      },
      start: async () => (first = await page({}, { store, locks }))
    };
  };

  it('commit with what was just said, and are said after a crash, in order', async () => {
    const { disk, manager, die, start } = kill();
    const first = await start();
    first.server.always = { type: 'cut' };
    await first.outbox.put([parcel('s1', AT)], true, ending('one'));
    await settle();
    await first.outbox.put([parcel('s2', AT)], true, ending('two'));
    void first.outbox.put([parcel('s3', AT)], true, ending('three'));
    die();
    first.server.always = undefined;
    const next = new World({
      clock: first.clock,
      server: first.server,
      ports: { store: disk.page(), locks: manager.page() }
    });
    next.outbox.open(lrs('/statements'));
    await next.outbox.beat();
    await next.clock.advance(60_000);
    expect(next.delivered).to.deep.equal(['s1', 's2', 'v1-end']);
    expect(next.server.stored.get('v1-end')).to.equal(ending('two').parcels[0]?.body);
    expect(next.of('stored').flatMap(({ ids }) => ids)).to.deep.equal(['v1-end']);
  });

  it('are withdrawn by the end itself, also while the storage is full', async () => {
    const { disk, manager, start } = kill();
    const first = await start();
    await first.outbox.put([parcel('s1', AT)], true, ending('one'));
    await settle();
    expect(disk.drafts.size).to.equal(1);
    disk.refuses = FULL;
    await first.outbox.put([parcel('s2', AT)], true, ending('two'));
    await first.outbox.put([parcel('v1-end', AT)], true, withdrawn);
    expect(disk.drafts.size).to.equal(0);
    await settle();
    let free = false;
    await manager.page().attempt('xapi-viewing:v1', async () => {
      free = true;
    });
    expect(free, 'the lock').to.equal(true);
    disk.refuses = WELL;
    const next = new World({
      clock: first.clock,
      server: first.server,
      ports: { store: disk.page(), locks: manager.page() }
    });
    await next.outbox.beat();
    expect(next.of('stored')).to.deep.equal([]);
    await first.clock.advance(60_000);
    expect(first.delivered).to.deep.equal(['s1', 's2', 'v1-end']);
  });
});
