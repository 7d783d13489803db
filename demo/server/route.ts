import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * One part of the server. Says whether the path is its own, and if so answers. `path` is as it came, percent signs and
 * dots untouched: whoever maps it to files decodes it once, and checks it after.
 */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams
) => boolean;

/** Media and settings are read by pages of other origins too (tests run on karma's). */
export const OPEN: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, OPTIONS',
  'Access-Control-Allow-Headers': 'Range, Content-Type, If-None-Match, If-Range',
  'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Accept-Ranges, ETag'
};

/** A plain text answer, for people who open the address by hand. */
export function say(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {}
): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...OPEN,
    ...headers
  });
  response.end(`${text}\n`);
}

/** Splits what a browser sent without making it look better than it is: `new URL` would resolve `..` away. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, at), query: new URLSearchParams(target.slice(at + 1)) };
}
