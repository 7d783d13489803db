import { laneRecord, type Lane, type LaneName, type LaneRecord } from './lane.js';
import type { Draft, Parcel, StoredLane } from './ports.js';

/** What is known of lanes here, and what of it others have to be told, through the store. */
export interface LaneRecords {
  /** A lane of this page. */
  learn(lane: Lane): LaneRecord;
  /** Lanes of other pages, and of earlier ones. */
  read(stored: readonly StoredLane[]): void;
  /** What a lane is called; without a host where nobody has said yet what lane it is. */
  nameOf(key: string): LaneName;
  /**
   * Those that are to be committed together with these, so that nobody finds a row of which nothing is known. Each time:
   * another page may have deleted the record of an empty lane.
   */
  of(parcels: readonly Parcel[], draft?: Draft): readonly LaneRecord[];
}

export function createLaneRecords(salt: string): LaneRecords {
  const ours = new Map<string, LaneRecord>();
  const others = new Map<string, LaneRecord>();
  return {
    learn(lane) {
      const record = laneRecord(salt, lane);
      ours.set(record.key, record);
      return record;
    },
    read(stored) {
      for (const { key, record } of stored) if (record) others.set(key, record);
    },
    nameOf(key) {
      const { destination, host } = ours.get(key) ?? others.get(key) ?? { destination: 'lrs', host: '' };
      return { destination, host, key };
    },
    of(parcels, draft) {
      const keys = new Set([...parcels, ...(draft?.parcels ?? [])].map(({ lane }) => lane));
      return [...keys].flatMap((key) => ours.get(key) ?? []);
    }
  };
}
