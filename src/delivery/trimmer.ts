import { parseJson } from '../attempt.js';
import { stringify } from '../stringify.js';
import { CAPS, surplus, type Caps, type Standing } from './eviction.js';
import { lockOf } from './lane.js';
import type { Outline, Parcel, Place, Ports, Store } from './ports.js';
import { isTooOld, look, readRetention } from './retention.js';

/** Keeps what waits below what the site allows. */
export interface Trimmer {
  /** How much may wait; `undefined`: the site does not say. Before either is known nothing is let go of. */
  limit(caps: Caps | undefined): void;
  /** So many bytes were added. */
  added(bytes: number): void;
  /** From time to time: what waits grows old. */
  beat(): void;
  /** All is deleted. */
  forget(): void;
  /** Resolves when nothing is being let go of any more. */
  idle(): Promise<unknown>;
  close(): void;
}

export interface Trimming {
  readonly store: Store;
  /** How this page stands to a lane. */
  readonly isServed: (lane: string) => boolean;
  /** A row that is on its way now. */
  readonly isUnderWay: (lane: string, key: number) => boolean;
  readonly evicted: (gone: readonly Pick<Parcel, 'id' | 'lane'>[]) => void;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** In one transaction, so that none of them takes long. */
const AT_ONCE = 200;

/** Milliseconds until it is looked again whether what was on its way is there. */
const REST = 5000;

/** What the store keeps for later processes. */
const MEMO = { caps: 'caps', retention: 'retention' } as const;

const lastKey = (outlines: readonly Outline[]): number =>
  // What is in memory only has a place between two keys of the storage.
  outlines.reduce((last, { key }) => (Number.isInteger(key) ? Math.max(last, key) : last), 0);

function readCaps(text: string | undefined): Caps {
  const { bytes, age } = { ...(parseJson(text) as Partial<Caps> | undefined) };
  return typeof bytes === 'number' && typeof age === 'number' ? { bytes, age } : CAPS;
}

export function createTrimmer(ports: Ports, { store, isServed, isUnderWay, evicted }: Trimming): Trimmer {
  let caps: Caps | undefined;
  /** The site has said so in this page. */
  let isSaid = false;
  /** Bytes that may be added before it is looked again how much waits; below nothing it is due. */
  let unchecked = -1;
  let looked: number | undefined;
  let cancel = (): void => undefined;
  /** Lanes whose lock is waited for. */
  const awaited = new Map<string, Promise<unknown>>();
  let working: Promise<void> = Promise.resolve();

  /** Lanes whose destination has taken nothing for long are the next ones after those that nobody serves. */
  async function standings(): Promise<(lane: string) => Standing> {
    const lanes = await store.lanes();
    const now = ports.now();
    // What is known of lanes that are empty, and nobody's, would only grow.
    const empty = lanes.flatMap(({ key, record, waiting, note }) =>
      !record || waiting || note || isServed(key) ? [] : key
    );
    if (empty.length) await store.dropLanes(empty).catch(() => undefined);
    const notes = new Map(lanes.map(({ key, note }) => [key, note]));
    return (lane) => {
      if (!isServed(lane)) return 'unserved';
      const { paused, attempt } = notes.get(lane) ?? {};
      return paused && now - paused.since > DAY ? 'paused' : paused || attempt ? 'failing' : 'served';
    };
  }

  async function evict(rows: readonly Place[], letters: readonly Place[]): Promise<void> {
    for (let i = 0; i < rows.length + letters.length; i += AT_ONCE)
      evicted(await store.evict(rows.slice(i, i + AT_ONCE), letters.slice(i, i + AT_ONCE)));
  }

  function again(): void {
    unchecked = -1;
    check();
  }

  /**
   * What is on its way, in whichever page, is not let go of: it would be both delivered and given up. So a lane is trimmed
   * while its lock is held.
   * @param held the lane whose lock is held already
   */
  async function trim({ bytes, age }: Caps, held?: string): Promise<void> {
    // Letters first: one that is buried in between is found in neither place, and not in both.
    const letters = await store.deadOutlines();
    const rows = await store.outlines();
    const before = readRetention(await store.readMemo(MEMO.retention));
    const mono = ports.mono();
    const since = looked === undefined ? undefined : mono - looked;
    const seen = look(before, { wall: ports.now(), since, row: lastKey(rows), letter: lastKey(letters) }, age);
    looked = mono;
    await store.writeMemo(MEMO.retention, stringify(seen));
    const standingOf = await standings();
    const dead = surplus(
      letters,
      bytes / 10,
      ({ key }) => isTooOld(seen, seen.letters, key, age),
      () => 'served'
    );
    await evict([], dead);
    const over = surplus(rows, bytes, ({ key }) => isTooOld(seen, seen.rows, key, age), standingOf);
    for (const lane of new Set(over.map((row) => row.lane))) {
      const gone = over.filter((row) => row.lane === lane);
      if (lane !== held) trimAlone(lane);
      else if (gone.some(({ key }) => isUnderWay(lane, key))) {
        cancel();
        cancel = ports.wake(REST, again);
      } else await evict(gone, []);
    }
  }

  /** When nobody sends what is in this lane any more, it is seen what is still too much. */
  function trimAlone(lane: string): void {
    if (awaited.has(lane)) return;
    const over = (): void => void awaited.delete(lane);
    const trimmed = ports.locks.wait(lockOf(lane), () => {
      over();
      return enqueue(lane);
    });
    awaited.set(lane, trimmed.then(over, over));
  }

  /** One after the other, or two would tell of the same. */
  function enqueue(held?: string): Promise<void> {
    return (working = working.then(() => caps && trim(caps, held)).catch(() => undefined));
  }

  /** To look costs more than to add, so it is done for every twentieth part of what may wait. */
  function check(): void {
    if (!caps || unchecked >= 0) return;
    unchecked = caps.bytes / 20;
    void enqueue();
  }

  function become(next: Caps): void {
    unchecked = caps ? Math.min(unchecked, next.bytes / 20) : -1;
    caps = next;
    check();
  }

  return {
    limit(next) {
      if (next) {
        const isNew = caps?.bytes !== next.bytes || caps.age !== next.age;
        if (isNew) void store.writeMemo(MEMO.caps, stringify(next));
        isSaid = true;
        become(next);
      } else if (!isSaid)
        working = working
          .then(() => store.readMemo(MEMO.caps))
          .catch(() => undefined)
          .then((text) => {
            // Meanwhile another part of the page may have said it.
            if (!isSaid) become(readCaps(text));
          });
    },
    added(bytes) {
      unchecked -= bytes;
      check();
    },
    beat() {
      if (looked !== undefined && ports.mono() - looked < HOUR) return;
      unchecked = -1;
      check();
    },
    async idle() {
      do await Promise.all([...awaited.values(), working]);
      while (awaited.size);
    },
    close: () => cancel(),
    forget() {
      if (caps && isSaid) void store.writeMemo(MEMO.caps, stringify(caps));
    }
  };
}
