import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../record-store/body.js';
import type { Route } from '../server/route.js';
import { Account, type ApiService, type Fault, type Service, type WireEvent } from './account.js';
import { ACTIONS } from './actions.js';
import { isForeign } from '../record-store/foreign.js';
import { control } from './control.js';
import { Exception, exceptionText as exception } from './exception.js';
import { heardOf, readLog, readPost } from './stats.js';

/**
 * A strict stand-in of Kaltura's `stats.collect`, in both of its forms, of `analytics.trackEvent`, and of what sessions
 * and reports need of api_v3. Each name under `/kaltura/` is an account of its own:
 * `/kaltura/{name}/api_v3/service/{service}/action/{action}`, `/kaltura/{name}/api_v3/index.php?service=…` (as the stats and
 * analytics hosts have it: nothing but events), and `/kaltura/{name}/_control/{events,wait,faults,release,invalid,partner,delay,calls}`.
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

async function answer(
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams
): Promise<void> {
  const isControl = path.startsWith('_control/');
  if (isControl && isForeign(request)) return say(response, 403, '{}');
  if (request.method === 'OPTIONS') return say(response, 204, '');
  const { bytes } = await readBody(request, 1024 * 1024);
  const text = new TextDecoder().decode(bytes);
  if (isControl) {
    const told = await control(account, request.method ?? '', path.slice(9), query, text);
    return say(response, told ? 200 : 404, JSON.stringify(told ?? {}));
  }
  const raw = request.url?.split('?')[1] ?? '';
  const service: Service | undefined =
    path === 'api_v3/service/stats/action/collect' || raw.includes('service=stats&action=collect')
      ? 'stats'
      : query.get('service') === 'analytics' && query.get('action') === 'trackEvent'
        ? 'analytics'
        : undefined;
  const action = /^api_v3\/service\/(\w+)\/action\/(\w+)$/.exec(path)?.slice(1).join('.') ?? '';
  const known = Object.keys(ACTIONS).includes(action);
  if (!service && !known) return say(response, 200, exception('ACTION_DOES_NOT_EXISTS', 'no such action'));
  const fault = account.take(service ?? (action.split('.')[0] as ApiService));
  if (fault?.cut) return void response.destroy();
  if (fault?.status !== undefined) return say(response, fault.status, '', 'text/plain', retryAfter(fault));
  if (fault?.exception !== undefined) return say(response, 200, exception(fault.exception, 'as it was told'));
  try {
    if (service) return take(service, account, request, response, query, text, fault);
    const form = formOf(request, text);
    account.calls.push({ action, fields: Object.fromEntries(form) });
    const result = fault?.text ?? JSON.stringify(ACTIONS[action]?.(account, form));
    if (form.get('format') !== '1') return say(response, 200, '<xml/>', 'text/xml');
    say(response, 200, result, /^\s*</.test(result) ? 'text/html' : 'application/json');
  } catch (error) {
    if (!(error instanceof Exception)) throw error;
    say(response, 200, exception(error.code, error.message));
  }
}

function take(
  service: Service,
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  text: string,
  fault: Fault | undefined
): void {
  if (service === 'analytics') return track(account, request, response, query, text, fault);
  // The legacy form is answered by a file before any program sees it; the events are read from the log.
  const raw = request.url?.split('?')[1] ?? '';
  const form = formOf(request, text);
  if (raw.includes('service=stats&action=collect')) {
    const event = heardOf(request.method ?? '', readLog(query));
    const inBody = text ? { form: readPost(form).fields } : {};
    const ks = ksOf(query, 'query') ?? ksOf(form, 'body');
    return settle(account, response, { ...event, ...inBody }, ks, fault, 'Kaltura');
  }
  const ks = ksOf(form, 'body') ?? ksOf(query, 'query');
  const session = account.attribute(ks?.value);
  const read = readPost(form);
  if (read.exception) return say(response, 200, exception(...read.exception));
  settle(
    account,
    response,
    { ...heardOf(request.method ?? '', read), ...(session && { session }) },
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
  const answered = (): void => say(response, 200, words, /^\s*</.test(words) ? 'text/html' : 'text/plain');
  if (fault?.hold) void account.held().then(answered);
  else answered();
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
  const session = account.attribute(ks?.value);
  const fields = Object.fromEntries([...form, ...query].filter(([key]) => key !== 'ks'));
  // What routes an event is looked for in the query.
  const lost = ['eventType', 'partnerId', 'sessionId'].find((key) => !query.get(key));
  const event: WireEvent = {
    service: 'analytics',
    method: request.method ?? '',
    fields,
    dropped: [],
    ...(session && { session }),
    ...(lost !== undefined && { rejected: `no ${lost} in the query` })
  };
  settle(account, response, event, ks, fault, JSON.stringify({ time: 1795273200, viewEventsEnabled: true }));
}
