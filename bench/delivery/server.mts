import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createRecordStore, DEMO_CREDENTIAL } from '../../demo/record-store/index.js';
import { Collector } from './collector.mjs';
import { collectorLedger, lrsLedger, type Ledger } from './ledger.mjs';
import type { Target } from './page/sender.mjs';
import { BUNDLES, LINGER, type BundleName } from './plan.mjs';

export interface BenchServer {
  /** Address of a sender's page. */
  page(sender: BundleName): string;
  /** A destination of its own for one sender in one row. */
  destination(name: string, sender: BundleName): { readonly target: Target; readonly ledger: Ledger };
  close(): Promise<void>;
}

/** Pages on one origin, record stores and collectors on another, as they are in the world. */
export async function startServer(bundles: string): Promise<BenchServer> {
  const collectors = new Map<string, Collector>();
  const recordStore = createRecordStore({ prefix: '/lrs' });
  const pages = await listen((request, response) => servePage(bundles, request, response));
  const destinations = await listen((request, response) => {
    const [, name = ''] = /^\/collector\/([\w-]+)\//.exec(request.url ?? '') ?? [];
    const collector = collectors.get(name);
    if (!collector) return recordStore.handler(request, response);
    // The page may be gone before its request was read.
    collector.serve(request, response).catch(() => response.destroy());
  });

  return {
    page: (sender) => `${pages.url}/${sender}.html`,
    destination(name, sender) {
      const target: Target = {
        lrs: `${destinations.url}/lrs/${name}/xapi/`,
        collector: `${destinations.url}/collector/${name}`,
        linger: LINGER,
        ...DEMO_CREDENTIAL
      };
      if (sender !== 'snowplow') return { target, ledger: lrsLedger(recordStore.store(name)) };
      const collector = new Collector();
      collectors.set(name, collector);
      return { target, ledger: collectorLedger(collector) };
    },
    async close() {
      await Promise.all([pages.close(), destinations.close()]);
    }
  };
}

/** An isolated page has a clock of 5 µs instead of 100. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

function servePage(bundles: string, { url = '/' }: IncomingMessage, response: ServerResponse): void {
  const [, name, kind] = /^\/(\w+)\.(html|js)$/.exec(url) ?? [];
  if (!BUNDLES.some((known) => known === name)) return void response.writeHead(404, ISOLATED).end();
  response.writeHead(200, { ...ISOLATED, 'Content-Type': kind === 'js' ? 'text/javascript' : 'text/html' });
  if (kind === 'js') createReadStream(path.join(bundles, `${name}.js`)).pipe(response);
  else response.end(`<!doctype html><meta charset="utf-8"><title>${name}</title><script src="/${name}.js"></script>`);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(handler: Handler): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
