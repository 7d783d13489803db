import { Exception } from './exception.js';
import { applicationOf, readKs, type Ks } from './ks.js';
import type { Partner } from './partner.js';

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
  /** Record, and answer when `_control/release` is called: slow without a clock. */
  readonly hold?: boolean;
  /** Hits only this service; left out: whichever takes events. */
  readonly service?: Service | ApiService;
}

/** What takes events. */
export type Service = 'stats' | 'analytics';
/** What else api_v3 has. */
export type ApiService = 'session' | 'appToken' | 'system' | 'report';

/** A call to a service that takes no events. */
export interface Call {
  /** `session.start`. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** One event as it was on the wire. */
export interface WireEvent {
  readonly service: Service;
  readonly method: string;
  /** What Kaltura's reader understood, by its names. */
  readonly fields: Readonly<Record<string, string>>;
  /** Keys that it passes over in silence. */
  readonly dropped: readonly string[];
  /** What the service would read in the body, where its log reader took the event from the address. */
  readonly form?: Readonly<Record<string, string>>;
  /** Why its log reader would throw the line away. */
  readonly rejected?: string;
  /** Where the KS was, if there was one. */
  readonly ks?: { readonly in: 'body' | 'query'; readonly value: string };
  /** Whom it belongs to, as the KS says it; only an account that has a partner can read one. */
  readonly session?: { readonly user: string; readonly application?: string };
  readonly keepalive?: boolean;
}

/** What one account of the stand-in has heard, and how it misbehaves. */
export class Account {
  readonly events: WireEvent[] = [];
  /** KS that are refused as invalid. */
  invalid: readonly string[] = [];
  readonly calls: Call[] = [];
  /** Whose account it is. Without one any KS is good, and nobody can start one. */
  partner: Partner | undefined;
  /** How many times the report is asked for in vain. */
  delay = 0;
  polls = 0;
  private faults: Fault[] = [];
  private holding: (() => void)[] = [];
  private waiting: { readonly count: number; readonly go: () => void }[] = [];

  set(faults: readonly Fault[]): void {
    this.faults = [...faults];
  }

  /** Milliseconds since 1970, by its own clock. */
  now(): number {
    return Date.now() + (this.partner?.ahead ?? 0);
  }

  /** Reads a KS, or refuses it in Kaltura's words, which quote it. */
  session(text: string): Ks {
    const reading = this.partner && !this.invalid.includes(text) && readKs(text, this.partner, this.now());
    if (reading && !('error' in reading)) return reading;
    const [number, name] = reading ? reading.error : [-6, 'LOGOUT'];
    throw new Exception('INVALID_KS', `Invalid KS "${text}", Error "${number},${name}"`);
  }

  /** Whose event it is. An account without a partner believes every KS that it was not told to refuse. */
  attribute(text: string | undefined): WireEvent['session'] | undefined {
    if (text === undefined || (!this.partner && !this.invalid.includes(text))) return undefined;
    const ks = this.session(text);
    const application = applicationOf(ks);
    return { user: ks.user, ...(application !== undefined && { application }) };
  }

  take(service: Service | ApiService): Fault | undefined {
    const takesEvents = service === 'stats' || service === 'analytics';
    const at = this.faults.findIndex((fault) => fault.service === service || (takesEvents && !fault.service));
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

  /** Resolves at the next `release`. */
  held(): Promise<void> {
    return new Promise((go) => this.holding.push(go));
  }

  release(): void {
    this.holding.splice(0).forEach((go) => go());
  }

  heard(count: number): Promise<void> {
    if (this.events.length >= count) return Promise.resolve();
    return new Promise((go) => this.waiting.push({ count, go }));
  }
}
