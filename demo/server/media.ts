import { join } from 'node:path';
import { sendUnder } from './files.js';
import { PROJECT } from './places.js';
import { OPEN, say, type Route } from './route.js';

export interface MediaOptions {
  /** The folder that holds the media. */
  readonly root?: string;
  /** Where it is mounted. */
  readonly prefix?: string;
}

/** The one clip that is stored: 2 s of eight.mp4. `scripts/make-media.sh` cuts it. */
const CLIPPED = 'eight.mp4';
const CLIP = 'short.mp4';
const CLIP_MS = 2000;
const WHOLE_MS = 8000;

/**
 * Kaltura's playManifest cuts on the server. The player (3.17.78) tells it how by appending `seekFrom=` and `clipTo=`
 * in milliseconds, and only to addresses that contain `playManifest/`.
 */
function isClip(query: URLSearchParams): boolean {
  return query.has('seekFrom') || query.has('clipTo');
}

function clipLength(query: URLSearchParams): number {
  const end = Math.min(Number(query.get('clipTo') ?? WHOLE_MS), WHOLE_MS);
  return end - Number(query.get('seekFrom') ?? 0);
}

/**
 * `/media/...` and, for the same files, `/media/playManifest/...`, which is what makes the player speak of clips.
 * Anything 2 s long out of eight.mp4 is answered with short.mp4.
 */
export function mediaHandler(options: MediaOptions = {}): Route {
  const { root = join(PROJECT, 'media'), prefix = '/media' } = options;
  return (request, response, path, query) => {
    if (!path.startsWith(`${prefix}/`)) return false;
    if (request.method === 'OPTIONS') {
      response.writeHead(204, OPEN).end();
      return true;
    }
    const name = path.slice(prefix.length + 1).replace(/^playManifest\//i, '');
    if (!isClip(query)) sendUnder(request, response, root, name);
    else if (name === CLIPPED && clipLength(query) === CLIP_MS) sendUnder(request, response, root, CLIP);
    else
      say(
        response,
        404,
        `Only ${CLIP_MS} ms out of ${CLIPPED} are there as a clip; seekFrom and clipTo are milliseconds`
      );
    return true;
  };
}
