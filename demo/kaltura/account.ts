/** One way to misbehave; `times` requests, or all until cleared. */
export interface Fault {
  readonly times?: number;
  /** Answer with this status and record nothing. */
  readonly status?: number;
  readonly retryAfter?: string;
  /** Answer 200 with this exception of api_v3, and record nothing. */
  readonly exception?: string;
  /** Answer 200 with this text; the event counts. */
  readonly text?: string;
  /** Hang up at once. */
  readonly cut?: boolean;
  /** Record, then hang up without a word. */
  readonly lose?: boolean;
  /** Hits only this service. */
  readonly service?: Service;
}

export type Service = 'stats' | 'analytics';

/** One event as it was on the wire. */
export interface WireEvent {
  readonly service: Service;
  readonly method: string;
  /** What Kaltura's reader understood, by its names. */
  readonly fields: Readonly<Record<string, string>>;
  /** Keys that it passes over in silence. */
  readonly dropped: readonly string[];
  /** Why its log reader would throw the line away. */
  readonly rejected?: string;
  /** Where the KS was, if there was one. */
  readonly ks?: { readonly in: 'body' | 'query'; readonly value: string };
  readonly keepalive?: boolean;
}

/** What one account of the stand-in has heard, and how it misbehaves. */
export class Account {
  readonly events: WireEvent[] = [];
  /** KS that are refused as invalid. */
  invalid: readonly string[] = [];
  private faults: Fault[] = [];
  private waiting: { readonly count: number; readonly go: () => void }[] = [];

  set(faults: readonly Fault[]): void {
    this.faults = [...faults];
  }

  take(service: Service): Fault | undefined {
    const at = this.faults.findIndex((fault) => fault.service === undefined || fault.service === service);
    const fault = this.faults[at];
    if (!fault) return undefined;
    if (fault.times !== undefined) {
      if (fault.times <= 1) this.faults.splice(at, 1);
      else this.faults[at] = { ...fault, times: fault.times - 1 };
    }
    return fault;
  }

  hear(event: WireEvent): void {
    this.events.push(event);
    this.waiting = this.waiting.filter(({ count, go }) => {
      if (this.events.length < count) return true;
      go();
      return false;
    });
  }

  heard(count: number): Promise<void> {
    if (this.events.length >= count) return Promise.resolve();
    return new Promise((go) => this.waiting.push({ count, go }));
  }
}
