import { expect } from 'chai';
import { createBroadcast } from '../../../src/browser/broadcast.js';
import { createFetchSend } from '../../../src/browser/fetch-send.js';
import { createWebLocks } from '../../../src/browser/web-locks.js';
import { wake } from '../../../src/browser/wake.js';
import { createOutbox, type Outbox } from '../../../src/delivery/outbox.js';
import type { Lane } from '../../../src/delivery/lane.js';
import type { DeliveryEvent } from '../../../src/delivery/status.js';
import { allOf } from '../../support/all-of.js';
import { deleteDatabases, freshName, openFrame, parcel, storeIn } from '../../support/storage.js';

describe('forgetting, with another tab of the site open', () => {
  let name: string;
  const endings: (() => void)[] = [];
  beforeEach(() => (name = freshName()));
  afterEach(() => endings.splice(0).forEach((end) => end()));
  afterEach(deleteDatabases);

  /** A tab: requests of it are answered when the test says so, or broken off. */
  function tab(view: Window & typeof globalThis = window) {
    const events: DeliveryEvent[] = [];
    const sent: { readonly body: string; aborted: boolean }[] = [];
    const asked = { resolve: (): void => undefined };
    const first = new Promise<void>((resolve) => (asked.resolve = resolve));
    const send = createFetchSend((_, init) => {
      const request = { body: String(init?.body), aborted: false };
      sent.push(request);
      asked.resolve();
      return new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => {
          request.aborted = true;
          reject(new Error('aborted'));
        })
      );
    });
    const broadcast = createBroadcast(() => new view.BroadcastChannel(name));
    broadcast.open();
    const outbox: Outbox = createOutbox({
      store: storeIn(name),
      salt: 'salt',
      send,
      hangUp: () => send.hangUp(),
      broadcast,
      locks: createWebLocks(view.navigator),
      wake,
      now: Date.now,
      mono: () => performance.now(),
      random: Math.random
    });
    const lane: Lane = {
      id: { destination: 'lrs', url: 'https://lrs.example/statements', owner: '' },
      linger: 0,
      batch: 50,
      credential: () => Promise.resolve('key'),
      seal: (bodies) => ({ url: '/lrs', method: 'POST', headers: {}, body: `[${bodies.join(',')}]` }),
      accepted: () => true
    };
    const key = outbox.open(lane);
    outbox.listen((event) => events.push(event));
    endings.push(
      () => outbox.close(),
      () => broadcast.close()
    );
    return { outbox, key, sent, first, events };
  }

  it('breaks off what that one is sending, and it sends nothing of it again', async () => {
    const { frame, view } = openFrame();
    const two = tab(view);
    await two.outbox.put([parcel('a', two.key, Date.now()), parcel('b', two.key, Date.now())], true);
    await two.first;
    // Not before: it would send what waits itself.
    const one = tab();
    const broken = new Promise<void>((resolve) => {
      const look = (): void => {
        if (two.sent[0]?.aborted) resolve();
        else setTimeout(look, 5);
      };
      look();
    });
    await one.outbox.forget();
    await broken;
    await two.outbox.flush();
    expect(two.sent.map(({ aborted }) => aborted)).to.deep.equal([true]);
    expect(await allOf(storeIn(name))).to.deep.equal([]);
    expect((await two.outbox.status()).lanes.map(({ waiting }) => waiting)).to.deep.equal([0]);
    await two.outbox.put([parcel('c', two.key, Date.now())], true);
    expect((await allOf(storeIn(name))).map(({ id }) => id)).to.deep.equal(['c']);
    frame.remove();
  });
});
