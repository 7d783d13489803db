import { laneRecord, type Lane, type LaneName, type LaneRecord } from './lane.js';
import type { StoredLane } from './ports.js';

/** What is known of lanes here. */
export interface LaneRecords {
  /** A lane of this page. */
  learn(lane: Lane): LaneRecord;
  /** Lanes of other pages, and of earlier ones. */
  read(stored: readonly StoredLane[]): void;
  /** What a lane is called; without a host where nobody has said yet what lane it is. */
  nameOf(key: string): LaneName;
  /** Those that are known among these. */
  readonly among: (keys: Iterable<string>) => readonly LaneRecord[];
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
    among: (keys) => [...keys].flatMap((key) => ours.get(key) ?? others.get(key) ?? [])
  };
}
