/** A statement that a page said it had captured. */
export interface Captured {
  readonly id: string;
  /** `JSON.stringify` of what listeners were given. */
  readonly text: string;
  /** When the harness heard of it, on its own clock. */
  readonly at: number;
  /** It heard of it by a beacon, which may take its time. */
  readonly late: boolean;
}

/** A statement that the outbox said it had committed. */
export interface Acknowledged {
  readonly id: string;
  readonly at: number;
  readonly durable: boolean;
}

export interface TabEvidence {
  readonly name: string;
  /** In the order of capture. */
  readonly captured: readonly Captured[];
  readonly acknowledged: readonly Acknowledged[];
  /** When it was closed, crashed or killed, milliseconds since 1970. */
  readonly died?: number;
}

export interface Arrived {
  readonly id: string;
  /** As it came, letter by letter. */
  readonly raw: string;
  /** The record store knew it already. */
  readonly replay: boolean;
}

/** All that is known of a run when it is over. */
export interface Evidence {
  readonly tabs: readonly TabEvidence[];
  /** In the order in which the record store took them. */
  readonly arrivals: readonly Arrived[];
  /** Ids that a page said were sent. */
  readonly sent: readonly string[];
  /** Ids that were refused, by what pages said or what lies dead. */
  readonly refused: readonly string[];
  readonly evicted: readonly string[];
}

/** The same of events of Kaltura's statistics, which have no ids on the wire. */
export interface CountEvidence extends Evidence {
  /** What came that no page had written down. */
  readonly strangers: readonly string[];
  /** Ids that a page said may count twice. */
  readonly doubted: readonly string[];
  /** How many may, by what the last page says of all before it. */
  readonly uncertain: number;
}
