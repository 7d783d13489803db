import { setMaxListeners } from 'node:events';
import { createOutbox } from '../../delivery/outbox.js';
import { CAPS } from '../../delivery/surplus.js';
import * as check from './arguments.js';
import { within } from '../../delivery/within.js';
import type { Collector, CollectorConfig, CollectorEvent, Sessions } from './collector-types.js';
import { createLanes } from './collector-lanes.js';
import { premisesOf } from './collector-premises.js';
import { createSettings } from './collector-settings.js';
import { createProblems } from './collector-problems.js';
import { drained } from './drained.js';
import type { FileStore } from '../folder/file-store.js';
import { openFileStore } from '../folder/open-file-store.js';
import { createLocks } from '../ports/locks.js';
import { atMost } from '../ports/node-send.js';
import { nodePorts, type CollectorPorts } from '../ports/node-ports.js';
import { createOpenViewings } from './open-viewings.js';
import { createRecorder } from './recorder.js';
import { createReviver } from './reviver.js';
import { createSessions } from '../session/sessions.js';
import { unnamedLane } from './unnamed.js';
import { anonymousIds, type House } from './viewing-seat.js';

export { BadEvent } from '../reading/bad-event.js';
export type { CollectorPorts } from '../ports/node-ports.js';

/** Requests under way at once, over all destinations. */
const AT_ONCE = 16;

/** Milliseconds between two looks at what storage or network kept from being sent. */
const BEAT = 30_000;

/** A viewer without a name has one as long as the folder has. */
const NOBODY = 'anonymous';

async function nobodyOf(store: FileStore, uuid: () => string): Promise<string> {
  const known = await store.mark(NOBODY);
  if (known !== undefined) return known;
  const name = uuid();
  await store.commit([], [{ name: NOBODY, value: name }]);
  return name;
}

/**
 * Takes viewings where there is no browser, and sends what comes of them. What an earlier process left in the folder, the
 * ends of its open viewings included, is sent first.
 * @param ports for tests; left out: Node's own
 * @param first hears all that happens from the very beginning: what is left in the folder is sent before this resolves
 * @throws Error that names the folder and what to do: another process has it, it is not writable, its disk is full. What is
 * wrong with settings is no error: see `status().problems`.
 */
export async function createCollector(
  config: CollectorConfig,
  ports: Partial<CollectorPorts> = {},
  first?: (event: CollectorEvent) => void
): Promise<Collector> {
  check.checkConfig(config);
  const { send, hangUp, wake, now, random, uuid }: CollectorPorts = { ...nodePorts(), ...ports };
  const { directory, session } = config;
  if (typeof directory !== 'string' || !directory.trim())
    throw new Error('directory: missing, expected the folder that is to hold what waits');
  const store = await openFileStore(directory);
  const wall = (): number => now().wall;
  const listeners = new Set(first && [first]);
  const emit = (event: CollectorEvent): void => {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        // Who listens badly must not stop collecting.
      }
    }
  };
  const problems = createProblems((problem) => emit({ type: 'problem', problem }), session ? 'session' : 'ks');
  const sessions: Sessions | undefined =
    session && createSessions(session, config.applicationName, { send, now: wall });
  const settingsOf = createSettings(config, problems.report, sessions && problems.watch(sessions));
  const outbox = createOutbox({ store, send: atMost(AT_ONCE, send), locks: createLocks(), wake, now: wall, random });
  const premises = (settings: ReturnType<typeof settingsOf>) => premisesOf(config, settings);
  const lanes = createLanes(outbox, () => store.waiting(), settingsOf, premises, session !== undefined);
  const reasons = new Map<string, string>();
  outbox.listen((event) => {
    if (event.type === 'retry' || event.type === 'paused') reasons.set(event.lane, event.reason);
    // Only a lane that has to do with a session may not be let in, besides the record store.
    const isKaltura = !event.lane.startsWith('lrs ') && settingsOf({}).ks !== undefined;
    if (isKaltura && event.type === 'paused' && event.reason.startsWith('unauthorised')) problems.refused(event.reason);
    if (isKaltura && event.type === 'resumed') problems.welcome();
    if (event.type === 'stored') problems.stored(event.durable, directory);
    emit({ type: 'delivery', event });
  });
  const caps = settingsOf({}).outbox;
  if (caps) outbox.limit(caps);
  const nobody = await nobodyOf(store, uuid);
  const house: House = {
    outbox,
    lanes,
    settingsOf,
    premisesOf: premises,
    now: wall,
    uuid,
    anonymousId: anonymousIds(uuid, nobody),
    visit: uuid(),
    report: problems.report
  };
  const openings = createOpenViewings(house, { now, wake });
  const recorder = createRecorder(house, store);
  const reviver = createReviver(outbox, lanes, () => settingsOf({}).beforeSend);

  // The ends of viewings that a killed process left open become parcels first.
  await outbox.beat();
  /** What waits where the settings name nothing; all else is open. */
  const unnamed = (): ReadonlyMap<string, number> =>
    new Map([...store.waiting()].filter(([lane]) => !lanes.reopen(lane)));
  problems.orphaned(unnamed());
  let cancelBeat: () => void = () => undefined;
  const beat = (): void => {
    void outbox.beat();
    cancelBeat = wake(BEAT, beat);
  };
  beat();

  let closing: Promise<void> | undefined;
  const over = new AbortController();
  // As many may wait for it as like to.
  setMaxListeners(0, over.signal);
  async function shut(patience: number | undefined): Promise<void> {
    await openings.closeAll();
    await recorder.idle();
    if (patience === undefined) await outbox.flush();
    else if (patience > 0) await within(outbox.flush(), patience, wake);
    outbox.close();
    cancelBeat();
    if (patience !== undefined) hangUp?.();
    // What was under way meanwhile comes to its end.
    await outbox.flush();
    over.abort();
    await store.close();
  }
  const here = (): void => {
    if (closing) throw new Error(`The collector of ${directory} is closed.`);
  };

  return {
    open(entry, viewer, options) {
      here();
      return openings.open(entry, viewer, options);
    },
    async record(viewing, marks = []) {
      here();
      check.checkMarks(marks);
      return recorder.record(viewing, marks);
    },
    async mark(name) {
      check.checkName(name);
      return store.mark(name);
    },
    async status() {
      const nowhere = [...unnamed()].map(([lane, count]) => unnamedLane(lane, count));
      const { lanes: open, ...status } = await outbox.status();
      return { ...status, lanes: [...open, ...nowhere], problems: problems.all() };
    },
    dead: () => outbox.dead(),
    async retry(ids) {
      check.checkIds(ids);
      return reviver.retry(ids);
    },
    async flush(options) {
      await openings.committed();
      await outbox.flush(options);
    },
    drained: async (most = 0) => {
      check.checkMost(most);
      await openings.committed();
      return drained(most, outbox, () => store.waiting(), reasons, { now: wall, wake, over: over.signal });
    },
    async room() {
      const rows = (await store.outlines?.()) ?? [];
      const bytes = rows.reduce((sum, row) => sum + ('bytes' in row ? row.bytes : row.body.length), 0);
      return Math.max(0, 1 - bytes / (settingsOf({}).outbox ?? CAPS).bytes);
    },
    listen(listener) {
      check.checkListener(listener);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: ({ patience } = {}) => (closing ??= shut(patience))
  };
}
