import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from './auth.js';
import { readBody, type Body } from './body.js';
import { CORS, PREFLIGHT } from './cors.js';
import type { Fault } from './fault.js';
import { decode, splitStatements } from './json-text.js';
import { PORTAL } from './portal.js';
import { getStatements } from './read.js';
import { json, Refusal, refused, type Reply } from './reply.js';
import { send, sendEndless, sendHalf } from './send.js';
import type { RequestEntry, Store } from './store.js';
import { isObject, type JsonObject } from '../../src/server/validate/rules.js';
import { LATEST, readVersion, VERSION_HEADER } from './version.js';
import { postStatements, putStatement } from './write.js';

/** One request on its way through. */
interface Visit {
  readonly requestId: string;
  /** `statements` or `about`. */
  readonly resource: string;
  readonly url: URL;
  readonly body: Body;
}

function edition(request: IncomingMessage): keyof typeof LATEST {
  return /^2\.0(\.|$)/.test(String(request.headers['x-experience-api-version'])) ? '2.0' : '1.0';
}

/** The answer of a store that works. */
function answer(store: Store, request: IncomingMessage, visit: Visit): Reply {
  const { resource, url, body, requestId } = visit;
  const method = request.method ?? 'GET';
  if (resource === 'about') {
    if (method !== 'GET' && method !== 'HEAD')
      throw new Refusal(405, `${method} is not for about`, {}, { Allow: 'GET, HEAD' });
    return json(200, { version: Object.values(LATEST), extensions: {} });
  }
  if (resource !== 'statements') throw new Refusal(404, `this store has no resource ${JSON.stringify(resource)}`);
  if (body.tooLarge) throw new Refusal(413, `the body has ${body.size} bytes; ${store.maxBodyBytes} are allowed`);
  const authority = authenticate(request.headers.authorization, store.access);
  const caller = { authority, edition: readVersion(request.headers['x-experience-api-version']), requestId };
  if (method === 'GET' || method === 'HEAD')
    return getStatements(store, caller.edition, url.pathname, url.searchParams);
  const write = { params: url.searchParams, contentType: request.headers['content-type'], body: decode(body.bytes) };
  if (method === 'POST') return postStatements(store, caller, write);
  if (method === 'PUT') return putStatement(store, caller, write);
  throw new Refusal(405, `${method} is not for statements`, {}, { Allow: 'GET, HEAD, POST, PUT' });
}

/** What came, as far as it can be read: the log and the faults look at refused requests too. */
function peek(body: Body): JsonObject[] {
  try {
    return splitStatements(decode(body.bytes)).flatMap(({ value }) => (isObject(value) ? [value] : []));
  } catch {
    return [];
  }
}

function verbOf(statement: JsonObject): string {
  const verb = statement['verb'];
  return isObject(verb) ? String(verb['id']) : '';
}

function faulty(fault: Fault, store: Store): Reply | undefined {
  if (fault.html === true) return PORTAL;
  if (fault.nothing === true) return json(200, []);
  if (fault.redirect === true) {
    return { status: 302, headers: { Location: `${store.options.prefix}/${store.name}/_control/portal` }, body: '' };
  }
  if (fault.status === undefined) return undefined;
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  return refused(new Refusal(fault.status, 'a fault was asked for', {}, headers));
}

/** Logged with its scheme, so that a test sees which kind was sent, and without its value. */
function harmless(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => {
      const text = String(value);
      return [name, name === 'authorization' ? `${text.split(/\s/)[0] ?? ''} ***` : text];
    })
  );
}

function pause(store: Store, fault: Fault | undefined): Promise<void> {
  if (fault?.hold === true) return store.held();
  const ms = fault?.delayMs ?? 0;
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

/** Everything under `/{store}/xapi/`. */
export async function serveXapi(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  resource: string,
  url: URL
): Promise<void> {
  const at = new Date(store.options.now()).toISOString();
  const visit: Visit = { requestId: randomUUID(), resource, url, body: await readBody(request, store.maxBodyBytes) };
  const statements = request.method === 'POST' || request.method === 'PUT' ? peek(visit.body) : [];
  const preflight = request.method === 'OPTIONS';
  const fault = store.faults.take({ preflight, verbs: statements.map(verbOf) });

  const finish = (status: number, reason?: string): void => {
    const entry: RequestEntry = {
      requestId: visit.requestId,
      at,
      method: request.method ?? '',
      path: `${url.pathname}${url.search}`,
      headers: harmless(request),
      count: statements.length,
      ids: statements.map((statement) => String(statement['id'] ?? '')),
      bytes: visit.body.size,
      body: visit.body.bytes.toString('utf8'),
      status,
      ...(reason === undefined ? {} : { reason })
    };
    store.log(entry);
  };
  const hangUp = (reason: string): void => {
    finish(0, reason);
    request.socket.destroy();
  };

  if (fault?.cut === true) return hangUp('cut');
  let reply: Reply;
  let reason: string | undefined;
  try {
    reply = preflight ? { status: 204 } : ((fault && faulty(fault, store)) ?? answer(store, request, visit));
    if (fault?.status !== undefined) reason = 'a fault was asked for';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply = refused(error);
    reason = error.reason;
  }
  await pause(store, fault);
  if (fault?.dropAfterAccept === true) return hangUp('dropped after storing');
  if (fault?.cutReply === true) {
    finish(0, 'cut off in the middle of the answer');
    return sendHalf(response, reply, CORS);
  }
  if (fault?.endless === true) {
    finish(200, 'a page without an end');
    return sendEndless(response, CORS);
  }
  const portal = fault?.html === true || fault?.redirect === true;
  const shown = {
    ...(fault?.offCors === true ? {} : preflight ? PREFLIGHT : CORS),
    ...(portal ? {} : { [VERSION_HEADER]: LATEST[edition(request)] })
  };
  // The log first: whoever has the answer may ask for the log at once.
  finish(reply.status, reason);
  send(response, reply, shown, request.method === 'HEAD');
}
