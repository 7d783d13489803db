import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../record-store/body.js';
import { OPEN, say, type Route } from './route.js';

const LIMIT = 64 * 1024;

function tag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;
}

/**
 * Stands in for the address where a site publishes its saved settings: `/site-settings.json`, or
 * `/site-settings/{name}.json` for whoever wants one alone. GET with ETag and 304; PUT replaces; forgotten at the end.
 */
export function siteSettingsHandler(): Route {
  const saved = new Map<string, string>();

  const put = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const { bytes, tooLarge } = await readBody(request, LIMIT);
    const text = bytes.toString('utf8');
    try {
      JSON.parse(text);
    } catch {
      return say(response, 400, 'Site settings must be JSON');
    }
    if (tooLarge) return say(response, 413, 'Site settings are 64 kB at most');
    saved.set(path, text);
    response.writeHead(204, { ...OPEN, ETag: tag(text) }).end();
  };

  return (request, response, path) => {
    if (!/^\/site-settings(\/[\w-]+)?\.json$/.test(path)) return false;
    const text = saved.get(path) ?? '{}';
    const headers = { ...OPEN, ETag: tag(text), 'Cache-Control': 'no-cache' };
    if (request.method === 'PUT') put(request, response, path).catch(() => response.destroy());
    else if (request.method === 'OPTIONS') response.writeHead(204, OPEN).end();
    else if (request.headers['if-none-match'] === headers.ETag) response.writeHead(304, headers).end();
    else response.writeHead(200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' }).end(text);
    return true;
  };
}
