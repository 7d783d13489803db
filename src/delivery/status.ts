import type { LaneName } from './lane.js';

/** Where delivery stands, for people. */
export interface LaneStatus {
  readonly lane: LaneName;
  readonly waiting: number;
  /** By this page. */
  readonly sent: number;
  /** By this page. */
  readonly refused: number;
  /** How many were let go of unsent because too much waited, or too long. */
  readonly evicted: number;
  /** How many were sent again though they may have been taken, by a service that knows no ids. None for a record store. */
  readonly uncertain: number;
  /**
   * How many page and button events left with a page that was gone before the answer, and were not sent again: each counts
   * once, or is lost. Absent: none.
   */
  readonly unanswered?: number;
  /** When the oldest waiting parcel was captured, milliseconds since 1970. */
  readonly oldest?: number;
  /** Why nothing is sent until something changes. */
  readonly paused?: string;
  /** It tries before its time (a probe of a paused lane, a flush): the wait may be over in a moment. */
  readonly probing?: true;
  /** Why it waits until `retryAt`, or is paused: what was answered last. */
  readonly reason?: string;
  /** When the next try is due, milliseconds since 1970. */
  readonly retryAt?: number;
  /** The destination itself asked for that time (`Retry-After`). */
  readonly asked?: true;
}

/** What waits for an address or a viewer that nobody in this page serves. */
export interface UnservedLane {
  readonly lane: LaneName;
  readonly waiting: number;
  /** When the oldest waiting parcel was captured, milliseconds since 1970. */
  readonly oldest?: number;
  /** The page serves the same address for others: it waits for its own viewer, and all is well. */
  readonly absent: boolean;
}

export interface OutboxStatus {
  /** What waits survives the page, the browser and its crash. */
  readonly durable: boolean;
  /** Only one page at a time sends. Where not (no Web Locks), an LRS may get the same bytes twice, and knows their ids. */
  readonly exclusive: boolean;
  readonly lanes: readonly LaneStatus[];
  readonly unserved: readonly UnservedLane[];
}

/** Why a lane waits whose `credential` threw, hung or gave nothing. */
export const NO_CREDENTIAL = 'no credential';

/** What happens to parcels, as it happens. */
export type DeliveryEvent =
  /** Committed: from here on it is sent, refused or evicted, and never forgotten. */
  | { readonly type: 'stored'; readonly lane: LaneName; readonly ids: readonly string[]; readonly durable: boolean }
  | { readonly type: 'sent'; readonly lane: LaneName; readonly ids: readonly string[] }
  /** `held`: it was never to be sent as it is (the site's `beforeSend` failed). */
  | {
      readonly type: 'refused';
      readonly lane: LaneName;
      readonly id: string;
      readonly reason: string;
      readonly held?: boolean;
    }
  /** Sent again though it may have been taken, by a service that knows no ids: it may count twice. */
  | { readonly type: 'uncertain'; readonly lane: LaneName; readonly id: string }
  /** Sent by a page that was gone before the answer, and not sent again: it counts once, or is lost. */
  | { readonly type: 'unanswered'; readonly lane: LaneName; readonly id: string }
  /** The service refused the credential, and what it is told goes without one, which it allows. */
  | { readonly type: 'anonymous'; readonly lane: LaneName; readonly reason: string }
  /** The service takes a credential again, after it had refused one. */
  | { readonly type: 'identified'; readonly lane: LaneName }
  /** All that waited or had been refused was deleted, here or by another page. */
  | { readonly type: 'forgotten'; readonly lane: LaneName }
  /** Nobody in this page serves what waits there. */
  | { readonly type: 'unserved'; readonly lane: LaneName; readonly waiting: number }
  /** What waited for an address that was mistyped waits for the corrected one. */
  | { readonly type: 'moved'; readonly from: LaneName; readonly lane: LaneName; readonly count: number }
  /** Too much waited, or too long. */
  | { readonly type: 'evicted'; readonly lane: LaneName; readonly ids: readonly string[] }
  | { readonly type: 'retry'; readonly lane: LaneName; readonly reason: string; readonly retryAt: number }
  | { readonly type: 'paused'; readonly lane: LaneName; readonly reason: string }
  | { readonly type: 'resumed'; readonly lane: LaneName };
