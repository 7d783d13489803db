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

/** A parcel that no destination will take, with the destination's reason. */
export interface DeadLetter extends Parcel {
  readonly key: number;
  readonly reason: string;
  readonly buriedAt: number;
}

/** What must outlive a page about a lane, so that its successor neither hammers nor forgets. */
export interface LaneNote {
  /** Tries that failed in a row. */
  readonly attempt: number;
  /** Not before this time, milliseconds since 1970. */
  readonly retryAt: number;
  /** The destination itself asked for that time. */
  readonly asked?: boolean;
  /** `streak`: parcels that were refused in a row. */
  readonly paused?: {
    readonly reason: string;
    readonly since: number;
    readonly probeAt: number;
    readonly streak: number;
  };
  /** Salted digest of the credential and headers that led to the pause; never the credential. */
  readonly refused?: string;
}

/** Holds parcels until they are delivered. Every method rejects when the storage fails; nothing is lost silently. */
export interface Store {
  /** Whether parcels survive the page. */
  readonly durable: boolean;
  /** All or none. Resolves once committed. */
  add(parcels: readonly Parcel[]): Promise<void>;
  /** The oldest rows of a lane, in order. */
  head(lane: string, count: number): Promise<readonly Row[]>;
  /** By key; unknown keys are fine. */
  remove(keys: readonly number[]): Promise<void>;
  /** Moves a row to the dead letters. */
  bury(row: Row, reason: string, at: number): Promise<void>;
  /** A parcel that never became sendable goes straight to the dead letters. */
  hold(parcel: Parcel, reason: string, at: number): Promise<void>;
  dead(): Promise<readonly DeadLetter[]>;
  count(lane: string): Promise<{ readonly waiting: number; readonly oldest?: number }>;
  readNote(lane: string): Promise<LaneNote | undefined>;
  writeNote(lane: string, note: LaneNote | undefined): Promise<void>;
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
}

/** Never rejects. */
export type Send = (request: Outgoing) => Promise<Reply>;

/** Exclusive over all tabs of the origin. `undefined` when another tab holds the name. */
export type Locks = <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>;

/** Calls back once after so many milliseconds; the returned function cancels. */
export type Wake = (milliseconds: number, callback: () => void) => () => void;

export interface Ports {
  readonly store: Store;
  readonly send: Send;
  readonly locks: Locks;
  readonly wake: Wake;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 <= n < 1. */
  readonly random: () => number;
}
