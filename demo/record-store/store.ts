import { randomUUID } from 'node:crypto';
import type { Access, Authority } from './auth.js';
import { canonical } from './canonical.js';
import { Faults } from './fault.js';
import type { ResolvedOptions } from './options.js';
import { Refusal } from './reply.js';
import { isObject, type JsonObject } from '../../src/server/validate/rules.js';
import { VOIDED, type Edition } from '../../src/server/validate/statement.js';

/** A statement as it arrived. */
export interface Arrival {
  /** 1, 2, 3, ... in this store. */
  readonly seq: number;
  readonly id: string;
  readonly receivedAt: string;
  readonly requestId: string;
  /** The text of the statement, byte for byte. */
  readonly raw: string;
  /** Known already and sent again unchanged. */
  readonly replay: boolean;
}

export interface RequestEntry {
  readonly requestId: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Without the value of Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** How many statements it carried, valid or not. */
  readonly count: number;
  readonly ids: readonly string[];
  readonly bytes: number;
  readonly body: string;
  /** 0: hung up without an answer. */
  readonly status: number;
  readonly reason?: string;
}

export type StoreEvent =
  | { readonly type: 'statement'; readonly arrival: Arrival }
  | { readonly type: 'request'; readonly entry: RequestEntry }
  | { readonly type: 'reset' };

export interface Kept {
  readonly seq: number;
  readonly id: string;
  /** With what the store added. */
  readonly statement: JsonObject;
  readonly storedAt: number;
  readonly said: string;
}

export interface Incoming {
  readonly raw: string;
  readonly value: JsonObject;
}

/** One isolated record store: what it holds, and what it remembers about how that came. */
export class Store {
  readonly faults = new Faults();
  readonly access: Access;
  maxBodyBytes: number;
  arrivals: Arrival[] = [];
  requests: RequestEntry[] = [];
  private kept = new Map<string, Kept>();
  private voided = new Set<string>();
  private seq = 0;
  private lastStored = 0;
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private waiting: (() => void)[] = [];

  constructor(
    readonly name: string,
    readonly options: ResolvedOptions
  ) {
    this.access = { credentials: options.credentials, tokens: options.tokens };
    this.maxBodyBytes = options.maxBodyBytes;
  }

  /** Stores all or nothing. Returns the ids in order. */
  commit(batch: readonly Incoming[], authority: Authority, edition: Edition, requestId: string): string[] {
    const plan = batch.map(({ raw, value }) => {
      const id = typeof value['id'] === 'string' ? value['id'].toLowerCase() : randomUUID();
      const said = canonical(value);
      const known = this.kept.get(id);
      if (known !== undefined && known.said !== said) {
        throw new Refusal(409, `statement ${id} is known with other content`, { id });
      }
      return { raw, value, id, said, replay: known !== undefined };
    });
    const repeated = plan.find(({ id }, index) => plan.findIndex((other) => other.id === id) !== index);
    if (repeated !== undefined)
      throw new Refusal(400, `statement ${repeated.id} is in the batch twice`, { id: repeated.id });

    for (const { raw, value, id, said, replay } of plan) {
      const receivedAt = new Date(this.options.now()).toISOString();
      this.seq += 1;
      if (!replay) this.keep(id, value, said, authority, edition);
      const arrival = { seq: this.seq, id, receivedAt, requestId, raw, replay };
      this.arrivals.push(arrival);
      if (this.arrivals.length > this.options.keep) this.forget();
      this.tell({ type: 'statement', arrival });
    }
    return plan.map(({ id }) => id);
  }

  private keep(id: string, value: JsonObject, said: string, authority: Authority, edition: Edition): void {
    // `stored` orders statements for since and until, so two never share one even if the clock stands still.
    this.lastStored = Math.max(this.options.now(), this.lastStored + 1);
    const stored = new Date(this.lastStored).toISOString();
    const version = edition === '1.0' ? '1.0.0' : '2.0.0';
    const statement = { version, timestamp: stored, ...value, id, stored, authority };
    this.kept.set(id, { seq: this.seq, id, statement, storedAt: this.lastStored, said });
    const { verb, object } = value;
    if (isObject(verb) && verb['id'] === VOIDED && isObject(object) && typeof object['id'] === 'string') {
      this.voided.add(object['id'].toLowerCase());
    }
  }

  private forget(): void {
    const oldest = this.arrivals.shift();
    if (oldest !== undefined && !oldest.replay) this.kept.delete(oldest.id);
  }

  /** A voiding statement cannot be voided. */
  isVoided(kept: Kept): boolean {
    const verb = kept.statement['verb'];
    return this.voided.has(kept.id) && !(isObject(verb) && verb['id'] === VOIDED);
  }

  find(id: string): Kept | undefined {
    return this.kept.get(id.toLowerCase());
  }

  /** In the order in which they were stored. */
  all(): Kept[] {
    return [...this.kept.values()];
  }

  log(entry: RequestEntry): void {
    this.requests.push(entry);
    if (this.requests.length > this.options.keep) this.requests.shift();
    this.tell({ type: 'request', entry });
  }

  listen(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(event: StoreEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Resolves at the next `release`. */
  held(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Lets held answers go; returns how many. */
  release(): number {
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((resolve) => resolve());
    return waiting.length;
  }

  reset(): void {
    this.faults.set(null);
    this.access.credentials = this.options.credentials;
    this.access.tokens = this.options.tokens;
    this.maxBodyBytes = this.options.maxBodyBytes;
    this.arrivals = [];
    this.requests = [];
    this.kept = new Map();
    this.voided = new Set();
    this.seq = 0;
    this.release();
    this.tell({ type: 'reset' });
  }
}
