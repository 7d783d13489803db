import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { sendFile, sendUnder } from '../../../demo/server/files.js';
import { mediaHandler } from '../../../demo/server/media.js';
import { PROJECT } from '../../../demo/server/places.js';
import { splitTarget } from '../../../demo/server/route.js';
import type { Letter, Plan } from '../page/protocol.js';
import { otherPage, playerPage } from './html.js';
import { serve } from './loopback.js';
import { scriptOf } from './script.js';
import { Tab } from './tab.js';

export interface SiteOptions {
  /** The built plugin. */
  readonly bundle: string;
}

export interface OpenOptions {
  readonly xapi: object;
  readonly token?: string;
  /** The browser keeps nothing for the page. */
  readonly denied?: boolean;
  /** What is played, of the demo's media. */
  readonly media?: string;
  /** No player: another page of the site. */
  readonly elsewhere?: boolean;
}

/** A site of its own for each run: a new origin, so that nothing is left of the runs before. */
export interface Site {
  readonly url: string;
  readonly tabs: readonly Tab[];
  /** Makes a page; a browser has to open its address. */
  create(options: OpenOptions): Tab;
  close(): Promise<void>;
}

const PLAYER = path.join(PROJECT, 'node_modules/@playkit-js/kaltura-player-js/dist');

export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, type: string, text: string): void {
  // Not `no-store`: that would keep a page out of the back/forward cache.
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' }).end(text);
}

export async function openSite({ bundle }: SiteOptions): Promise<Site> {
  const tabs: Tab[] = [];
  const pages = new Map<string, string>();
  const files = mediaHandler();
  let ticks = 0;
  const tick = (): number => (ticks += 1);
  const tabOf = (id: string): Tab | undefined => tabs.find((tab) => tab.id === id);

  const commands = await serve((request, response) => {
    const { path: target, query } = splitTarget(request.url ?? '/');
    const tab = tabOf(target.slice(1));
    void tab?.command(Number(query.get('index'))).then((command) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      if (command) answer(response, 'application/json', JSON.stringify(command));
      else response.destroy();
    });
  });

  const site = await serve((request, response) => {
    const { path: target, query } = splitTarget(request.url ?? '/');
    const [, room = '', name = ''] = /^\/([^/]+)\/?(.*)$/.exec(target) ?? [];
    const page = pages.get(name);
    if (room === 'tab' && page !== undefined) answer(response, 'text/html', page);
    else if (room === 'report') {
      void textOf(request).then((text) => {
        // Whoever waits for this may kill the page now, in the middle of what it does.
        tabOf(name)?.hear(JSON.parse(text) as Letter);
        response.writeHead(204).end();
      });
    } else if (room === 'page') answer(response, 'text/javascript', scriptOf(name));
    else if (room === 'player') sendUnder(request, response, PLAYER, name);
    else if (target === '/bundle.js') sendFile(request, response, bundle);
    else if (!files(request, response, target, query)) response.writeHead(404).end();
  });

  return {
    url: site.url,
    tabs,
    create({ xapi, token, denied = false, media = 'lecture.mp4', elsewhere = false }) {
      const id = `${elsewhere ? 'elsewhere' : 'tab'}${tabs.length + 1}`;
      const plan: Plan = {
        reports: `${site.url}/report/${id}`,
        commands: `${commands.url}/${id}`,
        xapi,
        media: `${site.url}/media/${media}`,
        ...(token !== undefined && { token })
      };
      pages.set(id, elsewhere ? otherPage(plan) : playerPage(plan, denied));
      const tab = new Tab(id, `${site.url}/tab/${id}`, tick);
      tabs.push(tab);
      return tab;
    },
    async close() {
      for (const tab of tabs) tab.gone('the run is over');
      await Promise.all([site.close(), commands.close()]);
    }
  };
}
