import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credential } from './options.js';
import { readBody } from './body.js';
import { CORS, PREFLIGHT } from './cors.js';
import { serveEvents } from './events.js';
import { isForeign } from './foreign.js';
import { decode, parse } from './json-text.js';
import { PORTAL } from './portal.js';
import { json, Refusal, refused, type Reply } from './reply.js';
import { send } from './send.js';
import type { Store } from './store.js';
import { isObject, type JsonObject } from '../../src/server/validate/rules.js';
import { pickArrivals, pickRequests, serveWait } from './wait.js';

function readCredential(value: unknown): Credential {
  const { key, secret } = isObject(value) ? value : {};
  if (typeof key !== 'string' || typeof secret !== 'string') throw new Refusal(400, 'a credential is {key, secret}');
  return { key, secret };
}

function setAccess(store: Store, body: JsonObject): Reply {
  const { valid, credentials } = body;
  if (valid !== undefined) {
    if (!Array.isArray(valid) || !valid.every((token): token is string => typeof token === 'string')) {
      throw new Refusal(400, 'valid must be an array of tokens');
    }
    store.access.tokens = valid;
  }
  if (credentials !== undefined) {
    if (!Array.isArray(credentials)) throw new Refusal(400, 'credentials must be an array of {key, secret}');
    store.access.credentials = credentials.map(readCredential);
  }
  return { status: 204 };
}

function setLimits(store: Store, body: JsonObject): Reply {
  const { maxBodyBytes } = body;
  if (typeof maxBodyBytes !== 'number' || !(maxBodyBytes >= 0)) throw new Refusal(400, 'maxBodyBytes must be a number');
  store.maxBodyBytes = maxBodyBytes;
  return { status: 204 };
}

function listRequests(store: Store, params: URLSearchParams): Reply {
  const entries = pickRequests(store, params);
  const bodies = params.get('bodies') === 'true';
  return json(200, { requests: entries.map(({ body, ...entry }) => (bodies ? { ...entry, body } : entry)) });
}

async function write(store: Store, request: IncomingMessage, action: string): Promise<Reply> {
  const { bytes, tooLarge } = await readBody(request, 1024 * 1024);
  if (tooLarge) throw new Refusal(413, 'too large');
  const value = bytes.length === 0 ? {} : parse(decode(bytes));
  if (action === 'faults') {
    store.faults.set(value);
    return { status: 204 };
  }
  if (action === 'reset') {
    store.reset();
    return { status: 204 };
  }
  if (action === 'release') return json(200, { released: store.release() });
  if (!isObject(value)) throw new Refusal(400, 'the body must be a JSON object');
  if (action === 'tokens') return setAccess(store, value);
  if (action === 'limits') return setLimits(store, value);
  throw new Refusal(404, `no control ${JSON.stringify(action)} to POST to`);
}

function read(store: Store, action: string, params: URLSearchParams): Reply {
  if (action === 'received') return json(200, { statements: pickArrivals(store, params) });
  if (action === 'requests') return listRequests(store, params);
  if (action === 'faults') return json(200, { faults: store.faults.list() });
  if (action === 'portal') return PORTAL;
  throw new Refusal(404, `no control ${JSON.stringify(action)} to GET`);
}

/** Everything under `/{store}/_control/`: how tests and the demo page look inside and make the store misbehave. */
export async function serveControl(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
  url: URL
): Promise<void> {
  const { searchParams: params } = url;
  try {
    if (isForeign(request)) throw new Refusal(403, 'controls are for pages of this machine alone');
    if (request.method === 'OPTIONS') return send(response, { status: 204 }, PREFLIGHT);
    if (request.method === 'POST') return send(response, await write(store, request, action), CORS);
    if (request.method !== 'GET') throw new Refusal(405, 'controls take GET or POST', {}, { Allow: 'GET, POST' });
    if (action === 'wait') return serveWait(store, response, params);
    if (action === 'events') {
      const from = request.headers['last-event-id'] ?? params.get('from') ?? undefined;
      return serveEvents(store, response, from === undefined ? undefined : Number(from) || 0);
    }
    return send(response, read(store, action, params), CORS);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return send(response, refused(error), CORS);
  }
}
