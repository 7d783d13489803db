import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sendUnder } from './files.js';
import { filmSegment, livePlaylist, type Programme } from './live-playlist.js';
import { mimeType } from './mime.js';
import { PROJECT } from './places.js';
import { OPEN, say, type Route } from './route.js';

export interface LiveOptions {
  /** The folder with the HLS film: `master.m3u8`, `low/` and `high/`. */
  readonly root?: string;
  readonly prefix?: string;
  readonly windowMs?: number;
  readonly now?: () => number;
}

/** As `scripts/make-media.sh` cuts the film. */
export const FILM = { segments: 10, segmentMs: 2000 } as const;
const WINDOW_MS = 30_000;

function sendPlaylist(response: ServerResponse, text: string): void {
  response.writeHead(200, { ...OPEN, 'Content-Type': mimeType('.m3u8'), 'Cache-Control': 'no-store' });
  response.end(text);
}

/** `/live/master.m3u8`: a sliding window over the HLS film, so that live with DVR needs no encoder. */
export function liveHandler(options: LiveOptions = {}): Route {
  const { root = join(PROJECT, 'media', 'hls'), prefix = '/live', windowMs = WINDOW_MS, now = Date.now } = options;
  // The programme is older than its window from the start: whoever opens the demo first can already seek back.
  const programme: Programme = { ...FILM, windowMs, epoch: now() - 2 * windowMs };

  return (request, response, path) => {
    if (!path.startsWith(`${prefix}/`)) return false;
    const name = path.slice(prefix.length + 1);
    const [, rendition = '', sequence] = /^(low|high)(?:\.m3u8|\/(\d{1,12})\.ts)$/.exec(name) ?? [];
    if (request.method === 'OPTIONS') response.writeHead(204, OPEN).end();
    else if (name === 'master.m3u8') {
      sendPlaylist(response, readFileSync(join(root, name), 'utf8').replace(/^(\w+)\/index\.m3u8$/gm, '$1.m3u8'));
    } else if (rendition === '') say(response, 404, `${name} is no part of the live programme`);
    else if (sequence === undefined)
      sendPlaylist(
        response,
        livePlaylist(programme, now(), (at) => `${rendition}/${at}.ts`)
      );
    else sendUnder(request, response, root, `${rendition}/${filmSegment(programme, Number(sequence))}.ts`);
    return true;
  };
}
