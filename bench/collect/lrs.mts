import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A record store that believes everything and is quick about it: what is measured is the sender. */
export interface Lrs {
  readonly endpoint: string;
  /** Milliseconds that an answer takes. */
  delay: number;
  /** Requests and statements since the last call, and how many of these came again. */
  take(): { readonly requests: number; readonly statements: number; readonly again: number };
  close(): void;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}

export async function startLrs(): Promise<Lrs> {
  let seen = new Set<string>();
  let [requests, statements] = [0, 0];
  const server = createServer((request, response) => {
    void textOf(request).then(async (text) => {
      const body = JSON.parse(text) as { id: string } | { id: string }[];
      const ids = (Array.isArray(body) ? body : [body]).map(({ id }) => id);
      requests += 1;
      statements += ids.length;
      ids.forEach((id) => seen.add(id));
      if (lrs.delay) await new Promise((resolve) => setTimeout(resolve, lrs.delay));
      response.writeHead(200, { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3' });
      response.end(JSON.stringify(ids));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lrs: Lrs = {
    delay: 0,
    endpoint: `http://127.0.0.1:${port}/xapi`,
    take() {
      const taken = { requests, statements, again: statements - seen.size };
      seen = new Set();
      requests = statements = 0;
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    }
  };
  return lrs;
}
