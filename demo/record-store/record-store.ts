import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveControl } from './control.js';
import { CORS } from './cors.js';
import { resolveOptions, type RecordStoreOptions } from './options.js';
import { Refusal, refused } from './reply.js';
import { send } from './send.js';
import { Store } from './store.js';
import { serveXapi } from './xapi.js';

export interface RecordStore {
  /** A plain Node request handler. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** The store of that name, made on first use: what the control API does, without HTTP. */
  readonly store: (name: string) => Store;
}

/** Many isolated record stores behind one handler, one for each name in the path. Nothing outlives the process. */
export function createRecordStore(options: RecordStoreOptions = {}): RecordStore {
  const resolved = resolveOptions(options);
  const stores = new Map<string, Store>();
  const store = (name: string): Store => {
    const found = stores.get(name) ?? new Store(name, resolved);
    stores.set(name, found);
    return found;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://record-store.invalid');
    const rest = url.pathname.startsWith(`${resolved.prefix}/`) ? url.pathname.slice(resolved.prefix.length) : '';
    const [, name, part, resource] = /^\/([\w-]{1,64})\/(xapi|_control)\/([\w/-]+)$/.exec(rest) ?? [];
    if (name === undefined || resource === undefined) {
      const where = `${resolved.prefix}/{store}/xapi/statements`;
      return send(response, refused(new Refusal(404, `nothing here: ${where} is where statements go`)), CORS);
    }
    return part === 'xapi'
      ? serveXapi(store(name), request, response, resource, url)
      : serveControl(store(name), request, response, resource, url);
  };

  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    // Browsers repeat a request by themselves, unseen by the page, when a connection that was used before hangs up. A
    // fault that hangs up must reach the sender, so no connection is used twice.
    response.shouldKeepAlive = false;
    serve(request, response).catch((error: unknown) => {
      // A caller who left in the middle of a body is no fault of ours, and has nobody to answer to.
      if (request.socket.destroyed || response.headersSent) response.destroy();
      else send(response, refused(new Refusal(500, error instanceof Error ? error.message : 'unknown')), CORS);
    });
  };
  return { handler, store };
}
