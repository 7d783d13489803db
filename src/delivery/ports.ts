import type { LaneRecord } from './lane.js';

/**
 * What delivery needs from the world. The browser's are in `browser/`, a server brings its own; tests bring fakes.
 * A port never throws: what can fail says so in its value, or rejects where that is written.
 */

/** How much a parcel's loss would hurt; the first kind is evicted first. */
export type ParcelKind = 'progress' | 'interaction' | 'completion';

/** One frozen record on its way. `body` is serialised once, when the thing happened, and never rebuilt. */
export interface Parcel {
  /** For the LRS the statement's own id: a resend is recognised by it. */
  readonly id: string;
  /** The key of its lane. */
  readonly lane: string;
  readonly kind: ParcelKind;
  readonly body: string;
  /** When it was captured, milliseconds since 1970. */
  readonly at: number;
}

/** A parcel as a store holds it. Keys ascend in the order of capture, over all tabs. */
export interface Row extends Parcel {
  readonly key: number;
}

/** What is known of a row, or of a dead letter, without reading it: `bytes` is the length of its body in UTF-8. */
export interface Outline extends Pick<Row, 'key' | 'lane' | 'kind' | 'at'> {
  readonly id?: string;
  readonly bytes: number;
}

/** Where a row, or a dead letter, is. */
export type Place = Pick<Outline, 'key' | 'lane'>;

/** A parcel that no destination will take, with the destination's reason. */
export interface DeadLetter extends Parcel {
  readonly key: number;
  readonly reason: string;
  readonly buriedAt: number;
  /** It never became sendable (the site's `beforeSend` failed), so that it must not be sent as it is. */
  readonly held?: boolean;
}

/** What would be said if a viewing ended now, for whoever comes after a crash. Without parcels it is withdrawn. */
export interface Draft {
  /** UUID of the viewing. */
  readonly viewing: string;
  readonly parcels: readonly Parcel[];
}

/** What must outlive a page about a lane, so that its successor neither hammers nor forgets. */
export interface LaneNote {
  /** Tries that failed in a row. */
  readonly attempt: number;
  /** Not before this time, milliseconds since 1970. */
  readonly retryAt: number;
  /** The destination itself asked for that time. */
  readonly asked?: boolean;
  /** Why the last try failed. */
  readonly reason?: string;
  /** The address took something at least once, as such a destination does. */
  readonly answered?: true;
  /** `streak`: parcels that were refused in a row. `probes`: how many were answered in vain. */
  readonly paused?: {
    readonly reason: string;
    readonly since: number;
    readonly probeAt: number;
    readonly streak: number;
    readonly probes?: number;
  };
  /** Where a destination knows no ids: the parcel that was sent without an answer that tells whether it counts. */
  readonly tried?: { readonly id: string; readonly again: boolean };
  /** How many were sent again after such an end, and may count twice. Ever. */
  readonly uncertain?: number;
  /** How many left with a page that was gone before the answer, and were not sent again. Ever. */
  readonly unanswered?: number;
  /** Salted digest of the credential and headers that led to the pause; never the credential. */
  readonly refused?: string;
}

/** How much waits in a lane. */
export interface LaneCount {
  readonly waiting: number;
  /** When the oldest row was captured. */
  readonly oldest?: number;
  /** How many were let go of for want of room, ever. */
  readonly evicted: number;
}

/** What is stored of a lane. */
export interface StoredLane extends LaneCount {
  readonly key: string;
  /** Absent where nobody has said yet what lane it is. */
  readonly record?: LaneRecord | undefined;
  readonly note?: LaneNote | undefined;
}

/** What is committed together with parcels. */
export interface More {
  /** Of the viewing that the parcels are of. */
  readonly draft?: Draft | undefined;
  /** What is to be known of the lanes that the parcels are in. */
  readonly lanes?: readonly LaneRecord[];
}

/** Holds parcels until they are delivered. Every method rejects when the storage fails; nothing is lost silently. */
export interface Store {
  /** Whether parcels survive the page. */
  readonly durable: boolean;
  /**
   * All or none, in this order, and the rest with them. Resolves once committed, with the key of the last one (0: there were
   * none); their keys follow each other without a gap. A page that goes away has no later: the work begins at once, as far as
   * the storage is open.
   */
  add(parcels: readonly Parcel[], more?: More): Promise<number>;
  /** The oldest rows of a lane, in order. */
  head(lane: string, count: number): Promise<readonly Row[]>;
  /** By key; unknown keys are fine. */
  remove(keys: readonly number[]): Promise<void>;
  /** Moves a row, if it is still there, to the dead letters. */
  bury(row: Row, reason: string, at: number): Promise<void>;
  /** A parcel that never became sendable goes straight to the dead letters. */
  hold(parcel: Parcel, reason: string, at: number): Promise<void>;
  dead(): Promise<readonly DeadLetter[]>;
  /** Moves letters, as they are given here, to the end of their lanes. */
  revive(letters: readonly DeadLetter[]): Promise<void>;
  count(lane: string): Promise<LaneCount>;
  readNote(lane: string): Promise<LaneNote | undefined>;
  writeNote(lane: string, note: LaneNote | undefined): Promise<void>;
  /** Every lane of which there is a record, or in which something waits. */
  lanes(): Promise<readonly StoredLane[]>;
  /** All rows of a lane change to another one, whose record this is. They keep their keys. Resolves with how many they are. */
  move(from: string, to: LaneRecord): Promise<number>;
  /** Deletes what waits in a lane, and its note. Resolves with how many there were. Not where only pages use the store. */
  discard?(lane: string): Promise<number>;
  /** Deletes the records of those of these lanes in which nothing waits or lies dead, and of which there is no note. */
  dropLanes(lanes: readonly string[]): Promise<void>;
  /** All that waits, of all lanes, in order; read without the bodies. */
  outlines(): Promise<readonly Outline[]>;
  /** The same of the dead letters. */
  deadOutlines(): Promise<readonly Outline[]>;
  /**
   * Lets go of those that are still there, and counts them for their lanes. Resolves with those that really went: nothing is
   * both delivered and let go of.
   */
  evict(rows: readonly Place[], letters: readonly Place[]): Promise<readonly Pick<Parcel, 'id' | 'lane'>[]>;
  /** A small value that outlives the process. */
  readMemo(name: string): Promise<string | undefined>;
  writeMemo(name: string, value: string): Promise<void>;
  /** Of every page of the origin. */
  drafts(): Promise<readonly Draft[]>;
  /** Adds the parcels of a draft, which is then gone; none where it is gone already. The parcels that were added. */
  settle(viewing: string): Promise<readonly Parcel[]>;
  /** Deletes everything. */
  forget(): Promise<void>;
}

/** One request, ready to leave. */
export interface Outgoing {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The page goes away: let the browser finish it. */
  readonly keepalive?: boolean;
}

/** What came back. `status: 0`: nothing did (no network, refused by CORS, timed out). */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The `Retry-After` header as it came, where it could be read. */
  readonly retryAfter?: string;
  /** Followed a redirect, or was one. */
  readonly redirected?: boolean;
  /** What the system said where nothing came back, in a word: a server knows, a browser does not tell. */
  readonly cause?: string;
}

/** Never rejects. */
export type Send = (request: Outgoing) => Promise<Reply>;

/** Keeps the other pages of the origin out. A page that crashes lets go at once. */
export interface Locks {
  /** Whether it does; where not, work begins at once, and an LRS recognises what it gets twice. */
  readonly exclusive: boolean;
  /** Does the work while nobody else holds the name: waits for that, or ends without it when the page goes away. */
  wait(name: string, work: () => Promise<void>): Promise<void>;
  /** Does the work if nobody holds the name now. */
  attempt(name: string, work: () => Promise<void>): Promise<void>;
}

/** Calls back once after so many milliseconds; the returned function cancels. */
export type Wake = (milliseconds: number, callback: () => void) => () => void;

/** Tells the other pages of the origin something, and hears what they tell. Not itself. */
export interface Broadcast {
  post(message: string): void;
  /** Returns the function that ends the listening. */
  listen(hear: (message: string) => void): () => void;
}

/**
 * Which parcels left with a page that did not see the answer. What is added is there for every page of the origin before
 * the call returns: a page that goes away has no later.
 */
export interface UnansweredMarks {
  /** Ids of parcels. */
  all(): readonly string[];
  add(ids: readonly string[]): void;
  /** Without ids: all. */
  remove(ids?: readonly string[]): void;
}

export interface Ports {
  readonly store: Store;
  /**
   * Makes the digests that lanes are called by in storage other ones than elsewhere. The same whenever this store is opened;
   * known at once, since a page that goes away has no time to read it.
   */
  readonly salt: string;
  readonly send: Send;
  readonly locks: Locks;
  readonly wake: Wake;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly mono: () => number;
  /** Where other pages share the store. */
  readonly broadcast?: Broadcast;
  /** Where a page may be gone between a request and its answer. */
  readonly unanswered?: UnansweredMarks;
  /** Breaks off the requests that are on their way; they end without an answer. */
  readonly hangUp?: () => void;
  /** 0 <= n < 1. */
  readonly random: () => number;
}
