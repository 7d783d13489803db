/** Where delivery stands, for people. */
export interface LaneStatus {
  readonly lane: string;
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  /** When the oldest waiting parcel was captured, milliseconds since 1970. */
  readonly oldest?: number;
  /** Why nothing is sent until something changes. */
  readonly paused?: string;
  /** When the next try is due, milliseconds since 1970. */
  readonly retryAt?: number;
}

export interface OutboxStatus {
  readonly durable: boolean;
  readonly lanes: readonly LaneStatus[];
}

/** Why a lane waits whose `credential` threw, hung or gave nothing. */
export const NO_CREDENTIAL = 'no credential';

/** What happens to parcels, as it happens. */
export type DeliveryEvent =
  | { readonly type: 'sent'; readonly lane: string; readonly ids: readonly string[] }
  | { readonly type: 'refused'; readonly lane: string; readonly id: string; readonly reason: string }
  | { readonly type: 'retry'; readonly lane: string; readonly reason: string; readonly retryAt: number }
  | { readonly type: 'paused'; readonly lane: string; readonly reason: string }
  | { readonly type: 'resumed'; readonly lane: string };
