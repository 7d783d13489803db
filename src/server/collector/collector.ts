import { createOutbox } from '../../delivery/outbox.js';
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
 * @throws Error that names the folder and what to do: another process has it, it is not writable, its disk is full. What is
 * wrong with settings is no error: see `status().problems`.
 */
export async function createCollector(
  config: CollectorConfig,
  ports: Partial<CollectorPorts> = {}
): Promise<Collector> {
  const { send, wake, now, random, uuid }: CollectorPorts = { ...nodePorts(), ...ports };
  const { directory, session } = config;
  if (typeof directory !== 'string' || !directory.trim())
    throw new Error('directory: missing, expected the folder that is to hold what waits');
  const store = await openFileStore(directory);
  const wall = (): number => now().wall;
  const listeners = new Set<(event: CollectorEvent) => void>();
  const emit = (event: CollectorEvent): void => {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch {
        // Who listens badly must not stop collecting.
      }
    }
  };
  const problems = createProblems((problem) => emit({ type: 'problem', problem }));
  const sessions: Sessions | undefined =
    session && createSessions(session, config.applicationName, { send, now: wall });
  const settingsOf = createSettings(config, problems.report, sessions && problems.watch(sessions));
  const outbox = createOutbox({ store, send: atMost(AT_ONCE, send), locks: createLocks(), wake, now: wall, random });
  const premises = (settings: ReturnType<typeof settingsOf>) => premisesOf(config, settings);
  const lanes = createLanes(outbox, () => store.waiting(), settingsOf, premises, session !== undefined);
  const reasons = new Map<string, string>();
  outbox.listen((event) => {
    if (event.type === 'retry' || event.type === 'paused') reasons.set(event.lane, event.reason);
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
  for (const [lane, count] of store.waiting()) if (!lanes.reopen(lane)) problems.orphaned(lane, count);
  let cancelBeat: () => void = () => undefined;
  const beat = (): void => {
    void outbox.beat();
    cancelBeat = wake(BEAT, beat);
  };
  beat();

  let closing: Promise<void> | undefined;
  async function shut(): Promise<void> {
    await openings.closeAll();
    await recorder.idle();
    await outbox.flush();
    outbox.close();
    cancelBeat();
    // What was under way meanwhile comes to its end.
    await outbox.flush();
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
    async record(viewing, marks) {
      here();
      return recorder.record(viewing, marks);
    },
    mark: (name) => store.mark(name),
    status: async () => ({ ...(await outbox.status()), problems: problems.all() }),
    dead: () => outbox.dead(),
    retry: (ids) => reviver.retry(ids),
    async flush() {
      await openings.committed();
      await outbox.flush();
    },
    drained: async (most = 0) => {
      await openings.committed();
      return drained(most, outbox, () => store.waiting(), reasons, { now: wall, wake });
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => (closing ??= shut())
  };
}
