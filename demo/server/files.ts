import { createReadStream, statSync, type Stats } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { mimeType } from './mime.js';
import { readRange } from './range.js';
import { OPEN, say } from './route.js';

/** The file that a path means under a root; nothing when it would lead out of it or hides. */
export function fileUnder(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const parts = decoded.split(/[/\\]/);
  if (decoded.includes('\0') || parts.some((part) => part.startsWith('.'))) return undefined;
  const base = resolve(root);
  const file = resolve(join(base, decoded));
  return file === base || file.startsWith(base + sep) ? file : undefined;
}

function stat(file: string): Stats | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true ? found : undefined;
}

/** Answers with a file, or a part of it; false when there is none. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: string): boolean {
  const found = stat(file);
  if (found === undefined) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    say(response, 405, `${request.method ?? ''} is not for files`, { Allow: 'GET, HEAD' });
    return true;
  }
  const { size } = found;
  const etag = `"${size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}"`;
  const headers = {
    ...OPEN,
    'Content-Type': mimeType(file),
    'Cache-Control': 'no-cache',
    'Accept-Ranges': 'bytes',
    ETag: etag
  };
  // A part is only good together with the other parts of the same file.
  const same = (request.headers['if-range'] ?? etag) === etag;
  const range = same ? readRange(request.headers.range, size) : 'whole';
  if (range === 'outside') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end();
    return true;
  }
  if (range === 'whole' && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return true;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  response.writeHead(range === 'whole' ? 200 : 206, {
    ...headers,
    'Content-Length': last - first + 1,
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` })
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else {
    const stream = createReadStream(file, { start: first, end: last });
    stream.on('error', () => response.destroy());
    // Players hang up as soon as they have enough.
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  }
  return true;
}

/** Everything under a folder. `missing` says what to do about a file that is not there. */
export function sendUnder(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  path: string,
  missing: (path: string) => string = (name) => `${name} does not exist`
): void {
  const file = fileUnder(root, path);
  if (file === undefined) say(response, 403, 'This path leads out of the folder');
  else if (!sendFile(request, response, file)) say(response, 404, missing(path));
}
