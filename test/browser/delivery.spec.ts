import { expect } from 'chai';
import sinon from 'sinon';
import type { Statement } from '../../src/xapi/statement.js';
import { watchRequests } from '../support/outgoing.js';
import { brief, briefly } from '../support/reading.js';
import { closeStages, media, openStage, type Stage } from '../support/stage.js';

const ALL = ['played', 'watched 0', 'paused'];

/** Plays for a moment, which no record store may disturb. */
async function watch({ load, playTo, pause }: Stage): Promise<void> {
  load(media.mp4('lecture.mp4'));
  await playTo(0.01);
  await pause();
}

const lane = async ({ xapi }: Stage): Promise<object> => {
  const [only] = (await xapi.status()).lanes;
  return { waiting: only?.waiting, sent: only?.sent, refused: only?.refused };
};

const statuses = async ({ store }: Stage): Promise<readonly number[]> =>
  (await store.requests()).map(({ status }) => status);

describe('delivery', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  it('by key and secret, in the version and with the headers that were asked for', async () => {
    const stage = openStage({ xapiVersion: '2.0.0', headers: { 'Accept-Language': 'de' } });
    const requests = watchRequests(stage.store);
    await watch(stage);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    const expected = {
      'Accept-Language': 'de',
      'Content-Type': 'application/json',
      'X-Experience-API-Version': '2.0.0',
      Authorization: `Basic ${btoa('demo-key:demo-secret')}`
    };
    expect(requests().length).to.be.above(0);
    for (const { headers } of requests()) expect(headers).to.deep.equal(expected);
  });

  it('by a token', async () => {
    const stage = openStage({
      usePersonalOAuthToken: 'Yes',
      oauthToken: 'demo-token',
      key: undefined,
      secret: undefined
    });
    const requests = watchRequests(stage.store);
    await watch(stage);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    for (const { headers } of requests()) expect(headers['Authorization']).to.equal('Bearer demo-token');
  });

  it('gathers what happens for a while, and ends the wait with what must not wait', async () => {
    const stage = openStage({ linger: 60 });
    const requests = watchRequests(stage.store);
    await watch(stage);
    await stage.store.waitFor(3);
    expect(requests().map(({ count }) => count)).to.deep.equal([3]);
  });

  for (const suffix of ['', '/', '/statements', '/statements/']) {
    it(`understands an endpoint that ends in "xapi${suffix}"`, async () => {
      const { load, playTo, received, store, configure, problems } = openStage();
      configure({ endpoint: store.endpoint.replace(/\/$/, suffix) });
      load(media.mp4('lecture.mp4'));
      await playTo(0.01);
      expect(briefly(await received())).to.deep.equal(['played', 'watched 0']);
      expect(problems).to.deep.equal([]);
    });
  }

  it('to a record store that is away for a while: all of it, in order, once', async () => {
    const stage = openStage();
    await stage.store.faults([{ status: 503, times: 1 }]);
    const retry = stage.nextOf('xapi_delivery', ({ type }) => type === 'retry');
    await watch(stage);
    expect(await retry).to.include({ type: 'retry' });
    await stage.store.waitFor(3);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    expect(await statuses(stage)).to.include(503);
    expect(await lane(stage)).to.deep.equal({ waiting: 0, sent: 3, refused: 0 });
    expect(stage.problems).to.deep.equal([]);
  });

  it('to a record store whose answer is lost: sent again, and recognised', async () => {
    const stage = openStage();
    await stage.store.faults([{ dropAfterAccept: true, times: 1 }]);
    await watch(stage);
    await stage.store.waitFor(3);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    expect(await lane(stage)).to.deep.equal({ waiting: 0, sent: 3, refused: 0 });
    const raw = await stage.store.raw();
    expect(new Set(raw).size).to.equal(raw.length);
  });

  it('to a record store that asks to be left alone for a while obeys', async () => {
    const stage = openStage();
    await stage.store.faults([{ status: 429, retryAfter: 2, times: 1 }]);
    const retry = stage.nextOf('xapi_delivery', ({ type }) => type === 'retry');
    const from = Date.now();
    await watch(stage);
    const { retryAt } = (await retry) as { readonly retryAt: number };
    expect(retryAt - from).to.be.at.least(2000);
    await stage.store.waitFor(3);
    expect(Date.now()).to.be.at.least(retryAt);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    expect((await statuses(stage)).filter((status) => status === 429)).to.have.length(1);
  });

  it('of more than the record store takes at once goes in smaller pieces', async () => {
    const stage = openStage({ linger: 60 });
    await stage.store.limits(2500);
    await watch(stage);
    await stage.store.waitFor(3);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    expect(await statuses(stage)).to.include(413);
  });

  it('of one that is too large for the record store by itself refuses it, and delivers the others', async () => {
    const stage = openStage({
      beforeSend: (statement: Record<string, unknown>) => {
        if (brief(statement as unknown as Statement) === 'watched 0') {
          const context = statement['context'] as { extensions: Record<string, unknown> };
          context.extensions['https://lms.example/notes'] = 'x'.repeat(8000);
        }
      }
    });
    await stage.store.limits(6000);
    const refused = stage.nextOf('xapi_delivery', ({ type }) => type === 'refused');
    await watch(stage);
    expect(await refused).to.include({ type: 'refused' });
    expect(briefly(await stage.received())).to.deep.equal(ALL.filter((one) => one !== 'watched 0'));
    const { dead } = await stage.xapi.status();
    expect(dead.map(({ reason }) => reason.slice(0, 8))).to.deep.equal(['HTTP 413']);
  });

  it('of a token that is no longer good asks for another one', async () => {
    const tokens = ['stale-token', 'fresh-token'];
    let asked = 0;
    const oauthToken = async (): Promise<string | undefined> => tokens[asked++];
    const stage = openStage({ oauthToken, key: undefined, secret: undefined });
    await stage.store.tokens(['fresh-token']);
    const requests = watchRequests(stage.store);
    await watch(stage);
    await stage.store.waitFor(3);
    expect(briefly(await stage.received())).to.deep.equal(ALL);
    expect(asked).to.equal(2);
    const used = requests().map(({ headers }) => headers['Authorization']);
    expect(used[0]).to.equal('Bearer stale-token');
    expect(new Set(used.slice(1))).to.deep.equal(new Set(['Bearer fresh-token']));
  });
});
