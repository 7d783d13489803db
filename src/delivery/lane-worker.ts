import type { KeepaliveBudget } from './keepalive-budget.js';
import { lockOf, type Credential, type Lane, type LaneName } from './lane.js';
import { isIdle, isUnderWay, laneMachine } from './lane-machine.js';
import { FRESH } from './lane-note.js';
import { newLane, type Effect, type LaneInput, type Step } from './lane-state.js';
import { CREDENTIAL_PATIENCE } from './policy.js';
import type { LaneNote, Parcel, Ports, Send, Store } from './ports.js';
import { redact } from './redact.js';
import type { DeliveryEvent, LaneStatus } from './status.js';
import { verdict, type Verdict } from './verdict.js';
import { within } from './within.js';

/** Takes what waits in one lane to its destination: carries out what the lane machine decides. */
export interface LaneWorker {
  /** Tells what happened. */
  tell(event: LaneInput): void;
  /** Resolves when nothing is under way, nor due at once. */
  idle(): Promise<void>;
  /** All but what the outbox itself counts. */
  status(): Promise<Omit<LaneStatus, 'lane' | 'sent' | 'refused'>>;
  /** Whether the row of this key may have been sent, and not been answered and removed yet. */
  isUnderWay(key: number): boolean;
}

/**
 * One request with these parcels: the verdict on its answer, with the lane's own opinion heard and no credential in its
 * words. Nothing is awaited before it is sent.
 */
async function request(lane: Lane, parcels: readonly Parcel[], credential: Credential, send: Send): Promise<Verdict> {
  const sealed = lane.seal(
    parcels.map(({ body }) => body),
    credential
  );
  // Cut off by the next page, it would have to be sent again, and count twice where nobody knows ids.
  const reply = await send(lane.id.destination === 'lrs' ? sealed : { ...sealed, keepalive: true });
  let accepted = false;
  try {
    accepted = lane.accepted(
      reply,
      parcels.map(({ id }) => id)
    );
  } catch {
    // A body that not even the lane can read is not its destination's.
  }
  const body = redact(reply.body, credential, sealed, lane.secrets);
  return verdict(lane.id.destination, parcels.length, { ...reply, body }, accepted);
}

export function createLaneWorker(
  name: LaneName,
  lane: Lane,
  { locks, now, random, send, store: { durable }, unanswered: marks, wake }: Ports,
  store: Store,
  budget: KeepaliveBudget,
  emit: (event: DeliveryEvent) => void
): LaneWorker {
  const { key } = name;
  let state = newLane(lane);
  const inbox: LaneInput[] = [];
  let busy = false;
  let release: () => void = () => undefined;
  const timers: { lingered?: (() => void) | undefined; due?: (() => void) | undefined } = {};
  const waiting: (() => void)[] = [];

  function tell(input: LaneInput): void {
    inbox.push(input);
    if (busy) return;
    busy = true;
    for (let next = inbox.shift(); next; next = inbox.shift()) {
      const [after, effects] = laneMachine(state, { ...next, now: now(), random: random() });
      state = after;
      effects.forEach(carryOut);
    }
    busy = false;
    if (isIdle(state)) waiting.splice(0).forEach((resolve) => resolve());
  }

  // A storage that fails costs the next page its knowledge, not this one.
  const writeNote = (note: LaneNote): Promise<void> =>
    store.writeNote(key, note === FRESH ? undefined : note).catch(() => undefined);

  function take(step: Step): Promise<void> | void {
    switch (step.type) {
      case 'remove':
        return store.remove(step.keys);
      case 'bury':
        return store.bury(step.row, step.reason, now());
      case 'note':
        return writeNote(state.note);
      case 'unmark':
        return marks?.remove(step.ids);
      default:
        return emit({ ...step, lane: name });
    }
  }

  async function lock(patient: boolean): Promise<void> {
    let working: Promise<void> | undefined;
    // Where storage dies with the page, there is nobody to exclude.
    const work = (): Promise<void> =>
      (working = new Promise((resolve) => {
        release = resolve;
        tell({ type: 'locked' });
      }));
    const lockName = lockOf(key);
    const held = !durable ? work() : patient ? locks.wait(lockName, work) : locks.attempt(lockName, work);
    await held.catch(() => undefined);
    // A lock may be let go of in the middle of the work, which then comes to its end without it.
    await working;
    tell({ type: working || patient ? 'unlocked' : 'busy' });
  }

  async function read(count: number, epoch: number, peek: boolean): Promise<void> {
    // Nobody else puts anything into a storage that dies with the page.
    if (peek && !durable) return;
    const rows = await store.head(key, count).catch(() => undefined);
    tell({ type: 'read', rows, epoch, peek, marked: state.lane.isSentOnce && marks?.all() });
  }

  async function write(steps: readonly Step[], waits: boolean): Promise<void> {
    let failed = false;
    try {
      for (const step of steps) await take(step);
    } catch {
      failed = true;
    }
    if (waits) tell({ type: 'written', failed });
  }

  async function ask(refused: Credential | undefined, version: number): Promise<void> {
    const asked = state.lane;
    // An async wrapper also catches a function that throws before it returns a promise.
    const given: unknown = await within((async () => asked.credential(refused))(), CREDENTIAL_PATIENCE, wake);
    tell({ type: 'credential', given: typeof given === 'string' ? given : undefined, version });
  }

  async function post(parcels: readonly Parcel[], credential: Credential, flight?: number): Promise<void> {
    const way = flight === undefined ? send : budget.send;
    const answer = await request(state.lane, parcels, credential, way).catch(() => undefined);
    tell({ type: 'replied', verdict: answer, flight });
  }

  function carryOut(effect: Effect): void {
    switch (effect[0]) {
      case 'lock':
        return void lock(effect[1]);
      case 'unlock':
        return release();
      case 'readNote':
        return void store.readNote(key).then(
          (note) => tell({ type: 'noted', note, failed: false }),
          () => tell({ type: 'noted', note: undefined, failed: true })
        );
      case 'read':
        return void read(effect[1], effect[2], effect[3]);
      case 'write':
        return void write(effect[1], effect[2]);
      case 'ask':
        return void ask(effect[1], effect[2]);
      case 'send':
        return void post(effect[1], effect[2], effect[3]);
      case 'mark':
        return marks?.add(effect[1]);
      case 'timer': {
        const [, of, after] = effect;
        timers[of]?.();
        timers[of] = after === undefined ? undefined : wake(after, () => tell({ type: of }));
      }
    }
  }

  tell({ type: 'defined', lane });

  return {
    tell,
    isUnderWay: (row) => isUnderWay(state, row),
    idle: () => (isIdle(state) ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    async status() {
      const count = await store.count(key);
      // What an earlier page knew is known before this one has done anything.
      const note = await store.readNote(key).then(
        (there) => there ?? FRESH,
        () => state.note
      );
      const { paused, uncertain = 0, unanswered } = note;
      const due = paused?.probeAt ?? note.retryAt;
      const isDue = due <= now();
      const reason = paused?.reason ?? (isDue ? undefined : note.reason);
      const { turn, probe, hurry, waived } = state;
      const early = paused ? probe || turn.at === 'sending' : !isDue && (hurry || waived === note.retryAt);
      const probing = early && !['idle', 'waiting'].includes(turn.at);
      return {
        ...count,
        uncertain,
        ...(unanswered && { unanswered }),
        ...(paused && { paused: paused.reason }),
        ...(probing && { probing }),
        ...(reason !== undefined && { reason }),
        ...(!isDue && { retryAt: due }),
        ...(!isDue && !paused && note.asked && { asked: true as const })
      };
    }
  };
}
