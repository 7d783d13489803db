import { expect } from 'chai';
import type { Row } from '../../../src/delivery/ports.js';
import type { Browser } from './tabs-browser.js';
import { keyOf } from './world.js';

/** A page that goes away while its look at the storage is under way does not know what others put there since. */
const LOOK = 100;

/** Rows under names that were committed once: of the others, any of their bodies may be the first to arrive. */
function once(rows: readonly Row[]): readonly Row[] {
  const times = new Map<string, number>();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  return rows.filter(({ id }) => times.get(id) === 1);
}

/** Each is in one place, or in the only places that may share it. */
function nothingLost(
  { disk, server, voice: { captured }, tabs }: Browser,
  letters: ReadonlySet<string>,
  stuck: ReadonlySet<string>
): void {
  const evicted = new Set([...disk.evictions.map(({ id }) => id), ...tabs.flatMap(({ evicted }) => evicted)]);
  const waiting = new Set(disk.rows.map(({ id }) => id));
  for (const { id, lane } of disk.log) {
    if (captured.get(id)?.forgotten) continue;
    const places = [server.stored.has(id), letters.has(id), waiting.has(id)].filter(Boolean).length;
    expect(places + (evicted.has(id) ? 1 : 0), `${id} is nowhere`).to.be.above(0);
    expect(places, `${id} is in two places`).to.be.at.most(1);
    if (!waiting.has(id)) continue;
    expect(stuck.has(lane), `${id} waits without a reason`).to.equal(true);
  }
  // Drafted words count as soon as they are rows.
  const bodies = new Map<string, string[]>();
  for (const { id, body } of [...disk.log, ...tabs.flatMap(({ said }) => said)])
    bodies.set(id, [...(bodies.get(id) ?? []), body]);
  for (const [id, body] of server.stored) expect(bodies.get(id), id).to.include(body);
  const committed = new Set(disk.log.map(({ id }) => id));
  // What was in memory only is lost with its page, and with nothing else.
  for (const tab of tabs)
    if (tab.state !== 'dead')
      for (const { id, lane } of tab.said) {
        const each = captured.get(id);
        if (each?.forgotten || committed.has(id)) continue;
        const there = server.stored.has(id) || letters.has(id) || waiting.has(id) || evicted.has(id);
        expect(there || stuck.has(lane), `${id} was in memory, and is nowhere`).to.equal(true);
      }
}

function inOrder(browser: Browser, lane: string): void {
  const { server, disk, tabs } = browser;
  const { captured } = browser.voice;
  const { sent } = browser.watch;
  // One that is let go of while it is on its way may still arrive, at any time.
  const gone = new Set([...disk.evictions.map(({ id }) => id), ...tabs.flatMap(({ evicted }) => evicted)]);
  const remembered = [...server.stored.keys()].filter(
    (id) => !captured.get(id)?.forgotten && !gone.has(id) && !server.failedAlone(id)
  );
  const arrived = new Map(remembered.map((id, i) => [id, i]));
  // Where one tab says the end of a viewing in memory, and another what was drafted for it, either may be the first.
  const saidByTabs = new Set(tabs.flatMap((tab) => tab.said.map(({ id }) => id)));
  const isSettled = (id: string): boolean => browser.settled.has(id.split('-')[0] ?? '');
  const here = disk.log.filter((row) => row.lane === lane && arrived.has(row.id));
  const rows = once(here).filter(({ id }) => !isSettled(id) || !saidByTabs.has(id));
  const place = (id: string): number => arrived.get(id) ?? NaN;
  rows.forEach((row, i) => {
    for (const later of rows.slice(i + 1)) {
      if (place(later.id) > place(row.id)) continue;
      const { tab, committed = Infinity } = captured.get(later.id) ?? {};
      // What one tab said is judged below.
      const said = tab?.said.map(({ id }) => id) ?? [];
      if (said.includes(later.id) && said.includes(row.id)) continue;
      // Between tabs the order is that of the storage, in which one that waited in memory, or gave way, got its place later.
      const wasDisplaced = disk.displaced.has(row.id) || disk.displaced.has(later.id);
      if (wasDisplaced && captured.get(row.id)?.tab !== tab) continue;
      const request = server.brought.get(later.id);
      const leave = request?.keepalive ? sent.get(request) : undefined;
      const blind = leave && leave.tab === tab && captured.get(row.id)?.tab !== tab && leave.at - committed < LOOK;
      expect(blind, `${later.id} overtook ${row.id}`).to.equal(true);
    }
  });
  const stored = new Set(disk.log.map(({ id }) => id));
  for (const tab of tabs) {
    const ours = tab.said
      .filter((each) => each.lane === lane && arrived.has(each.id))
      .map(({ id }) => id)
      // What another tab said in its place has the other's order; and nobody looks after what a dead page had in memory.
      .filter((id) => !isSettled(id) && (tab.state !== 'dead' || stored.has(id)));
    ours.forEach((id, i) => {
      for (const later of ours.slice(i + 1)) {
        if (place(later) > place(id)) continue;
        expect.fail(`${later} overtook ${id} of its own tab`);
      }
    });
  }
}

/** What must be true when all is well again and had time. */
export async function audit(browser: Browser): Promise<void> {
  const { disk, tabs, wrongs, wasUnreadable, clock } = browser;
  expect(wrongs).to.deep.equal([]);
  const alive = tabs.filter(({ state }) => state === 'alive').map(({ outbox }) => outbox);
  const asked = Promise.all([
    Promise.all(alive.map((outbox) => outbox.dead())),
    Promise.all(alive.map((outbox) => outbox.status()))
  ]);
  await clock.advance(1000);
  const [dead, told] = await asked;
  // Where nothing but refused ones came, they are kept.
  const lanes = told.flatMap((each) => each.lanes);
  const stuck = new Set(lanes.filter(({ paused }) => paused?.includes('every one')).map(({ lane }) => lane.key));
  const letters = new Set(dead.flat().map(({ id }) => id));
  for (const { id, reason } of dead.flat()) expect(reason, id).to.match(/HTTP \d+/);
  nothingLost(browser, letters, stuck);
  const open = tabs.filter(({ state }) => state === 'alive').map(({ viewing }) => viewing?.id);
  for (const viewing of disk.drafts.keys()) expect(viewing, 'a draft that nobody settled').to.be.oneOf(open);
  // One that is buried while it is let go of is let go of once more, as a letter.
  for (const { evicted } of tabs) {
    const told = evicted.filter((id) => !browser.server.poison.has(id));
    expect(new Set(told).size, 'told of twice').to.equal(told.length);
  }
  const counted = [...disk.evicted.values()].reduce((sum, n) => sum + n, 0);
  if (![...browser.voice.captured.values()].some(({ forgotten }) => forgotten))
    expect(counted, 'counted').to.equal(disk.evictions.length);
  // A storage that cannot be read keeps its order to itself.
  if (!wasUnreadable) for (const lane of ['a', 'u1', 'u2']) inOrder(browser, keyOf(lane));
}
