import { expect } from 'chai';
import { createSiteSettings, type SitePorts, type SiteReply } from '../../../src/browser/site-settings.js';

type Answer = Partial<{ status: number; body: string; endless: boolean; etag: string }> | 'refused' | 'hangs';

interface Request {
  readonly url: string;
  readonly etag: string | undefined;
}

/** A page whose site answers in turn what is given, and then hangs. */
class Page {
  public readonly asked: Request[] = [];
  public readonly stored = new Map<string, string>();
  public aborted = 0;
  /** Bytes of a reply without an end that were read, and how often it was cancelled. */
  public read = 0;
  public cancelled = 0;
  public blocked = false;
  public answers: Answer[];
  private waiting: { readonly after: number; readonly callback: () => void }[] = [];

  public constructor(...answers: Answer[]) {
    this.answers = answers;
  }

  public get ports(): SitePorts {
    return {
      fetch: (url, { headers, signal }) => {
        this.asked.push({ url, etag: headers['If-None-Match'] });
        const answer = this.answers.shift() ?? 'hangs';
        if (answer === 'refused') return Promise.reject(new TypeError('Failed to fetch'));
        if (answer === 'hangs')
          return new Promise<SiteReply>((_, reject) =>
            signal.addEventListener('abort', () => {
              this.aborted++;
              reject(new DOMException('aborted', 'AbortError'));
            })
          );
        const { status = 200, body = '', endless = false, etag } = answer;
        return Promise.resolve({
          status,
          ok: status >= 200 && status < 300,
          headers: { get: (name) => (name === 'ETag' ? (etag ?? null) : null) },
          body: endless ? this.endless() : new Response(body).body
        });
      },
      storage: () => {
        if (this.blocked) throw new DOMException('denied', 'SecurityError');
        return {
          getItem: (key) => this.stored.get(key) ?? null,
          setItem: (key, value) => void this.stored.set(key, value)
        };
      },
      wake: (after, callback) => {
        const timer = { after, callback };
        this.waiting.push(timer);
        return () => (this.waiting = this.waiting.filter((other) => other !== timer));
      },
      resolve: (url) => new URL(url, 'https://page.example/a/').href
    };
  }

  /** Letters without an end, a kilobyte each time that somebody wants more. */
  private endless(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      pull: (controller) => {
        this.read += 1024;
        controller.enqueue(new Uint8Array(1024).fill(0x20));
      },
      cancel: () => {
        this.cancelled++;
      }
    });
  }

  /** The same browser, another page. */
  public reload(...answers: Answer[]): ReturnType<typeof createSiteSettings> {
    this.answers = answers;
    return createSiteSettings(this.ports);
  }

  public get patience(): readonly number[] {
    return this.waiting.map(({ after }) => after);
  }

  public giveUp(): void {
    for (const { callback } of this.waiting.splice(0)) callback();
  }
}

const json = (body: object, etag?: string): Answer => ({ body: JSON.stringify(body), ...(etag && { etag }) });
const url = 'https://site.example/xapi.json';
const codes = ({
  problems
}: {
  problems: readonly { level: string; code: string; path: string }[];
}): readonly string[] => problems.map(({ level, code, path }) => `${level} ${code} ${path}`);

describe('siteSettings', () => {
  it('without an address are an empty layer', async () => {
    for (const source of ['', ' '])
      expect(await new Page().reload()(source)).to.deep.equal({ layer: {}, problems: [] });
  });

  it('are asked for once a page, for all players', async () => {
    const page = new Page();
    const read = page.reload(json({ enabled: 'No' }));
    const [a, b] = await Promise.all([read(url), read(` ${url}`)]);
    expect([a.layer, b.layer, (await read(url)).layer]).to.deep.equal(Array(3).fill({ enabled: 'No' }));
    expect(page.asked).to.deep.equal([{ url, etag: undefined }]);
    expect(page.patience).to.deep.equal([]);
  });

  it('are asked for at the absolute address', async () => {
    const page = new Page(json({}));
    await createSiteSettings(page.ports)('../xapi.json');
    expect(page.asked[0]?.url).to.equal('https://page.example/xapi.json');
    expect([...page.stored.keys()]).to.deep.equal(['playkit-xapi:site-settings:https://page.example/xapi.json']);
  });

  it('that did not change are not sent again', async () => {
    const page = new Page();
    await page.reload(json({ linger: 1 }, '"v1"'))(url);
    const { layer, problems } = await page.reload({ status: 304 })(url);
    expect(page.asked.map(({ etag }) => etag)).to.deep.equal([undefined, '"v1"']);
    expect([layer, problems]).to.deep.equal([{ linger: 1 }, []]);
    expect((await page.reload(json({ linger: 2 }, '"v2"'))(url)).layer).to.deep.equal({ linger: 2 });
    expect((await page.reload('refused', 'refused')(url)).layer).to.deep.equal({ linger: 2 });
  });

  it('of a site that refuses the conditional request are asked for without a condition', async () => {
    const page = new Page();
    await page.reload(json({ linger: 1 }, '"v1"'))(url);
    expect((await page.reload('refused', json({ linger: 2 }))(url)).layer).to.deep.equal({ linger: 2 });
    expect(page.asked.map(({ etag }) => etag)).to.deep.equal([undefined, '"v1"', undefined]);
  });

  const unreachable: readonly (readonly [string, readonly Answer[]])[] = [
    ['a refused request', ['refused', 'refused']],
    ['503', [{ status: 503 }]],
    ['404', [{ status: 404, body: '{"enabled":"No"}' }]],
    ['304 for nothing', [{ status: 304 }]]
  ];
  for (const [name, answers] of unreachable.filter(([name]) => !name.startsWith('304')))
    it(`by ${name} are the last known ones, without a word`, async () => {
      const page = new Page();
      await page.reload(json({ enabled: 'No' }))(url);
      expect(await page.reload(...answers)(url)).to.deep.equal({ layer: { enabled: 'No' }, problems: [] });
    });
  for (const [name, answers] of unreachable)
    it(`by ${name}, never known, are an empty layer and a warning`, async () => {
      const settings = await new Page().reload(...answers)(url);
      expect(settings.layer).to.deep.equal({});
      expect(codes(settings)).to.deep.equal(['warning unreachable siteSettings']);
    });

  it('are waited for 5 s and no longer', async () => {
    const page = new Page();
    await page.reload(json({ linger: 1 }, '"v1"'))(url);
    const late = page.reload('hangs')(url);
    await Promise.resolve();
    expect(page.patience).to.deep.equal([5000]);
    page.giveUp();
    expect(await late).to.deep.equal({ layer: { linger: 1 }, problems: [] });
    expect(page.aborted).to.equal(1);
  });

  for (const body of ['<!doctype html><title>Log in</title>', '[1]', '4', '"text"', 'null', ''])
    it(`that are ${body || 'nothing'} are a warning, and the last known ones`, async () => {
      const page = new Page();
      await page.reload(json({ linger: 1 }))(url);
      const settings = await page.reload({ body })(url);
      expect(settings.layer).to.deep.equal({ linger: 1 });
      expect(codes(settings)).to.deep.equal(['warning bad-value siteSettings']);
      expect((await page.reload('refused')(url)).layer).to.deep.equal({ linger: 1 });
    });

  it('from an address are stripped of secrets: not used, not kept, and a warning names them', async () => {
    const page = new Page();
    const secret = 'hunter2';
    const settings = await page.reload(
      json({
        ...{ key: secret, Secret: secret, oauthToken: secret },
        headers: { Authorization: secret, 'Accept-Language': 'en' },
        linger: 1
      })
    )(url);
    expect(settings.layer).to.deep.equal({ headers: { 'Accept-Language': 'en' }, linger: 1 });
    expect(codes(settings)).to.deep.equal(['warning secret-served siteSettings']);
    expect(settings.problems[0]?.message).to.include('key, Secret, oauthToken, headers.Authorization');
    expect(JSON.stringify([settings, ...page.stored])).to.not.include(secret);
  });

  it('keep of headers only those that are known to be no credentials, and no secret at any depth', async () => {
    const page = new Page();
    const secret = 'hunter2';
    const names = ['X-Api-Key', 'Cookie', 'Proxy-Authorization', 'X-Gate', '__proto__', ' authorization '];
    const own = (pairs: readonly (readonly [string, unknown])[]): object => Object.fromEntries(pairs);
    const settings = await page.reload(
      json(
        own([
          ...['ks', 'oauth_token', 'X-API-Key', 'Secret '].map((name) => [name, secret] as const),
          ['headers', own(names.map((name) => [name, secret]))],
          ['__proto__', { secret, endpoint: 'https://evil.example' }],
          [
            'analytics',
            own([
              ['ks', secret],
              ['__proto__', { secret }],
              ['partnerId', 1091]
            ])
          ],
          ['usePersonalOAuthToken', 'Yes']
        ])
      )
    )(url);
    expect(settings.layer).to.deep.equal({ headers: {}, analytics: { partnerId: 1091 }, usePersonalOAuthToken: 'Yes' });
    expect(JSON.stringify([settings.layer, ...page.stored])).to.not.match(/hunter2|evil/);
    for (const name of names) expect(settings.problems[0]?.message).to.include(`headers.${name}`);
  });

  it("with the form's secrets left blank are nothing to warn of", async () =>
    expect(await new Page().reload(json({ key: '', secret: '', linger: 1 }))(url)).to.deep.equal({
      layer: { linger: 1 },
      problems: []
    }));

  it('work without storage', async () => {
    const page = new Page();
    page.blocked = true;
    expect((await page.reload(json({ linger: 1 }, '"v1"'))(url)).layer).to.deep.equal({ linger: 1 });
    expect((await page.reload('refused')(url)).layer).to.deep.equal({});
  });

  it('that somebody spoiled in storage are forgotten', async () => {
    for (const rubbish of ['{', '[]', '{"layer":3}', '{"etag":"a"}']) {
      const page = new Page();
      page.stored.set(`playkit-xapi:site-settings:${url}`, rubbish);
      expect((await page.reload('refused')(url)).layer).to.deep.equal({});
      expect(page.asked).to.deep.equal([{ url, etag: undefined }]);
    }
  });

  it('at no address at all never reject', async () => {
    const settings = await new Page().reload()('http://');
    expect(settings.layer).to.deep.equal({});
    expect(codes(settings)).to.deep.equal(['warning bad-value siteSettings']);
  });

  it('are read up to 256 kB: the rest of a reply without an end is cancelled, a problem says so, and the last ones stand', async () => {
    const page = new Page({ body: '{"videoEndPercent":"95"}' });
    await createSiteSettings(page.ports)('/xapi.json');
    const { layer, problems } = await page.reload({ endless: true })('/xapi.json');
    expect(layer).to.deep.equal({ videoEndPercent: '95' });
    expect(problems.map(({ code, message }) => [code, message])).to.deep.equal([
      ['bad-value', 'siteSettings: that address serves more than 256 kB. Not used.']
    ]);
    expect(page.cancelled).to.equal(1);
    expect(page.read).to.be.within(256_000, 262_144);
  });
});
