import type { ServerResponse } from 'node:http';
import { CORS } from './cors.js';
import type { Store, StoreEvent } from './store.js';

const HEARTBEAT_MS = 15_000;

function write(response: ServerResponse, event: string, data: unknown, id?: number): void {
  response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/**
 * Server-Sent Events: `statement` (an arrival), `request` (its outcome), `reset`. With `?from=N`, or a browser that
 * reconnects, arrivals after number N are told again first; without it the stream begins now.
 */
export function serveEvents(store: Store, response: ServerResponse, from: number | undefined): void {
  response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
  response.write(': connected\n\n');
  if (from !== undefined) {
    for (const arrival of store.arrivals) {
      if (arrival.seq > from) write(response, 'statement', arrival, arrival.seq);
    }
  }
  const stop = store.listen((event: StoreEvent) => {
    if (event.type === 'statement') write(response, 'statement', event.arrival, event.arrival.seq);
    else if (event.type === 'request') write(response, 'request', event.entry);
    else write(response, 'reset', {});
  });
  // Proxies and browsers drop a stream that stays silent.
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
