import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { kalturaServices } from '../kaltura/services.js';
import { createRecordStore, type RecordStore, type RecordStoreOptions } from '../record-store/index.js';
import { liveHandler, type LiveOptions } from './live.js';
import { mediaHandler } from './media.js';
import { pageHandler } from './page.js';
import { say, splitTarget, type Route } from './route.js';
import { siteSettingsHandler } from './site-settings.js';

export interface DemoServerOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** How many ports after it may be tried when it is taken. */
  readonly tries?: number;
  readonly live?: LiveOptions;
  readonly recordStore?: Omit<RecordStoreOptions, 'prefix'>;
}

export interface DemoServer {
  /** `http://127.0.0.1:8088`, without a slash at the end. */
  readonly url: string;
  readonly recordStore: RecordStore;
  readonly close: () => Promise<void>;
}

/** Only this machine: the store believes anyone who knows the demo's credential. */
const LOOPBACK = '127.0.0.1';
export const LRS = '/lrs';

export interface DemoHandler {
  /** For a server of one's own; `next` (as connect and karma have it) gets what is not ours, else that is a 404. */
  readonly handler: (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;
  readonly recordStore: RecordStore;
}

/** Store, media, live and site settings, and with `page` also the demo page with everything that it loads. */
export function createDemoHandler(
  options: Omit<DemoServerOptions, 'port' | 'tries'> & { readonly page?: boolean } = {}
): DemoHandler {
  const recordStore = createRecordStore({ ...options.recordStore, prefix: LRS });
  const lrs: Route = (request, response, path) => {
    if (!path.startsWith(`${LRS}/`)) return false;
    recordStore.handler(request, response);
    return true;
  };
  const routes: readonly Route[] = [
    lrs,
    mediaHandler(),
    liveHandler(options.live),
    siteSettingsHandler(),
    kalturaServices(),
    ...(options.page === true ? [pageHandler()] : [])
  ];
  const handler: DemoHandler['handler'] = (request, response, next) => {
    const { path, query } = splitTarget(request.url ?? '/');
    if (routes.some((route) => route(request, response, path, query))) return;
    if (next === undefined) say(response, 404, `${path} does not exist`);
    else next();
  };
  return { handler, recordStore };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** The whole demo on one address of the loopback interface. */
export async function createDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { port = 0, tries = 1 } = options;
  const { handler, recordStore } = createDemoHandler({ ...options, page: true });
  const server = createServer((request, response) => {
    // See the record store: no connection is used twice, or browsers repeat what a fault hung up on.
    response.shouldKeepAlive = false;
    handler(request, response);
  });
  for (let at = port; ; at += 1) {
    try {
      await listen(server, at);
      break;
    } catch (error) {
      if (!isTaken(error) || at + 1 >= port + tries) throw error;
    }
  }
  const address = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      // Event streams and long polls would keep it open for ever.
      server.closeAllConnections();
    });
  return { url: `http://${LOOPBACK}:${address.port}`, recordStore, close };
}
