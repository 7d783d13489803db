import { expect } from 'chai';
import sinon from 'sinon';
import { createFetchSend } from '../../../src/browser/fetch-send.js';
import { watchPageLife } from '../../../src/browser/page-life.js';
import { settle } from './clock.js';

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
    const broken = { type: 'cors', status: 200, headers: new Headers(), text: () => Promise.reject(new Error('cut')) };
    for (const fetcher of [
      sinon.fake.rejects(new TypeError('Failed to fetch')),
      sinon.fake.throws('bad header'),
      sinon.fake.resolves(broken)
    ])
      expect(await createFetchSend(fetcher)(request)).to.deep.equal({ status: 0, body: '' });
  });

  it('gives up after 30 s, but never on a request that may outlive the page', async () => {
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
      expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
    } finally {
      time.restore();
    }
  });
});

describe('page life', () => {
  it('tells leaving and returning, each on its own target, until it is ended', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const view = new EventTarget();
    const seen: string[] = [];
    const end = watchPageLife(
      { onLeave: (gone) => seen.push(`leave ${gone}`), onReturn: (restored) => seen.push(`return ${restored}`) },
      page as unknown as Document,
      view as unknown as Window
    );
    const sight = (state: string): void => {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
    };
    const show = (persisted: boolean): boolean =>
      view.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    sight('hidden');
    view.dispatchEvent(new Event('pagehide'));
    show(false);
    show(true);
    sight('visible');
    expect(seen).to.deep.equal(['leave false', 'leave true', 'return true', 'return false']);
    end();
    sight('hidden');
    view.dispatchEvent(new Event('pagehide'));
    show(true);
    await settle();
    expect(seen).to.have.length(4);
  });
});
