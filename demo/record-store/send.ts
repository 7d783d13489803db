import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Reply } from './reply.js';

/** Writes an answer. HEAD gets the headers of GET and no body. */
export function send(
  response: ServerResponse,
  reply: Reply,
  extra: Readonly<Record<string, string>>,
  head = false
): void {
  const body = reply.body === undefined ? undefined : Buffer.from(reply.body);
  const headers: Record<string, string | number> = { 'Cache-Control': 'no-store', ...extra, ...reply.headers };
  if (body !== undefined) headers['Content-Length'] = body.length;
  response.writeHead(reply.status, headers);
  response.end(head ? undefined : body);
}

/** Promises all of the body, and hangs up after half of it. */
export function sendHalf(response: ServerResponse, reply: Reply, extra: Readonly<Record<string, string>>): void {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, { ...extra, ...reply.headers, 'Content-Length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

/** A packed web page without an end: it goes on until the receiver hangs up. */
export function sendEndless(response: ServerResponse, extra: Readonly<Record<string, string>>): void {
  const page = Readable.from(
    (function* () {
      for (;;) yield ' '.repeat(65_536);
    })(),
    { objectMode: false }
  );
  response.writeHead(200, { ...extra, 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' });
  response.on('close', () => page.destroy());
  page.pipe(createGzip()).pipe(response);
}
