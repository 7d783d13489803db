import { expect } from 'chai';
import sinon from 'sinon';
import { complainsOnce, playsOn, watchConsole } from '../../support/complaints.js';
import { watchRequests } from '../../support/outgoing.js';
import { briefly, wordOf } from '../../support/reading.js';
import { closeStages, openStage } from '../../support/stage.js';
import type { Statement } from '../../../src/xapi/statement.js';

type Loose = Record<string, unknown>;

describe('beforeSend', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const isPlayed = (statement: Loose): boolean => wordOf(statement as unknown as Statement) === 'played';

  const FAILURES: readonly (readonly [name: string, answer: () => unknown])[] = [
    [
      'that throws',
      () => {
        throw new Error('no redactor today');
      }
    ],
    ['that returns rubbish', () => 42],
    ['that returns a promise', () => Promise.resolve({})],
    ['that returns half a statement', () => ({ id: 'x' })]
  ];
  for (const [name, answer] of FAILURES) {
    it(`${name}: the statement is held with a problem, and nothing of it leaves`, async () => {
      const lines = watchConsole();
      const stage = openStage({ beforeSend: (copy: Loose) => (isPlayed(copy) ? answer() : undefined) });
      await playsOn(stage);
      // A second one that fails in the same way is no second problem.
      await playsOn(stage);
      expect(briefly(await stage.received())).to.deep.equal(['watched 0', 'watched 0']);
      complainsOnce(stage, lines(), { level: 'error', path: 'beforeSend', code: 'before-send' });
      const { dead } = await stage.xapi.status();
      expect(dead.map(({ body }) => wordOf(JSON.parse(body) as Statement))).to.deep.equal(['played', 'played']);
      for (const { reason } of dead) expect(reason).to.match(/^beforeSend /);
    });
  }

  it('that returns null drops the statement, without a word', async () => {
    const lines = watchConsole();
    const stage = openStage({ beforeSend: (copy: Loose) => (isPlayed(copy) ? null : undefined) });
    await playsOn(stage);
    expect(briefly(await stage.received())).to.deep.equal(['watched 0']);
    expect([...lines(), ...stage.problems, ...(await stage.xapi.status()).dead]).to.deep.equal([]);
  });

  it('may edit its copy, or answer another statement', async () => {
    const stage = openStage({
      beforeSend: (copy: Loose) => {
        const verb = { id: 'https://lms.example/verbs/saw', display: { en: 'saw' } };
        if (isPlayed(copy)) return { ...copy, verb };
        const { extensions } = copy['result'] as { extensions: Loose };
        extensions['https://lms.example/seat'] = 7;
        return undefined;
      }
    });
    await playsOn(stage);
    const statements = await stage.received();
    expect(statements.map(wordOf)).to.deep.equal(['saw', 'watched']);
    expect(statements[1]?.result?.extensions?.['https://lms.example/seat']).to.equal(7);
  });
});

describe('oauthToken', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const tokenOf = (oauthToken: unknown): object => ({ key: undefined, secret: undefined, oauthToken });

  const FAILURES: readonly (readonly [name: string, token: () => unknown])[] = [
    [
      'that throws',
      () => {
        throw new Error('secret-of-the-token-service');
      }
    ],
    ['that rejects', () => Promise.reject(new Error('secret-of-the-token-service'))],
    ['that gives rubbish', () => ({ token: 'secret-of-the-token-service' })],
    ['that gives what fits into no header', () => 'two\nlines']
  ];
  for (const [name, token] of FAILURES) {
    it(`${name}: what waits is kept, one problem says so, and it is asked again`, async () => {
      const lines = watchConsole();
      let good = false;
      const stage = openStage(tokenOf(() => (good ? 'demo-token' : token())));
      const retry = stage.nextOf('xapi_delivery', ({ type }) => type === 'retry');
      await playsOn(stage);
      await retry;
      await stage.xapi.flush();
      expect(await stage.store.requests()).to.deep.equal([]);
      expect((await stage.xapi.status()).lanes[0]?.waiting).to.equal(2);
      good = true;
      expect(briefly(await stage.received())).to.deep.equal(['played', 'watched 0']);
      complainsOnce(stage, lines(), { path: 'oauthToken' });
      expect(lines().join()).to.not.include('secret-of-the-token-service');
    });
  }

  it('that hangs holds up nothing but delivery', async () => {
    let answer: (token: string) => void = () => undefined;
    const stage = openStage(tokenOf(() => new Promise<string>((resolve) => (answer = resolve))));
    const requests = watchRequests(stage.store);
    await playsOn(stage);
    await stage.pause();
    expect(requests()).to.deep.equal([]);
    answer('demo-token');
    await stage.store.waitFor(3);
    expect(briefly(await stage.received())).to.deep.equal(['played', 'watched 0', 'paused']);
  });

  it('that only knows the refused one pauses delivery, and a new one goes on with it', async () => {
    const stage = openStage(tokenOf('stale-token'));
    const paused = stage.nextOf('xapi_delivery', ({ type }) => type === 'paused');
    await playsOn(stage);
    expect(await paused)
      .to.have.property('reason')
      .that.matches(/^unauthorised, HTTP 401/);
    const resumed = stage.nextOf('xapi_delivery', ({ type }) => type === 'resumed');
    stage.configure({ oauthToken: 'demo-token' });
    await resumed;
    expect(briefly(await stage.received())).to.deep.equal(['played', 'watched 0']);
  });
});

describe('a function of the entry', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const fail = (): never => {
    throw new Error('no such course');
  };
  const FAILURES: readonly (readonly [path: string, config: object])[] = [
    ['category', { category: fail }],
    ['category', { category: () => ({ name: 'Without an id' }) }],
    ['playbackContext', { playbackContext: () => ({}) }],
    ['activityId', { activityId: () => 'no iri' }]
  ];
  for (const [path, config] of FAILURES) {
    it(`that fails for ${path} is a warning, and statements go without what it should have said`, async () => {
      const lines = watchConsole();
      const stage = openStage(config);
      await playsOn(stage);
      complainsOnce(stage, lines(), { level: 'warning', path });
      expect(briefly(await stage.received())).to.deep.equal(['played', 'watched 0']);
    });
  }
});
