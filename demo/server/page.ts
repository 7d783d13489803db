import { join } from 'node:path';
import { sendUnder } from './files.js';
import { PROJECT } from './places.js';
import type { Route } from './route.js';

/** Folders of the package that the demo page loads from. */
const FOLDERS: readonly { readonly prefix: string; readonly folder: string; readonly missing: string }[] = [
  { prefix: '/dist/', folder: 'dist', missing: 'is not built yet: run "npm run build", then reload' },
  {
    prefix: '/player/',
    folder: 'node_modules/@playkit-js/kaltura-player-js/dist',
    missing: 'is not there: run "npm ci", then start again'
  }
];

/** The demo page at `/`, the built plugin at `/dist/`, the player at `/player/`. */
export function pageHandler(project: string = PROJECT): Route {
  return (request, response, path) => {
    for (const { prefix, folder, missing } of FOLDERS) {
      if (!path.startsWith(prefix)) continue;
      sendUnder(
        request,
        response,
        join(project, folder),
        path.slice(prefix.length),
        (name) => `${folder}/${name} ${missing}`
      );
      return true;
    }
    const name = path === '/' ? 'index.html' : path.slice(1);
    sendUnder(request, response, join(project, 'demo', 'page'), name);
    return true;
  };
}
