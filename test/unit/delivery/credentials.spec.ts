import { expect } from 'chai';
import { settle } from './clock.js';
import type { Lane } from '../../../src/delivery/lane.js';
import { createDurableStore, lrs, page, World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('credentials', () => {
  it('asks once for another after 401, and pauses when the same comes back', async () => {
    const asked: (string | undefined)[] = [];
    const world = await page({
      credential: (refused) => {
        asked.push(refused);
        return Promise.resolve('old');
      }
    });
    await world.put(2);
    await world.clock.advance(1000);
    expect(asked).to.deep.equal([undefined, 'old']);
    expect(world.requests).to.have.length(1);
    expect((await world.lane()).paused).to.equal('unauthorised, HTTP 401: who are you');
    await world.put(1, true, 3);
    await world.clock.advance(HOUR - MINUTE);
    expect(world.requests).to.have.length(1);
    await world.clock.advance(MINUTE);
    expect(world.requests).to.have.length(2);
    expect(asked).to.deep.equal([undefined, 'old', 'old']);
  });

  it('goes on with another one', async () => {
    const world = await page({ credential: (refused) => Promise.resolve(refused === 'old' ? 'key-1' : 'old') });
    await world.put(2);
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
    expect(world.of('paused')).to.deep.equal([]);
  });

  it('takes a token that expires again and again for no trouble', async () => {
    let n = 1;
    const world = await page({ credential: async (refused) => `key-${refused === undefined ? n : ++n}` });
    for (const i of [1, 2, 3, 4]) {
      world.server.keys = new Set([`key-${i}`]);
      await world.put(1, true, i);
      await world.clock.advance(100);
    }
    expect(world.requests).to.deep.equal(['s1', 's2', 's2', 's3', 's3', 's4', 's4']);
    expect(world.of('paused')).to.deep.equal([]);
  });

  it('uses the answer of the definition that holds', async () => {
    const world = await page({
      credential: () => new Promise((resolve) => world.clock.wake(50, () => resolve('old')))
    });
    await world.put(1);
    await settle();
    world.outbox.open(lrs('/statements'));
    await world.clock.advance(100);
    expect(world.server.seen.map(({ authorization }) => authorization)).to.deep.equal(['key-1']);
  });

  it('does not go on for ever with ever new ones', async () => {
    let n = 0;
    const world = await page({ credential: () => Promise.resolve(`token-${n++}`) });
    await world.put(2);
    await world.clock.advance(1000);
    expect(world.requests).to.have.length(2);
    expect((await world.lane()).paused).to.contain('unauthorised');
  });

  it('resumes by itself when it is opened with other credentials, and only then', async () => {
    const world = await page({ credential: () => Promise.resolve('old') });
    const ids = await world.put(2);
    await world.clock.advance(1000);
    world.outbox.open(lrs('/statements', { credential: () => Promise.resolve('old') }));
    await world.clock.advance(1000);
    expect(world.requests).to.have.length(1);
    world.outbox.open(lrs('/statements'));
    await world.clock.advance(1000);
    expect(world.delivered).to.deep.equal(ids);
    expect(world.of('resumed')).to.have.length(1);
  });

  it('resumes for other headers, and for a credential that travels in the body', async () => {
    const { seal } = lrs('/statements');
    const changes: Partial<Lane>[] = [
      { seal: (bodies, key) => ({ ...seal(bodies, key), headers: { Authorization: key, Version: '1.0.3' } }) },
      { credential: () => Promise.resolve('other'), seal: (bodies) => seal(bodies, 'key-1') }
    ];
    for (const change of changes) {
      const world = await page({ seal: (bodies) => seal(bodies, 'key-1') });
      world.server.faults = [{ type: 'status', status: 404 }];
      await world.put(1);
      await world.clock.advance(100);
      world.outbox.open(lrs('/statements', change));
      await world.clock.advance(100);
      expect(world.delivered).to.deep.equal(['s1']);
    }
  });

  it('probes once at the start of the next page', async () => {
    const store = createDurableStore();
    const first = await page({ credential: () => Promise.resolve('old') }, { store });
    await first.put(1);
    await first.clock.advance(1000);
    first.outbox.close();
    const note = await store.readNote('lrs');
    expect(note?.refused).to.be.a('string').that.does.not.contain('old');
    const next = new World({ clock: first.clock, server: first.server, ports: { store } });
    const same = (): Lane => lrs('/statements', { credential: () => Promise.resolve('old') });
    next.outbox.open(same());
    next.outbox.open(same());
    await next.clock.advance(1000);
    expect(next.requests).to.have.length(2);
    expect(next.of('paused')).to.have.length(1);
    first.server.keys.add('old');
    await next.clock.advance(HOUR);
    expect(next.delivered).to.deep.equal(['s1']);
    expect(await store.readNote('lrs')).to.deep.equal({ attempt: 0, retryAt: 0, answered: true });
  });

  const trouble: Record<string, () => Promise<string>> = {
    throws: () => {
      throw new Error('secret');
    },
    rejects: () => Promise.reject(new Error('secret')),
    hangs: () => new Promise(() => undefined),
    'gives rubbish': async () => JSON.parse('null') as string
  };
  for (const [name, credential] of Object.entries(trouble)) {
    it(`waits and asks again when the function ${name}`, async () => {
      let asked = 0;
      let well = false;
      const world = await page({ credential: () => (asked++, well ? Promise.resolve('key-1') : credential()) });
      await world.put(1);
      for (let i = 2; i < 62; i++) {
        await world.put(1, i % 2 > 0, i);
        await world.clock.advance(10_000);
      }
      expect(asked).to.be.within(3, 15);
      expect(world.requests).to.deep.equal([]);
      expect(world.of('retry').length).to.be.within(2, 15);
      expect(JSON.stringify(world.events)).not.to.contain('secret');
      well = true;
      await world.clock.advance(10 * MINUTE);
      expect(world.delivered).to.have.length(61);
    });
  }

  it('never shows the credential, even when the destination quotes it', async () => {
    const world = await page({ credential: () => Promise.resolve('Basic c2VjcmV0') });
    world.server.always = { type: 'status', status: 404, body: 'no route for Basic c2VjcmV0 (c2VjcmV0)' };
    await world.put(1);
    await world.clock.advance(100);
    expect((await world.lane()).paused)
      .to.contain('no route')
      .and.not.contain('c2VjcmV0');
  });

  it('sends statistics without a session when theirs is refused', async () => {
    const world = await page({ destination: 'stats', batch: 1, linger: 0, credential: () => Promise.resolve('ks') });
    world.server.keys = new Set(['']);
    await world.put(2);
    await world.clock.advance(100);
    expect(world.delivered).to.deep.equal(['s1', 's2']);
    expect(world.server.seen.map(({ authorization }) => authorization)).to.deep.equal(['ks', '', '']);
  });
});
