import { wideDigest } from '../../delivery/digest.js';
import { BadEvent } from '../reading/bad-event.js';
import type { Recorded, Sequence } from './collector-types.js';
import { DestinationOff } from './destination-off.js';
import type { FileStore, Mark } from '../folder/file-store.js';
import { viewingMark } from '../folder/viewing-mark.js';
import { readRecordedViewing } from '../reading/read-recorded-viewing.js';
import type { RecordedViewing } from '../reading/recorded-viewing.js';
import { runRecorded, type Run } from './recorded-run.js';
import type { CollectorContext } from './viewing-session.js';

/** Takes whole viewings, each in one piece. */
export interface Recorder {
  /**
   * @throws BadEvent for a viewing that is none; DestinationOff where a bad setting keeps it from a destination; Error when the
   * folder does not take it: nothing of it counts then
   */
  record(viewing: RecordedViewing, marks?: readonly Mark[]): Promise<Recorded>;
  /** @see Collector.sequence */
  sequence(): Sequence;
  /** Nothing is being taken. */
  idle(): Promise<void>;
}

/** What is to be committed together. */
interface Prepared {
  readonly runs: readonly Run[];
  /** In the order of the viewings that were given. */
  readonly recorded: readonly Recorded[];
  readonly marks: readonly Mark[];
}

/** A prepared group that waits for its commit. */
interface Waiting extends Prepared {
  readonly resolve: (recorded: readonly Recorded[]) => void;
  readonly reject: (error: unknown) => void;
}

/** @param telling called before each viewing is told, and after it with nothing: what is reported meanwhile is of that one */
export function createRecorder(
  collectorContext: CollectorContext,
  store: FileStore,
  telling: (viewing?: string) => void
): Recorder {
  const markOf = (id: string): string => viewingMark(wideDigest(store.salt, id));
  /** What is being taken now, by id: a second one of the same id waits for what becomes of the first. */
  const underWay = new Map<string, Promise<unknown>>();
  const all = new Set<Promise<unknown>>();

  function run(viewing: RecordedViewing): Run {
    telling(viewing.id);
    try {
      // What is taken now could never be told to a destination that is off.
      const faults = collectorContext.settingsOf.faults(viewing.viewer);
      if (faults.length) throw new DestinationOff(faults);
      return runRecorded(collectorContext, viewing);
    } finally {
      telling();
    }
  }

  /** Of these ids, those that were taken before. */
  async function knownOf(ids: readonly string[], before: readonly Promise<unknown>[]): Promise<Set<string>> {
    await Promise.all(before);
    const marked = ids.length ? await store.areMarked(ids.map(markOf)) : [];
    return new Set(ids.filter((_, i) => marked[i]));
  }

  async function prepare(
    viewings: readonly RecordedViewing[],
    marks: readonly Mark[],
    known: Set<string>
  ): Promise<Prepared> {
    const runs: Run[] = [];
    const own: Mark[] = [];
    const recorded = viewings.map((viewing): Recorded => {
      const { id } = viewing;
      if (id !== undefined && known.has(id)) return { type: 'known' };
      const told = run(viewing);
      runs.push(told);
      if (id !== undefined) {
        known.add(id);
        own.push({ name: markOf(id), value: String(collectorContext.now()) });
      }
      return {
        type: 'taken',
        parcels: told.parcels.length,
        get statements() {
          return told.statements;
        }
      };
    });
    for (const { held } of runs)
      for (const { parcel, reason } of held) await collectorContext.outbox.hold(parcel, reason);
    return { runs, recorded, marks: [...own, ...marks] };
  }

  async function commit(groups: readonly Prepared[]): Promise<void> {
    const parcels = groups.flatMap(({ runs }) => runs.flatMap((each) => each.parcels));
    const marks = groups.flatMap((group) => group.marks);
    // How far the input was read is worth keeping even where nothing came of it.
    if (parcels.length || marks.length) await store.commit(parcels, marks, collectorContext.lanes.recordsOf(parcels));
    collectorContext.lanes.use(parcels);
    collectorContext.outbox.found(parcels);
  }

  function sequence(): Sequence {
    let turn: Promise<unknown> = Promise.resolve();
    let waiting: Waiting[] = [];
    let committing = false;
    let failure: { readonly error: unknown } | undefined;

    /** Those that wait for the disk together are committed together. */
    async function commitAll(): Promise<void> {
      if (committing) return;
      committing = true;
      while (waiting.length) {
        const groups = waiting;
        waiting = [];
        try {
          if (failure) throw failure.error;
          await commit(groups);
          for (const { resolve, recorded } of groups) resolve(recorded);
        } catch (error) {
          // What comes after it must not be committed without it: its marks say how far the input was read.
          failure ??= { error };
          for (const { reject } of groups) reject(error);
        }
      }
      committing = false;
    }

    /** Resolves once it waits for its commit, with what becomes of it. */
    async function queue(
      viewings: readonly RecordedViewing[],
      marks: readonly Mark[],
      knowing: Promise<Set<string>>,
      before: Promise<unknown>
    ): Promise<{ readonly committed: Promise<readonly Recorded[]> }> {
      try {
        const known = await knowing;
        await before;
        if (failure) throw failure.error;
        const prepared = await prepare(viewings, marks, known);
        const committed = new Promise<readonly Recorded[]>((resolve, reject) => {
          waiting.push({ ...prepared, resolve, reject });
        });
        void commitAll();
        return { committed };
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    }

    return {
      record(viewings, marks = []) {
        const ids = viewings.flatMap(({ id }) => id ?? []);
        const others = ids.flatMap((id) => underWay.get(id) ?? []);
        const queued = queue(viewings, marks, knownOf(ids, others), turn);
        turn = queued.catch(() => undefined);
        const taking = queued.then(({ committed }) => committed);
        const end = taking
          .catch(() => undefined)
          .finally(() => {
            all.delete(end);
            for (const id of ids) if (underWay.get(id) === end) underWay.delete(id);
          });
        all.add(end);
        for (const id of ids) underWay.set(id, end);
        return taking;
      }
    };
  }

  return {
    async record(given, marks = []) {
      const read = readRecordedViewing(given);
      if ('problems' in read) throw new BadEvent(read.problems.join('; '));
      const [recorded] = await sequence().record([read.viewing], marks);
      return recorded ?? { type: 'known' };
    },
    sequence,
    async idle() {
      await Promise.all(all);
    }
  };
}
