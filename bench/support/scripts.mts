import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../scripts/testing/built.js';
import { bundle } from './bundle.mjs';
import { ensurePeers, peerFile } from './peers.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { resolve } = createRequire(import.meta.url);

/** Scripts as pages load them, by the name that benches call them by. */
export type ScriptName = keyof Awaited<ReturnType<typeof makeScripts>>['files'];

async function makeScripts(folder: string) {
  if (!(await ensureBuilt())) throw new Error('The build failed.');
  ensurePeers();
  // Snowplow has no script with both: as a page's bundler would join them, once for all benches of a run.
  await bundle({ entry: { snowplow: './bench/peers/snowplow.mts' }, folder, minimize: true });
  const pages = {
    start: './bench/page/start.mts',
    cost: './bench/page/cost.mts',
    viewing: './bench/page/viewing.mts',
    watched: './bench/page/watched.mts'
  };
  await bundle({ entry: pages, folder });
  const made = (name: string): string => path.join(folder, `${name}.js`);
  const files = {
    plugin: path.join(ROOT, 'dist/playkit-xapi.js'),
    media: path.join(ROOT, 'dist/playkit-xapi-media.js'),
    portal: path.join(ROOT, 'dist/playkit-xapi-portal.js'),
    player: resolve('@playkit-js/kaltura-player-js'),
    snowplow: made('snowplow'),
    mux: peerFile('mux-embed/dist/mux.js'),
    tincan: peerFile('tincanjs/build/tincan-min.js'),
    // Its folder, for it exports no package.json.
    xapijs: path.join(path.dirname(resolve('@xapi/xapi')), 'XAPI.umd.js'),
    'page-start': made('start'),
    'page-cost': made('cost'),
    'page-viewing': made('viewing'),
    'page-watched': made('watched')
  };
  return { files };
}

let made: Promise<{ readonly files: Readonly<Record<ScriptName, string>> }> | undefined;

/** Builds what benches need that is not built yet, once a run. */
export function scripts(): Promise<Readonly<Record<ScriptName, string>>> {
  made ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-scripts-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return makeScripts(folder);
  })();
  return made.then(({ files }) => files);
}
