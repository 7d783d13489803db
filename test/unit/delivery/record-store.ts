import type { Outgoing, Reply, Send } from '../../../src/delivery/ports.js';
import type { Clock } from './clock.js';

/** What goes wrong with one request. */
export type Fault =
  | { readonly type: 'none' }
  /** The connection breaks before or after the store has taken the statements. */
  | { readonly type: 'cut' }
  | { readonly type: 'lost' }
  | { readonly type: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly type: 'html' };

export interface Seen {
  readonly at: number;
  readonly ids: readonly string[];
  readonly keepalive: boolean;
  readonly authorization: string;
  readonly bytes: number;
  status: number;
}

/** A strict record store: atomic batches, 401, 413, 400 with the reason, 409 on changed bytes, and faults on demand. */
export class RecordStore {
  readonly stored = new Map<string, string>();
  readonly seen: Seen[] = [];
  /** The request that brought it first. */
  readonly brought = new Map<string, Outgoing>();
  /** Requests that ended with their page before they arrived. */
  readonly dropped = new Set<Outgoing>();
  readonly poison = new Set<string>();
  /** Breaks on them: 500. */
  readonly crash = new Set<string>();
  faults: Fault[] = [];
  /** While set, every request has it. */
  always: Fault | undefined;
  keys = new Set(['key-1']);
  mostBytes = Infinity;
  latency: () => number = () => 10;
  inFlight = new Map<string, number>();
  mostInFlight = 0;

  constructor(private readonly clock: Clock) {}

  readonly send: Send = async (request) => {
    const kind = `${request.url} ${request.keepalive === true}`;
    const now = (this.inFlight.get(kind) ?? 0) + 1;
    this.inFlight.set(kind, now);
    if (!request.keepalive) this.mostInFlight = Math.max(this.mostInFlight, now);
    const bodies = JSON.parse(request.body ?? '') as { id: string }[];
    const seen: Seen = {
      at: this.clock.now(),
      ids: bodies.map(({ id }) => id),
      keepalive: request.keepalive === true,
      authorization: request.headers['Authorization'] ?? '',
      bytes: Buffer.byteLength(request.body ?? ''),
      status: -1
    };
    this.seen.push(seen);
    const reply = await new Promise<Reply>((resolve) => {
      this.clock.wake(this.latency(), () => resolve(this.answer(request, bodies)));
    });
    seen.status = reply.status;
    this.inFlight.set(kind, (this.inFlight.get(kind) ?? 0) - 1);
    return reply;
  };

  /** It failed alone so often that whether others pass had to be tried: it may be overtaken. */
  failedAlone(id: string): boolean {
    return this.seen.filter(({ ids, status }) => ids.length === 1 && ids[0] === id && ![200, 400].includes(status)).length >= 5; // prettier-ignore
  }

  private answer(request: Outgoing, bodies: readonly { id: string }[]): Reply {
    if (this.dropped.has(request)) return { status: 0, body: '' };
    const fault = this.always ?? this.faults.shift() ?? { type: 'none' };
    if (fault.type === 'cut') return { status: 0, body: '' };
    if (fault.type === 'html') return { status: 200, body: '<html><title>Welcome to the hotel</title></html>' };
    if (fault.type === 'status')
      return {
        status: fault.status,
        body: fault.body ?? '',
        ...(fault.retryAfter !== undefined && { retryAfter: fault.retryAfter })
      };
    const reply = this.take(request, bodies);
    return fault.type === 'lost' ? { status: 0, body: '' } : reply;
  }

  private take(request: Outgoing, bodies: readonly { id: string }[]): Reply {
    if (!this.keys.has(request.headers['Authorization'] ?? '')) return { status: 401, body: 'who are you' };
    if (Buffer.byteLength(request.body ?? '') > this.mostBytes) return { status: 413, body: 'too large' };
    const ids = bodies.map(({ id }) => id);
    if (ids.some((id) => this.crash.has(id))) return { status: 500, body: 'oops' };
    if (new Set(ids).size < ids.length) return { status: 400, body: 'duplicate ids' };
    const bad = ids.find((id) => this.poison.has(id));
    if (bad !== undefined) return { status: 400, body: `statement ${bad}: object is missing` };
    // Bodies of these tests have no spaces outside strings, so that this is their very text.
    const texts = bodies.map((body) => JSON.stringify(body));
    if (`[${texts.join(',')}]` !== request.body) return { status: 400, body: 'not the bytes that were captured' };
    if (ids.some((id, i) => (this.stored.get(id) ?? texts[i]) !== texts[i])) return { status: 409, body: 'changed' };
    for (const id of ids) if (!this.stored.has(id)) this.brought.set(id, request);
    ids.forEach((id, i) => this.stored.has(id) || this.stored.set(id, texts[i] ?? ''));
    return { status: 200, body: JSON.stringify(ids) };
  }
}
