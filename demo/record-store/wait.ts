import type { ServerResponse } from 'node:http';
import { CORS } from './cors.js';
import { json, Refusal } from './reply.js';
import { send } from './send.js';
import type { Arrival, RequestEntry, Store } from './store.js';

function verbOf(arrival: Arrival): string {
  const statement: unknown = JSON.parse(arrival.raw);
  return (statement as { readonly verb?: { readonly id?: string } }).verb?.id ?? '';
}

function positive(params: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(params.get(name) ?? otherwise);
  if (!Number.isInteger(value) || value < 0) throw new Refusal(400, `${name} must be a whole number`);
  return value;
}

/** Arrivals that a wait or a listing is about. */
export function pickArrivals(store: Store, params: URLSearchParams): Arrival[] {
  const verb = params.get('verb');
  const replays = params.get('replays') === 'true';
  return store.arrivals.filter(
    (arrival) => (replays || !arrival.replay) && (verb === null || verbOf(arrival) === verb)
  );
}

/** Requests that a wait or a listing is about. Preflights are left out: the sender did not make them. */
export function pickRequests(store: Store, params: URLSearchParams): RequestEntry[] {
  const status = params.get('status');
  const method = params.get('method');
  return store.requests.filter(
    (entry) =>
      (method === null ? entry.method !== 'OPTIONS' : entry.method === method) &&
      (status === null || String(entry.status) === status)
  );
}

/**
 * `wait?count=N[&verb=]` or `wait?requests=N[&status=][&method=]`: answers as soon as that many are there, so that no
 * test needs to sleep. After `timeout` (10 s) it says so under 200: browsers repeat a request that gets a real 408.
 */
export function serveWait(store: Store, response: ServerResponse, params: URLSearchParams): void {
  const requests = params.has('requests');
  const wanted = positive(params, requests ? 'requests' : 'count', 1);
  const timeout = Math.min(positive(params, 'timeout', 10_000), 120_000);
  const look = (): readonly unknown[] => (requests ? pickRequests(store, params) : pickArrivals(store, params));

  let over = false;
  const finish = (found: readonly unknown[], ok: boolean): void => {
    if (over) return;
    over = true;
    stop();
    clearTimeout(timer);
    const list = requests ? { requests: found } : { statements: found };
    send(
      response,
      json(200, { ok, ...(ok ? {} : { status: 408, reason: 'timed out' }), count: found.length, ...list }),
      CORS
    );
  };
  const check = (): void => {
    const found = look();
    if (found.length >= wanted) finish(found, true);
  };
  const timer = setTimeout(() => finish(look(), false), timeout);
  const stop = store.listen(check);
  response.on('close', () => {
    over = true;
    stop();
    clearTimeout(timer);
  });
  check();
}
