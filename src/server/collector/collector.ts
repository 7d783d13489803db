import { setMaxListeners } from 'node:events';
import { createOutbox } from '../../delivery/outbox.js';
import { owner } from '../../delivery/owner.js';
import * as check from './arguments.js';
import { within } from '../../delivery/within.js';
import type { Collector, CollectorConfig, CollectorEvent, Sessions } from './collector-types.js';
import { createLanes } from './collector-lanes.js';
import { createTrace } from './debug.js';
import { directoryFault } from './directory.js';
import { kalturaAccountOf } from './collector-account.js';
import { createSettings } from './collector-settings.js';
import { createProblems } from './collector-problems.js';
import { drained } from './drained.js';
import type { LaneStatus } from '../../delivery/status.js';
import { damageMessage, isWhole, type Damage } from '../folder/damage.js';
import { roomOf, type FileStore } from '../folder/file-store.js';
import type { Problem } from '../../settings/settings.js';
import { openRights, rightsMessage } from '../folder/folder-rights.js';
import { openFileStore } from '../folder/open-file-store.js';
import { createLocks } from '../ports/locks.js';
import { nodePorts, type CollectorPorts } from '../ports/node-ports.js';
import { createSendGate } from '../ports/send-gate.js';
import { settle } from '../ports/settle.js';
import { createOpenViewings } from './open-viewings.js';
import { createRecorder } from './recorder.js';
import { createReviver } from './reviver.js';
import { sessionAt } from '../session/kaltura-url.js';
import { createSessions } from '../session/sessions.js';
import { NoDestination } from './no-destination.js';
import { unnamedLane } from './unnamed.js';
import { anonymousIds, type CollectorContext } from './viewing-session.js';

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
  const { directory } = config;
  const fault = await directoryFault(directory);
  if (fault !== undefined) throw new Error(fault);
  let onDamage: (damage: Damage) => void = () => undefined;
  const store = await openFileStore(directory, (damage) => onDamage(damage));
  const undo: (() => void)[] = [];
  try {
    const hear = (listener: typeof onDamage): void => void (onDamage = listener);
    return await serve(store, config, { ...nodePorts(), ...ports }, first, hear, undo);
  } catch (error) {
    // Whoever tries again must find it free.
    undo.forEach((each) => each());
    await store.close();
    throw error;
  }
}

/**
 * @param hear what is found to be damaged from now on
 * @param undo what is to be done should this fail
 */
async function serve(
  store: FileStore,
  config: CollectorConfig,
  { send, hangUp, wake, now, random, uuid }: CollectorPorts,
  first: ((event: CollectorEvent) => void) | undefined,
  hear: (listener: (damage: Damage) => void) => void,
  undo: (() => void)[]
): Promise<Collector> {
  const { directory, session } = config;
  const wall = (): number => now().wall;
  const listeners = new Set(first && [first]);
  let debug = false;
  const trace = createTrace(() => debug);
  const emit = (event: CollectorEvent): void => {
    if (event.type === 'problem') trace('xapi_problem', event.problem);
    else trace('xapi_delivery', event.event);
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        // Who listens badly must not stop collecting.
      }
    }
  };
  /** The recorded viewing that is told now. */
  let telling: string | undefined;
  const tell = (problem: Problem): void =>
    emit({ type: 'problem', problem, ...(telling !== undefined && { viewing: telling }) });
  const problems = createProblems(tell, session ? 'session' : 'ks');
  const damaged = (damage: Damage): void =>
    problems.report({
      level: 'error',
      code: 'damaged',
      path: 'directory',
      message: damageMessage(directory, damage)
    });
  hear(damaged);
  if (!isWhole(store.damage())) damaged(store.damage());
  const rights = await openRights(directory);
  if (rights !== undefined)
    problems.report({
      level: 'warning',
      code: 'open-folder',
      path: 'directory',
      message: rightsMessage(directory, rights)
    });
  const sessions: Sessions | undefined =
    session && createSessions(sessionAt(config) ?? session, config.applicationName, { send, now: wall });
  const settingsOf = createSettings(config, problems.report, sessions && problems.watch(sessions));
  debug = settingsOf({}).debug;
  const gate = createSendGate(AT_ONCE, send, wall);
  const outbox = createOutbox(
    {
      store,
      salt: store.salt,
      send: gate.send,
      locks: createLocks(),
      wake,
      now: wall,
      mono: () => now().mono,
      random
    },
    owner
  );
  undo.push(() => outbox.close());
  const kalturaAccount = (settings: ReturnType<typeof settingsOf>) => kalturaAccountOf(config, settings);
  const stored = await store.lanes();
  const waiting = (): ReadonlyMap<string, number> => store.waiting();
  let halted = false;
  const halting: typeof outbox = {
    ...outbox,
    open(lane) {
      const key = outbox.open(lane);
      if (halted) outbox.halt();
      return key;
    }
  };
  const lanes = createLanes(halting, store.salt, stored, waiting, settingsOf, kalturaAccount, session !== undefined);
  const reasons = new Map<string, string>();
  outbox.listen((event) => {
    if (event.type === 'retry' || event.type === 'paused') reasons.set(event.lane.key, event.reason);
    // Only a lane that has to do with a session may not be let in, besides the record store.
    const isKaltura = event.lane.destination !== 'lrs' && settingsOf({}).ks !== undefined;
    if (isKaltura && event.type === 'paused' && event.reason.startsWith('unauthorised')) problems.refused(event.reason);
    if (isKaltura && event.type === 'resumed') problems.welcome();
    if (event.type === 'stored') problems.stored(event.durable, directory);
    emit({ type: 'delivery', event });
  });
  const caps = settingsOf({}).outbox;
  if (caps) outbox.limit(caps);
  let nobody = await nobodyOf(store, uuid);
  const collectorContext: CollectorContext = {
    outbox,
    lanes,
    settingsOf,
    kalturaAccountOf: kalturaAccount,
    now: wall,
    uuid,
    anonymousId: (kind) => anonymousIds(uuid, nobody)(kind),
    report: problems.report,
    trace
  };
  const openings = createOpenViewings(collectorContext, { now, wake });
  const recorder = createRecorder(collectorContext, store, (viewing) => (telling = viewing));
  const reviver = createReviver(outbox, lanes, () => settingsOf({}).beforeSend, problems.report);

  // The ends of viewings that a killed process left open become parcels first.
  await outbox.beat();
  /** What waits where the settings name nothing; all else is open. */
  const unnamed = (): readonly LaneStatus[] =>
    [...store.waiting()].flatMap(([key, count]) => (lanes.reopen(key) ? [] : unnamedLane(lanes.nameOf(key), count)));
  // Only now is it clear whom this process serves; what waits for an address that was corrected goes to the new one.
  if (unnamed().length) lanes.openOwn();
  outbox.limit(settingsOf({}).outbox);
  if (unnamed().length) await outbox.beat();
  problems.orphaned(unnamed());
  let cancelBeat: () => void = () => undefined;
  const beat = (): void => {
    void outbox.beat();
    cancelBeat = wake(BEAT, beat);
  };
  beat();
  undo.push(() => cancelBeat());

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
    await outbox.trimmed();
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
    sequence() {
      const inOrder = recorder.sequence();
      return {
        async record(viewings, marks = []) {
          here();
          check.checkMarks(marks);
          return inOrder.record(viewings, marks);
        }
      };
    },
    async mark(name) {
      check.checkName(name);
      return store.mark(name);
    },
    async status() {
      const nowhere = unnamed();
      const { lanes: open, ...status } = await outbox.status();
      return { ...status, lanes: [...open, ...nowhere], problems: problems.all() };
    },
    dead: () => outbox.dead(),
    async retry(ids) {
      check.checkIds(ids);
      return reviver.retry(ids);
    },
    async move(lane) {
      const to = lanes.successorOf(lane);
      if (to === undefined) throw new NoDestination(lane);
      const count = await outbox.move(lane, to);
      problems.leftover(unnamed());
      return count;
    },
    async discard(lane) {
      const count = await outbox.discard(lane);
      problems.leftover(unnamed());
      return count;
    },
    async flush(options) {
      await openings.committed();
      await outbox.flush(options);
    },
    async forget() {
      here();
      await openings.committed();
      await recorder.idle();
      nobody = uuid();
      await store.commit([], [{ name: NOBODY, value: nobody }]);
      await outbox.forget();
    },
    drained: async (most = 0) => {
      check.checkMost(most);
      await openings.committed();
      return drained(most, outbox, () => store.waiting(), reasons, {
        now: wall,
        wake,
        over: over.signal,
        nameOf: (key) => lanes.nameOf(key)
      });
    },
    room: () => Promise.resolve(roomOf(store, settingsOf({}).outbox)),
    failure: () => store.failure(),
    async settle(options) {
      halted = true;
      outbox.halt();
      gate.shut();
      await settle(gate, options, () => outbox.flush(), wake, wall);
    },
    listen(listener) {
      check.checkListener(listener);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: ({ patience } = {}) => (closing ??= shut(patience))
  };
}
