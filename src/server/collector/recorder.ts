import { wideDigest } from '../../delivery/digest.js';
import { BadEvent } from '../reading/bad-event.js';
import type { Recorded } from './collector-types.js';
import { DestinationOff } from './destination-off.js';
import type { FileStore, Mark } from '../folder/file-store.js';
import { viewingMark } from '../folder/viewing-mark.js';
import { readRecordedViewing } from '../reading/read-recorded-viewing.js';
import type { RecordedViewing } from '../reading/recorded-viewing.js';
import { runRecorded } from './recorded-run.js';
import type { House } from './viewing-seat.js';

/** Takes whole viewings, each in one piece. */
export interface Recorder {
  /**
   * @throws BadEvent for a viewing that is none; DestinationOff where a bad setting keeps it from a destination; Error when the
   * folder does not take it: nothing of it counts then
   */
  record(viewing: RecordedViewing, marks?: readonly Mark[]): Promise<Recorded>;
  /** Nothing is being taken. */
  idle(): Promise<void>;
}

export function createRecorder(house: House, store: FileStore): Recorder {
  const markOf = (id: string): string => viewingMark(wideDigest(store.salt, id));
  /** What is being taken now, by id: a second one of the same name waits for what becomes of the first. */
  const underWay = new Map<string, Promise<unknown>>();
  const all = new Set<Promise<unknown>>();

  async function isKnown(id: string | undefined): Promise<boolean> {
    return id !== undefined && store.isMarked(markOf(id));
  }

  async function take(viewing: RecordedViewing, marks: readonly Mark[]): Promise<Recorded> {
    const { id } = viewing;
    if (await isKnown(id)) {
      // How far the input was read is worth keeping all the same.
      if (marks.length) await store.commit([], marks);
      return { type: 'known' };
    }
    // What is taken now could never be told to a destination that is off.
    const faults = house.settingsOf.faults(viewing.viewer);
    if (faults.length) throw new DestinationOff(faults);
    const { parcels, statements, held } = runRecorded(house, viewing);
    for (const { parcel, reason } of held) await house.outbox.hold(parcel, reason);
    const own = id === undefined ? [] : [{ name: markOf(id), value: String(house.now()) }];
    await store.commit(parcels, [...marks, ...own], house.lanes.recordsOf(parcels));
    house.lanes.use(parcels);
    house.outbox.found(parcels);
    return { type: 'taken', parcels: parcels.length, statements };
  }

  function inTurn(viewing: RecordedViewing, marks: readonly Mark[]): Promise<Recorded> {
    const { id } = viewing;
    const before = id === undefined ? undefined : underWay.get(id);
    const taking = before ? before.then(() => take(viewing, marks)) : take(viewing, marks);
    const end = taking
      .catch(() => undefined)
      .finally(() => {
        all.delete(end);
        if (id !== undefined && underWay.get(id) === end) underWay.delete(id);
      });
    all.add(end);
    if (id !== undefined) underWay.set(id, end);
    return taking;
  }

  return {
    async record(given, marks = []) {
      const read = readRecordedViewing(given);
      if ('problems' in read) throw new BadEvent(read.problems.join('; '));
      return inTurn(read.viewing, marks);
    },
    async idle() {
      await Promise.all(all);
    }
  };
}
