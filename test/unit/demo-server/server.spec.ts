import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDemoServer, type DemoServer } from '../../../demo/server/demo-server.js';
import { PROJECT } from '../../../demo/server/places.js';

const eight = readFileSync(join(PROJECT, 'media', 'eight.mp4'));
const short = readFileSync(join(PROJECT, 'media', 'short.mp4'));

describe('the demo server', () => {
  let server: DemoServer;
  let now = Date.UTC(2026, 0, 1);
  before(async () => {
    server = await createDemoServer({ live: { now: () => now } });
  });
  after(() => server.close());

  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers });
  const bytes = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
  /** `fetch` tidies paths up; this sends them as they are. */
  const rawStatus = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      request(server.url, { path }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('listens on the loopback interface only', () => expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/));

  it('serves media whole, with its type, to any origin', async () => {
    const response = await get('/media/eight.mp4');
    expect(response.status).to.equal(200);
    expect(response.headers.get('Content-Type')).to.equal('video/mp4');
    expect(response.headers.get('Accept-Ranges')).to.equal('bytes');
    expect(response.headers.get('Access-Control-Allow-Origin')).to.equal('*');
    expect((await bytes(response)).equals(eight)).to.equal(true);
  });

  it('serves parts', async () => {
    const response = await get('/media/eight.mp4', { Range: 'bytes=100-199' });
    expect(response.status).to.equal(206);
    expect(response.headers.get('Content-Range')).to.equal(`bytes 100-199/${eight.length}`);
    expect((await bytes(response)).equals(eight.subarray(100, 200))).to.equal(true);
    const outside = await get('/media/eight.mp4', { Range: `bytes=${eight.length}-` });
    expect(outside.status).to.equal(416);
    expect(outside.headers.get('Content-Range')).to.equal(`bytes */${eight.length}`);
  });

  it('serves the whole instead of a part of another version', async () => {
    const etag = (await get('/media/eight.mp4')).headers.get('ETag') ?? '';
    expect((await get('/media/eight.mp4', { Range: 'bytes=0-9', 'If-Range': etag })).status).to.equal(206);
    expect((await get('/media/eight.mp4', { Range: 'bytes=0-9', 'If-Range': '"old"' })).status).to.equal(200);
    expect((await get('/media/eight.mp4', { 'If-None-Match': etag })).status).to.equal(304);
  });

  it('cuts two seconds, as playManifest does, when the player asks in milliseconds', async () => {
    const clips = [
      '/media/eight.mp4?a=1&seekFrom=2000&clipTo=4000',
      '/media/playManifest/eight.mp4?clipTo=2000',
      '/media/eight.mp4?seekFrom=6000'
    ];
    for (const path of clips) expect((await bytes(await get(path))).equals(short), path).to.equal(true);
    expect((await get('/media/eight.mp4?seekFrom=2&clipTo=4')).status).to.equal(404);
    expect((await get('/media/six.mp4?clipTo=2000')).status).to.equal(404);
    expect((await bytes(await get('/media/playManifest/eight.mp4'))).equals(eight)).to.equal(true);
  });

  const escapes = [
    '/media/../package.json',
    '/media/..%2fpackage.json',
    '/media/%2e%2e/package.json',
    '/media/hls/../../package.json',
    '/media/..%5cpackage.json',
    '/media/%00',
    '/media/%zz',
    '/media/.hidden',
    '/player/../package.json',
    '/../../package.json',
    '/dist/%2e%2e/package.json'
  ];
  for (const path of escapes) {
    it(`refuses to leave its folders: ${path}`, async () => expect(await rawStatus(path)).to.equal(403));
  }

  it('serves the player and its translations', async () => {
    expect((await get('/player/kaltura-ovp-player.js')).headers.get('Content-Type')).to.equal(
      'text/javascript; charset=utf-8'
    );
    expect((await get('/player/translations/de.i18n.json')).status).to.equal(200);
  });

  it('says what to do when something is not built', async () => {
    const response = await get('/dist/never-built.js');
    expect(response.status).to.equal(404);
    expect(await response.text()).to.include('npm run build');
  });

  it('slides the live window with the clock', async () => {
    expect(await (await get('/live/master.m3u8')).text()).to.match(/^low\.m3u8$/m);
    const first = async (): Promise<number> =>
      Number(/MEDIA-SEQUENCE:(\d+)/.exec(await (await get('/live/low.m3u8')).text())?.[1]);
    const before = await first();
    now += 1000;
    expect(await first()).to.equal(before);
    now += 5000;
    expect(await first()).to.equal(before + 3);
    const listedNow = await (await get('/live/high.m3u8')).text();
    expect(listedNow.match(/^high\/\d+\.ts$/gm)).to.have.lengthOf(15);
    expect(
      (await bytes(await get('/live/high/123.ts'))).equals(readFileSync(join(PROJECT, 'media/hls/high/3.ts')))
    ).to.equal(true);
    expect((await get('/live/high/x.ts')).status).to.equal(404);
  });

  it('keeps site settings and answers 304 to who has them', async () => {
    const url = `${server.url}/site-settings/one.json`;
    expect(await (await fetch(url)).json()).to.deep.equal({});
    const put = await fetch(url, { method: 'PUT', body: '{"enabled":"Yes"}' });
    expect(put.status).to.equal(204);
    const response = await fetch(url);
    expect(await response.json()).to.deep.equal({ enabled: 'Yes' });
    const etag = response.headers.get('ETag') ?? '';
    expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).to.equal(304);
    await fetch(url, { method: 'PUT', body: '{"enabled":"No"}' });
    expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).to.equal(200);
    expect((await fetch(url, { method: 'PUT', body: '{' })).status).to.equal(400);
    expect(await (await fetch(`${server.url}/site-settings.json`)).json(), 'another address').to.deep.equal({});
  });

  it('has record stores under /lrs', async () => {
    const response = await get('/lrs/any/xapi/about');
    expect(response.status).to.equal(200);
    expect(server.recordStore.store('any').requests).to.have.lengthOf(1);
  });

  it('takes the next port when one is taken', async () => {
    const taken = Number(new URL(server.url).port);
    const next = await createDemoServer({ port: taken, tries: 5 });
    expect(Number(new URL(next.url).port)).to.be.within(taken + 1, taken + 4);
    await next.close();
    const error = await createDemoServer({ port: taken }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'EADDRINUSE');
  });

  it('closes with streams open', async () => {
    const other = await createDemoServer();
    await fetch(`${other.url}/lrs/a/_control/events`);
    await other.close();
  });
});
