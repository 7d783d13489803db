import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createDemoHandler } from '../../demo/server/demo-server.js';

/** Pages, their scripts, media, and a destination that believes everything, all of one origin. */
export interface Site {
  /** A page that has loaded these scripts, one after the other. */
  page(...scripts: readonly string[]): string;
  /** Bodies of what was posted to the destination, in order. */
  readonly posted: string[];
  close(): Promise<void>;
}

/** An isolated page has a clock of 5 µs instead of 100. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** The ids of statements, as a record store answers; a collector's answer is not read. */
function idsIn(body: string): readonly string[] {
  const read = JSON.parse(body) as { id: string } | { id: string }[];
  return (Array.isArray(read) ? read : [read]).map(({ id }) => id);
}

function pageOf(url: string): string {
  const scripts = new URL(url, 'http://localhost').searchParams.getAll('script');
  const tags = scripts.map((name) => `<script src="/script/${name}.js"></script>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>Bench</title><div id="player" style="width:640px;height:360px"></div>${tags}`;
}

/** @param scripts names, and the files that they are */
export async function startSite(scripts: Readonly<Record<string, string>>): Promise<Site> {
  const posted: string[] = [];
  const demo = createDemoHandler();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const [, name = ''] = /^\/script\/([\w-]+)\.js/.exec(url) ?? [];
    const file = scripts[name];
    for (const [header, value] of Object.entries(ISOLATED)) response.setHeader(header, value);
    response.setHeader('Cache-Control', 'no-store');
    if (url.startsWith('/sink/')) void sink(request, response);
    else if (url.startsWith('/page')) response.writeHead(200, { 'Content-Type': 'text/html' }).end(pageOf(url));
    else if (file) createReadStream(file).pipe(response.writeHead(200, { 'Content-Type': 'text/javascript' }));
    else demo.handler(request, response);
  });
  async function sink(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const isStatements = /\/statements\b/.test(request.url ?? '');
    if (request.method === 'POST' || request.method === 'PUT') posted.push(body);
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3' });
    response.end(isStatements && body ? JSON.stringify(idsIn(body)) : '{}');
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    posted,
    page: (...names) => `${origin}/page?${names.map((name) => `script=${name}`).join('&')}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}
