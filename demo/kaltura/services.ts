import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../record-store/body.js';
import type { Route } from '../server/route.js';
import { Account, type Fault, type Service, type WireEvent } from './account.js';
import { heardOf, readLog, readPost } from './stats.js';

/**
 * A strict stand-in of Kaltura's `stats.collect`, in both of its forms, and of `analytics.trackEvent`. Each name under
 * `/kaltura/` is an account of its own: `/kaltura/{name}/api_v3/service/stats/action/collect`,
 * `/kaltura/{name}/api_v3/index.php?service=…`, and `/kaltura/{name}/_control/{events,wait,faults,invalid}`.
 */
export function kalturaServices(): Route {
  const accounts = new Map<string, Account>();
  return (request, response, path, query) => {
    const [, name, rest] = /^\/kaltura\/([\w-]+)\/(.*)$/.exec(path) ?? [];
    if (name === undefined || rest === undefined) return false;
    const account = accounts.get(name) ?? new Account();
    accounts.set(name, account);
    void answer(account, request, response, rest, query).catch(() => response.destroy());
    return true;
  };
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  // No Authorization: a request that carries one does not pass.
  'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control'
};

function say(response: ServerResponse, status: number, text: string, type = 'application/json', more = {}): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...CORS, ...more });
  response.end(text);
}

const exception = (code: string, message: string): string =>
  JSON.stringify({ objectType: 'KalturaAPIException', code, message, args: {} });

async function answer(
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams
): Promise<void> {
  if (request.method === 'OPTIONS') return say(response, 204, '');
  const { bytes } = await readBody(request, 1024 * 1024);
  const text = new TextDecoder().decode(bytes);
  if (path.startsWith('_control/')) return control(account, request, response, path.slice(9), query, text);
  const raw = request.url?.split('?')[1] ?? '';
  const service: Service | undefined =
    path === 'api_v3/service/stats/action/collect' || raw.includes('service=stats&action=collect')
      ? 'stats'
      : query.get('service') === 'analytics' && query.get('action') === 'trackEvent'
        ? 'analytics'
        : undefined;
  if (!service) return say(response, 200, exception('ACTION_DOES_NOT_EXISTS', 'no such action'));
  const fault = account.take(service);
  if (fault?.cut) return void response.destroy();
  if (fault?.status !== undefined) return say(response, fault.status, '', 'text/plain', retryAfter(fault));
  if (fault?.exception !== undefined) return say(response, 200, exception(fault.exception, 'as it was told'));
  if (service === 'analytics') return track(account, request, response, query, text, fault);
  // The legacy form is answered by a file before any program sees it; the events are read from the log.
  if (raw.includes('service=stats&action=collect'))
    return settle(
      account,
      response,
      heardOf(request.method ?? '', readLog(query)),
      ksOf(query, 'query'),
      fault,
      'Kaltura'
    );
  const form = formOf(request, text);
  const ks = ksOf(form, 'body') ?? ksOf(query, 'query');
  if (ks && account.invalid.includes(ks.value))
    return say(response, 200, exception('INVALID_KS', `Invalid KS "${ks.value}"`));
  const read = readPost(form);
  if (read.exception) return say(response, 200, exception(...read.exception));
  settle(
    account,
    response,
    heardOf(request.method ?? '', read),
    ks,
    fault,
    form.get('format') === '1' ? 'true' : '<xml/>'
  );
}

const retryAfter = ({ retryAfter }: Fault): object => (retryAfter === undefined ? {} : { 'Retry-After': retryAfter });

/** JSON counts only when it says that it is; everything else is read as a form. */
function formOf(request: IncomingMessage, text: string): URLSearchParams {
  if (request.headers['content-type'] !== 'application/json') return new URLSearchParams(text);
  return new URLSearchParams(Object.entries(JSON.parse(text) as Record<string, string>));
}

function ksOf(parameters: URLSearchParams, where: 'body' | 'query'): WireEvent['ks'] | undefined {
  const value = parameters.get('ks');
  return value ? { in: where, value } : undefined;
}

function settle(
  account: Account,
  response: ServerResponse,
  event: WireEvent,
  ks: WireEvent['ks'] | undefined,
  fault: Fault | undefined,
  text: string
): void {
  account.hear({ ...event, ...(ks && { ks }) });
  if (fault?.lose) return void response.destroy();
  const words = fault?.text ?? text;
  say(response, 200, words, /^\s*</.test(words) ? 'text/html' : 'text/plain');
}

function track(
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  text: string,
  fault: Fault | undefined
): void {
  const form = formOf(request, text);
  const ks = ksOf(form, 'body') ?? ksOf(query, 'query');
  if (ks && account.invalid.includes(ks.value)) return say(response, 200, exception('INVALID_KS', 'Invalid KS'));
  const fields = Object.fromEntries([...form, ...query].filter(([key]) => key !== 'ks'));
  // What routes an event is looked for in the query.
  const lost = ['eventType', 'partnerId', 'sessionId'].find((key) => !query.get(key));
  const event: WireEvent = {
    service: 'analytics',
    method: request.method ?? '',
    fields,
    dropped: [],
    ...(lost !== undefined && { rejected: `no ${lost} in the query` })
  };
  settle(account, response, event, ks, fault, JSON.stringify({ time: 1795273200, viewEventsEnabled: true }));
}

async function control(
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
  query: URLSearchParams,
  text: string
): Promise<void> {
  if (action === 'faults') account.set(JSON.parse(text) as Fault[]);
  else if (action === 'invalid') account.invalid = JSON.parse(text) as string[];
  else if (action === 'wait') await account.heard(Number(query.get('count')));
  else if (action !== 'events' || request.method !== 'GET') return say(response, 404, '{}');
  say(response, 200, JSON.stringify({ events: account.events }));
}
