import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRecordStore, type Arrival, type RequestEntry } from '../../../demo/record-store/index.js';
import type { RecordStoreOptions } from '../../../demo/record-store/options.js';

export const BASIC = `Basic ${Buffer.from('demo-key:demo-secret').toString('base64')}`;

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** A record store behind a real socket, with a sender that is right unless told otherwise. */
export interface Client {
  readonly url: string;
  readonly server: Server;
  send(path: string, call?: Call): Promise<Response>;
  control(action: string, body?: unknown): Promise<Response>;
  received(query?: string): Promise<Arrival[]>;
  requests(query?: string): Promise<RequestEntry[]>;
  close(): Promise<void>;
}

export async function start(options: RecordStoreOptions = {}): Promise<Client> {
  const { handler } = createRecordStore({ prefix: '/lrs', ...options });
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/lrs/t`;
  const list = async <T>(what: string, name: string): Promise<T> => {
    const answer = (await (await fetch(`${url}/_control/${what}`)).json()) as Record<string, T>;
    const found = answer[name];
    if (found === undefined) throw new Error(`no ${name} in ${JSON.stringify(answer)}`);
    return found;
  };
  return {
    url,
    server,
    send: (path, { method, headers = {}, body } = {}) => {
      const all = {
        Authorization: BASIC,
        'X-Experience-API-Version': '1.0.3',
        'Content-Type': 'application/json',
        ...headers
      };
      const kept = Object.entries(all).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]]
      );
      const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
      return fetch(`${url}/xapi/${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: kept,
        redirect: 'manual',
        ...(text === undefined ? {} : { body: text })
      });
    },
    control: (action, body = {}) => fetch(`${url}/_control/${action}`, { method: 'POST', body: JSON.stringify(body) }),
    received: (query = '') => list<Arrival[]>(`received${query}`, 'statements'),
    requests: (query = '') => list<RequestEntry[]>(`requests${query}`, 'requests'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

export async function reason(response: Response): Promise<string> {
  const answer = (await response.json()) as { readonly reason?: string };
  return answer.reason ?? '';
}
