import path from 'node:path';
import { startTestServer } from '../../demo/server/index.js';
import { sendFile, sendUnder } from '../../demo/server/files.js';
import { PROJECT } from '../../demo/server/places.js';
import { splitTarget } from '../../demo/server/route.js';
import type { Statement } from '../../src/xapi/statement.js';
import { serve } from '../faults/harness/loopback.js';
import { pageOf, type Scene } from './page.js';

/** A site with a page a scene, and a record store for each. */
export interface Site {
  /** Gives the address of a page. */
  publish(scene: Scene): { readonly url: string; statements(): Promise<readonly Statement[]> };
  close(): Promise<void>;
}

const PLAYER = path.join(PROJECT, 'node_modules/@playkit-js/kaltura-player-js/dist');
/** Where another build of the bundles may lie. */
const DIST = path.resolve(PROJECT, process.env['HANDS_DIST'] ?? 'dist');

/** @param busy milliseconds out of each 20 that its pages keep their own thread busy */
export async function openSite(busy: number): Promise<Site> {
  const server = await startTestServer();
  const pages: string[] = [];
  const site = await serve((request, response) => {
    const { path: target } = splitTarget(request.url ?? '/');
    const page = pages[Number(/^\/page\/(\d+)$/.exec(target)?.[1])];
    if (page !== undefined) response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    else if (target.startsWith('/player/')) sendUnder(request, response, PLAYER, target.slice('/player/'.length));
    else if (target === '/bundle.js') sendFile(request, response, path.join(DIST, 'playkit-xapi.js'));
    else if (target === '/media.js') sendFile(request, response, path.join(DIST, 'playkit-xapi-media.js'));
    else response.writeHead(404).end();
  });
  return {
    publish(scene) {
      const store = `${server.url}/lrs/hand-${pages.length}`;
      const url = `${site.url}/page/${pages.length}`;
      pages.push(pageOf({ ...scene, busy, server: server.url, endpoint: `${store}/xapi/` }));
      return {
        url,
        async statements() {
          const answer = (await (await fetch(`${store}/_control/received`)).json()) as {
            readonly statements: readonly { readonly raw: string }[];
          };
          return answer.statements.map(({ raw }) => JSON.parse(raw) as Statement);
        }
      };
    },
    async close() {
      await Promise.all([site.close(), server.close()]);
    }
  };
}
