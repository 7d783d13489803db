import { expect } from 'chai';
import sinon from 'sinon';
import { createPortal, type XapiConfig } from '../../../src/portal/index.js';
import { watchConsole } from '../../support/complaints.js';
import { pageIsTracked } from '../../support/page.js';
import { closePortals, openPortal } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const entry = { id: '0_abc12345' };

describe('a portal that is told something wrong', () => {
  afterEach(closePortals);
  afterEach(() => sinon.restore());

  it('refuses a call, and says why, once on the console and once to listeners', () => {
    const lines = watchConsole();
    const { portal, problems } = openPortal();
    const like = portal.entryLike as (fields: object) => boolean;
    expect(like.call(portal, { entry: { id: 'https://example.org/0_abc' } })).to.equal(false);
    expect(like.call(portal, { entry: { id: 'https://example.org/0_abc' } })).to.equal(false);
    expect(portal.say('entryLik' as 'entryLike', { entry })).to.equal(false);
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([
      ['bad-call', 'entryLike'],
      ['bad-call', 'entryLik']
    ]);
    expect(lines()).to.deep.equal(problems.map(({ message }) => `[xapi] ${message}`));
    expect(lines()[1]).to.match(/did you mean entryLike/);
  });

  const bad: readonly (readonly [name: string, config: object, path: string])[] = [
    ['no endpoint', { endpoint: undefined, analytics: undefined }, 'endpoint'],
    ['an endpoint that is none', { endpoint: 'lrs.example' }, 'endpoint'],
    ['no secret', { secret: undefined }, 'secret'],
    ['a switch that is none', { sendCommentText: 'perhaps' }, 'sendCommentText']
  ];
  for (const [name, config, path] of bad)
    it(`${name}: one problem, nothing is sent, nothing is thrown`, async () => {
      const lines = watchConsole();
      const { portal, problems, store } = openPortal(config);
      expect(problems.map((problem) => problem.path)).to.deep.equal([path]);
      expect(lines()).to.have.length(1);
      expect(portal.entryLike({ entry })).to.equal(false);
      expect((await portal.status()).on).to.equal(false);
      await portal.flush();
      expect(await store.requests()).to.deep.equal([]);
    });

  it('settings that are no settings', async () => {
    const lines = watchConsole();
    for (const config of [undefined, null, 'settings', 7, []]) {
      const portal = createPortal(config as XapiConfig);
      expect(portal.login()).to.equal(false);
      expect(await portal.status()).to.deep.include({ on: false, lanes: [] });
      await portal.flush();
      portal.destroy();
    }
    expect(lines().length).to.be.above(4);
  });

  it('No is off, whatever is said later: nothing is asked for', async () => {
    const { portal, store } = openPortal({ enabled: 'No' });
    expect([portal.login(), portal.pageLoad({}), portal.isOn]).to.deep.equal([false, false, false]);
    expect(pageIsTracked()).to.equal(false);
    portal.configure({ enabled: 'Yes' });
    expect(portal.login()).to.equal(false);
    expect(await store.requests()).to.deep.equal([]);
  });

  it('a listener that throws harms nobody', async () => {
    const lines = watchConsole();
    const { portal, received } = openPortal();
    for (const name of ['xapi_statement', 'xapi_delivery', 'xapi_problem'] as const)
      portal.on(name, () => {
        throw new Error(`listener of ${name}`);
      });
    expect(portal.login()).to.equal(true);
    expect(portal.say('nothing' as 'login')).to.equal(false);
    expect((await received()).map(wordOf)).to.deep.equal(['logged in']);
    expect(lines().some((line) => line.includes('listener of xapi_statement'))).to.equal(true);
  });
});
