import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What a server says to everything, or to a request. */
export interface Say {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Served {
  readonly port: number;
  /** `GET /xapi/about`, in order. */
  readonly heard: readonly string[];
  readonly close: () => Promise<void>;
}

export const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A server on the loopback interface that says what it is told to; with a certificate, by TLS. */
export async function serve(
  say: (request: IncomingMessage, path: string) => Say,
  secure?: { readonly key: string; readonly cert: string }
): Promise<Served> {
  const heard: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    heard.push(`${request.method ?? ''} ${path}`);
    const { status = 200, body = '', headers = { 'Content-Type': 'application/json' } } = say(request, path);
    request.resume().once('end', () => response.writeHead(status, headers).end(body));
  };
  const server: Server = secure ? createSecureServer(secure, listener) : createServer(listener);
  const port = await listening(server);
  return { port, heard, close: () => closed(server) };
}

/** A port of this machine that nobody listens on. */
export async function closedPort(): Promise<number> {
  const { port, close } = await serve(() => ({}));
  await close();
  return port;
}
