import { createVolatileStore } from '../../test/unit/delivery/durable-store.js';
import { createOutbox } from '../../src/delivery/outbox.js';
import type { Locks, Outgoing, Reply, Wake } from '../../src/delivery/ports.js';
import { milestones } from '../../src/viewing/milestones.js';
import { lrsLane } from '../../src/xapi/lrs-lane.js';
import { Clock } from '../../test/unit/delivery/clock.js';
import type { Arrival } from './ledger.mjs';
import { statement } from './page/statement.mjs';
import { score, type Score } from './score.mjs';

/** How the network is at a time, in milliseconds since the hour began. */
export interface Network {
  readonly name: string;
  readonly latency: number;
  up(time: number): boolean;
}

export const NETWORKS: readonly Network[] = [
  { name: 'good: replies after 50 ms', latency: 50, up: () => true },
  { name: 'slow: replies after 3 s', latency: 3000, up: () => true },
  // No multiple of a statement's 30 s, so that every part of an outage meets some.
  { name: 'flapping: 20 s of every 70 s without', latency: 50, up: (time) => time % 70_000 < 50_000 }
];

interface Said {
  /** Milliseconds since the hour began. */
  readonly at: number;
  readonly urgent: boolean;
}

const DURATION = 3600;

/** A viewing of an hour: every milestone of "One percent", three pauses of a minute, three seeks ten seconds back. */
export function viewing(): readonly Said[] {
  const { every, count } = milestones('onePercent', DURATION);
  const pauses = [600.5, 1800.5, 3000.5];
  const seeks = [1000.5, 2000.5, 3100.5];
  /** When a position is reached for the first time. */
  const at = (position: number): number => {
    const before = (marks: readonly number[]): number => marks.filter((mark) => mark < position).length;
    return (position + 60 * before(pauses) + 10 * before(seeks)) * 1000;
  };
  const said: Said[] = [
    { at: at(0), urgent: false },
    ...Array.from({ length: count }, (_, k) => ({ at: at(k * every), urgent: false })),
    { at: at(DURATION), urgent: true },
    ...pauses.flatMap((mark) => [
      { at: at(mark), urgent: true },
      { at: at(mark) + 60_000, urgent: false }
    ]),
    ...seeks.map((mark) => ({ at: at(mark), urgent: true }))
  ];
  return said.sort((a, b) => a.at - b.at);
}

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Nobody else is there. */
const locks: Locks = {
  exclusive: true,
  attempt: (_name, work) => work(),
  wait: (_name, work) => work()
};

const LRS = {
  url: 'https://lrs.example/xapi/statements',
  version: '1.0.3',
  auth: { type: 'basic', key: 'key', secret: 'secret' },
  headers: {},
  // The plugin's own.
  linger: 5000
} as const;

/** A record store behind that network. */
function createSend(network: Network, now: () => number, wake: Wake) {
  const arrivals: Arrival[] = [];
  const known = new Set<string>();
  let requests = 0;
  let reached = 0;
  const send = (request: Outgoing): Promise<Reply> => {
    requests += 1;
    if (!network.up(now())) return Promise.resolve({ status: 0, body: '' });
    reached += 1;
    const ids = (JSON.parse(request.body ?? '') as readonly { readonly id: string }[]).map(({ id }) => id);
    for (const id of ids) {
      arrivals.push({ index: Number(id.slice(-12)), stored: !known.has(id) });
      known.add(id);
    }
    return new Promise((resolve) => {
      wake(network.latency, () => resolve({ status: 200, body: JSON.stringify(ids) }));
    });
  };
  return { send, arrivals, counts: () => ({ requests, reached }) };
}

export interface HourScore extends Score {
  readonly requests: number;
  /** Those that found a network. */
  readonly reached: number;
}

/**
 * Who tries once at each event, by counting: one request each. What fails is lost, or waits for the next event where
 * there is a queue.
 */
export function counted(network: Network, queue: boolean): HourScore {
  const said = viewing();
  const up = said.map(({ at }) => network.up(at));
  const arrived = queue ? up.lastIndexOf(true) + 1 : up.filter(Boolean).length;
  const missing = said.length - arrived;
  return {
    captured: said.length,
    arrived: queue ? said.length : arrived,
    lost: queue ? 0 : missing,
    late: queue ? missing : 0,
    again: 0,
    duplicated: 0,
    reordered: 0,
    requests: said.length,
    reached: up.filter(Boolean).length
  };
}

/** Our outbox through that hour, on a clock that does not wait. */
export async function hour(network: Network): Promise<HourScore> {
  const clock = new Clock();
  const began = clock.now();
  const past = (): number => clock.now() - began;
  const { send, arrivals, counts } = createSend(network, past, clock.wake);
  const { now, wake } = clock;
  const outbox = createOutbox({
    store: createVolatileStore(),
    send,
    locks,
    wake,
    now,
    mono: now,
    salt: '',
    random: numbers(7)
  });
  const lane = lrsLane(LRS, 'johnuser');
  const key = outbox.open(lane);
  const said = viewing();
  for (const [index, { at, urgent }] of said.entries()) {
    await clock.advance(at - past());
    const { id, ...rest } = statement(index, new Date(now()));
    const parcel = { id, lane: key, kind: 'progress', body: JSON.stringify({ id, ...rest }), at: now() } as const;
    await outbox.put([parcel], urgent);
  }
  await clock.advance(600_000);
  outbox.close();
  return { ...score(said.length, arrivals, 0), ...counts() };
}
