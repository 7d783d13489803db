import { expect } from 'chai';
import sinon from 'sinon';
import { createFetchSend } from '../../../src/browser/fetch-send.js';
import { watchPageLife } from '../../../src/browser/page-life.js';
import { createWebLocks } from '../../../src/browser/web-locks.js';

describe('fetch', () => {
  const request = { url: 'https://lrs/statements', method: 'POST', headers: { A: 'b' }, body: '[]' } as const;

  it('sends without cookies, cache and redirects, and reads status, body and Retry-After', async () => {
    const fetcher = sinon.fake.resolves(new Response('busy', { status: 429, headers: { 'Retry-After': '7' } }));
    expect(await createFetchSend(fetcher)(request)).to.deep.equal({ status: 429, body: 'busy', retryAfter: '7' });
    expect(fetcher.firstCall.args[1]).to.deep.include({
      method: 'POST',
      body: '[]',
      credentials: 'omit',
      redirect: 'manual',
      cache: 'no-store',
      keepalive: false
    });
  });

  it('leaves the referrer to the policy of the page, which may be none', async () => {
    const fetcher = sinon.fake.resolves(new Response(''));
    await createFetchSend(fetcher)(request);
    expect(fetcher.firstCall.args[1]).to.not.have.any.keys('referrer', 'referrerPolicy');
  });

  it('reads the beginning of a reply, and cancels the rest', async () => {
    let pulled = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        pulled++;
        stream.enqueue(new Uint8Array(10_000).fill(120));
      },
      cancel: () => void (cancelled = true)
    });
    const reply = await createFetchSend(sinon.fake.resolves(new Response(body)))(request);
    expect([reply.status, reply.body.length, cancelled]).to.deep.equal([200, 16_384, true]);
    expect(pulled).to.be.below(5);
  });

  it('keeps letters whole that two pieces share', async () => {
    const [first = 0, second = 0] = new TextEncoder().encode('ä');
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        stream.enqueue(new Uint8Array([first]));
        stream.enqueue(new Uint8Array([second]));
        stream.close();
      }
    });
    expect((await createFetchSend(sinon.fake.resolves(new Response(body)))(request)).body).to.equal('ä');
  });

  it('starts before it returns, keepalive where asked', () => {
    const fetcher = sinon.fake.returns(new Promise<Response>(() => undefined));
    void createFetchSend(fetcher)({ ...request, keepalive: true });
    expect(fetcher.firstCall.args[1]).to.include({ keepalive: true });
  });

  it('names a redirect', async () => {
    const fetcher = sinon.fake.resolves({ type: 'opaqueredirect', status: 0 });
    expect(await createFetchSend(fetcher)(request)).to.deep.equal({ status: 0, body: '', redirected: true });
  });

  it('never rejects: no network, a synchronous throw, a body that breaks off', async () => {
    const broken = new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('cut')) }));
    for (const fetcher of [
      sinon.fake.rejects(new TypeError('Failed to fetch')),
      sinon.fake.throws('bad header'),
      sinon.fake.resolves(broken)
    ])
      expect(await createFetchSend(fetcher)(request)).to.deep.equal({ status: 0, body: '' });
  });

  it('gives up after 30 s, also on a request that may outlive the page', async () => {
    const time = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const signals: AbortSignal[] = [];
      const send = createFetchSend(
        (_, init) =>
          new Promise((_resolve, reject) => {
            if (!init?.signal) return;
            signals.push(init.signal);
            init.signal.addEventListener('abort', () => reject(new Error('aborted')));
          })
      );
      const reply = send(request);
      void send({ ...request, keepalive: true });
      time.tick(30_000);
      expect(await reply).to.deep.equal({ status: 0, body: '' });
      expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, true]);
    } finally {
      time.restore();
    }
  });
});

describe('page life', () => {
  const watch = () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const view = new EventTarget();
    const listen = [sinon.spy(page, 'addEventListener'), sinon.spy(view, 'addEventListener')];
    const seen: string[] = [];
    const end = watchPageLife(
      { onLeave: (how) => seen.push(how), onReturn: (restored) => seen.push(restored ? 'restored' : 'back') },
      page as unknown as Document,
      view as unknown as Window
    );
    const types = listen.flatMap(({ args }) => args.map(([type]) => type));
    const tell = (target: EventTarget, type: string, detail: object = {}): unknown =>
      target.dispatchEvent(Object.assign(new Event(type), detail));
    const sight = (state: string): unknown => {
      page.visibilityState = state;
      return tell(page, 'visibilitychange');
    };
    return { page, view, seen, end, types, tell, sight };
  };

  it('tells leaving and returning, each on its own target, until it is ended', () => {
    const { page, view, seen, end, tell, sight } = watch();
    const all = (): void => {
      sight('hidden');
      tell(page, 'freeze');
      tell(page, 'resume');
      tell(view, 'pagehide', { persisted: true });
      tell(view, 'pageshow', { persisted: false });
      tell(view, 'pageshow', { persisted: true });
      sight('visible');
      tell(view, 'online');
    };
    all();
    expect(seen).to.deep.equal(['hidden', 'frozen', 'back', 'gone', 'restored', 'back', 'back']);
    end();
    all();
    expect(seen).to.have.length(7);
  });

  it('hears nothing that keeps a page out of the back/forward cache', () => {
    expect(watch().types.filter((type) => type.includes('unload'))).to.deep.equal([]);
  });
});

describe('locks', () => {
  const deny = (name: string): LockManager =>
    ({ request: () => Promise.reject(new DOMException('', name)) }) as unknown as LockManager;

  for (const [where, locks] of [
    ['there are none, as on plain http', undefined],
    ['they are denied, as in a sandboxed frame', deny('SecurityError')]
  ] as const)
    it(`keep nobody out where ${where}`, async () => {
      const page = createWebLocks({ locks });
      const work = sinon.fake.resolves(undefined);
      await page.attempt('a', work);
      await page.wait('a', work);
      page.letGo('');
      expect([work.callCount, page.exclusive]).to.deep.equal([2, false]);
    });

  it('that a page cannot have any more, for it is gone, are not worked without', async () => {
    const page = createWebLocks({ locks: deny('InvalidStateError') });
    const work = sinon.fake.resolves(undefined);
    await page.wait('a', work);
    expect([work.callCount, page.exclusive]).to.deep.equal([0, true]);
  });
});
