import { CAPS, type Caps } from '../../delivery/eviction.js';
import type { LaneRecord } from '../../delivery/lane.js';
import type { Damage } from './damage.js';
import type { Parcel, Row, Store } from '../../delivery/ports.js';

/** How far something outside has been taken: an input's offset, a viewing that is finished. */
export interface Mark {
  readonly name: string;
  readonly value: string;
}

/** What a repair has found. */
export interface Repaired {
  readonly damage: Damage;
  /** How many statements and events wait, whole. */
  readonly waiting: number;
  /** The file that has what was altered; undefined: there was nothing. */
  readonly file?: string;
}

/** A store in a folder of this machine. One process at a time has it; one that is killed lets go of it. */
export interface FileStore extends Store {
  discard(lane: string): Promise<number>;
  /** Of this folder alone: see `Ports.salt`. */
  readonly salt: string;
  /** Adds parcels and sets marks, all or none: what was read is never without what came of it, and the other way round. */
  commit(parcels: readonly Parcel[], marks: readonly Mark[], lanes?: readonly LaneRecord[]): Promise<void>;
  /** Undefined: there is none, or it was damaged. */
  mark(name: string): Promise<string | undefined>;
  /** Whether each was ever set, damaged or not. */
  areMarked(names: readonly string[]): Promise<readonly boolean[]>;
  /** Forgets all marks whose names begin so. */
  unmark(prefix: string): Promise<void>;
  /** Everything that waits, of all lanes, in order. */
  all(): Promise<readonly Row[]>;
  /** In which lanes something waits, and how much; known without reading. */
  waiting(): ReadonlyMap<string, number>;
  /** Of all that waits; known without reading. */
  bytes(): number;
  /** All damage that was found since the last repair. */
  damage(): Damage;
  /** Why the last change was not written; undefined: it was. */
  failure(): Error | undefined;
  /** Reads every record, and forgets the damage that it gives. What is altered is moved to a file beside. */
  repair(): Promise<Repaired>;
  /**
   * Deletes everything but the salt and the marks: without those, what was taken would be taken once more. Nothing of it
   * remains in the files.
   */
  forget(): Promise<void>;
  /** Lets go of the folder. What was called before is finished first. */
  close(): Promise<void>;
}

/** The part of a folder that is free, from 0 to 1. @param caps what the settings allow */
export const roomOf = (store: Pick<FileStore, 'bytes'>, caps: Caps | undefined): number =>
  Math.max(0, 1 - store.bytes() / (caps ?? CAPS).bytes);
