/** Where delivery stands, for people. */
export interface LaneStatus {
  readonly lane: string;
  readonly waiting: number;
  /** By this page. */
  readonly sent: number;
  /** By this page. */
  readonly refused: number;
  /** How many were let go of unsent because too much waited, or too long. */
  readonly evicted: number;
  /** How many were sent again though they may have been taken, by a service that knows no ids. None for a record store. */
  readonly uncertain: number;
  /** When the oldest waiting parcel was captured, milliseconds since 1970. */
  readonly oldest?: number;
  /** Why nothing is sent until something changes. */
  readonly paused?: string;
  /** A probe of the paused lane is on its way: the pause may be over in a moment. */
  readonly probing?: true;
  /** Why it waits until `retryAt`, or is paused: what was answered last. */
  readonly reason?: string;
  /** When the next try is due, milliseconds since 1970. */
  readonly retryAt?: number;
  /** The destination itself asked for that time (`Retry-After`). */
  readonly asked?: true;
}

export interface OutboxStatus {
  /** What waits survives the page, the browser and its crash. */
  readonly durable: boolean;
  /** Only one page at a time sends. Where not (no Web Locks), an LRS may get the same bytes twice, and knows their ids. */
  readonly exclusive: boolean;
  readonly lanes: readonly LaneStatus[];
}

/** Why a lane waits whose `credential` threw, hung or gave nothing. */
export const NO_CREDENTIAL = 'no credential';

/** What happens to parcels, as it happens. */
export type DeliveryEvent =
  /** Committed: from here on it is sent, refused or evicted, and never forgotten. */
  | { readonly type: 'stored'; readonly lane: string; readonly ids: readonly string[]; readonly durable: boolean }
  | { readonly type: 'sent'; readonly lane: string; readonly ids: readonly string[] }
  /** `held`: it was never to be sent as it is (the site's `beforeSend` failed). */
  | {
      readonly type: 'refused';
      readonly lane: string;
      readonly id: string;
      readonly reason: string;
      readonly held?: boolean;
    }
  /** Sent again though it may have been taken, by a service that knows no ids: it may count twice. */
  | { readonly type: 'uncertain'; readonly lane: string; readonly id: string }
  /** The service refused the credential, and what it is told goes without one, which it allows. */
  | { readonly type: 'anonymous'; readonly lane: string; readonly reason: string }
  /** Too much waited, or too long. */
  | { readonly type: 'evicted'; readonly lane: string; readonly ids: readonly string[] }
  | { readonly type: 'retry'; readonly lane: string; readonly reason: string; readonly retryAt: number }
  | { readonly type: 'paused'; readonly lane: string; readonly reason: string }
  | { readonly type: 'resumed'; readonly lane: string };
