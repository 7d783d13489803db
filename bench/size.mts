import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { kilobytes, line, type Bench, type Line } from './support/report.mjs';
import { scripts, type ScriptName } from './support/scripts.mjs';
import { table } from './support/table.mjs';

const OURS = { plugin: 'plugin', media: 'media', portal: 'portal' } as const;
const PEERS = {
  snowplow: 'Snowplow + media plugin',
  mux: 'mux-embed',
  xapijs: '@xapi/xapi',
  tincan: 'tincanjs'
} as const;

const HOW = `\
Bytes that a page loads, gzip -9 and brotli; 1 kB = 1024 bytes. Each as its package ships it for a script tag; Snowplow's tracker
and its media plugin as a bundler joins and minifies them. Kaltura's own analytics plugin (KAVA), which is not on npm, took 14.3 kB
(gzip) when it was built for comparison. @xapi/xapi and tincanjs are clients of a record store: they look at no media, and keep nothing.`;

/** What a page loads, beside the others. */
export const size: Bench = {
  title: 'Size',
  async measure() {
    const files = await scripts();
    const sizes = (name: ScriptName): readonly [number, number, number] => {
      const plain = readFileSync(files[name]);
      return [gzipSync(plain, { level: 9 }).length, brotliCompressSync(plain).length, plain.length];
    };
    const all = { ...OURS, ...PEERS };
    const lines = (Object.keys(PEERS) as (keyof typeof PEERS)[]).map((peer): Line => {
      const [ours, theirs] = [sizes('plugin')[0], sizes(peer)[0]];
      return line('size of the plugin, gzip -9', [ours, theirs], PEERS[peer], kilobytes);
    });
    const rows = (Object.keys(all) as (keyof typeof all)[]).map((name) => [all[name], ...sizes(name).map(kilobytes)]);
    return { lines, how: HOW, detail: table(['script', 'gzip -9', 'brotli', 'plain'], rows, 1) };
  }
};
