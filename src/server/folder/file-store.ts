import type { LaneRecord } from '../../delivery/lane.js';
import type { Parcel, Row, Store } from '../../delivery/ports.js';

/** How far something outside has been taken: an input's offset, a viewing that is finished. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/** A store in a folder of this machine. One process at a time has it; one that is killed lets go of it. */
export interface FileStore extends Store {
  /** Of this folder alone: see `Ports.salt`. */
  readonly salt: string;
  /** Adds parcels and sets marks, all or none: what was read is never without what came of it, and the other way round. */
  commit(parcels: readonly Parcel[], marks: readonly Mark[], lanes?: readonly LaneRecord[]): Promise<void>;
  mark(name: string): Promise<string | undefined>;
  /** Forgets all marks whose names begin so. */
  unmark(prefix: string): Promise<void>;
  /** Everything that waits, of all lanes, in order. */
  all(): Promise<readonly Row[]>;
  /** In which lanes something waits, and how much; known without reading. */
  waiting(): ReadonlyMap<string, number>;
  /** Lets go of the folder. What was called before is finished first. */
  close(): Promise<void>;
}
