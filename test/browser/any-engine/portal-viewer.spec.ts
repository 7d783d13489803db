import { expect } from 'chai';
import type { XapiConfig } from '../../../src/portal/index.js';
import { closePortals, openPortal } from '../../support/portal-stage.js';

const entry = { id: '0_abc12345' };

describe('the viewer of a portal', () => {
  afterEach(closePortals);

  it('is another one from the next event on', async () => {
    const { portal, received } = openPortal({ user: { id: 'john', name: 'John' } });
    portal.entryLike({ entry });
    portal.configure({ user: { id: 'jane' } });
    portal.entryLike({ entry });
    const actors = (await received()).map(({ actor }) => [actor.account?.name, actor.name]);
    expect(actors).to.deep.equal([
      ['john', 'John'],
      ['jane', undefined]
    ]);
  });

  it('is nobody once they have logged out, until the next one logs in', async () => {
    const { portal, received, problems } = openPortal({ user: { id: 'john', name: 'John' } });
    portal.entryLike({ entry });
    portal.configure({ user: null });
    portal.entryLike({ entry });
    portal.configure({ user: { id: 'jane' } });
    portal.entryLike({ entry });
    portal.configure({ userId: null });
    portal.entryLike({ entry });
    portal.configure({ user: null, userId: 'jim' });
    portal.entryLike({ entry });
    const actors = (await received()).map(({ actor }) => [actor.account?.name, actor.name]);
    const nobody = actors[1]?.[0];
    expect(nobody).to.match(/^[\w-]{20,}$/);
    expect(actors).to.deep.equal([
      ['john', 'John'],
      [nobody, undefined],
      ['jane', undefined],
      [nobody, undefined],
      ['jim', undefined]
    ]);
    expect(problems).to.deep.equal([]);
  });

  it('who is not known has one name a page, the browser’s name, or none', async () => {
    const names = async (anonymous: XapiConfig['anonymous']): Promise<readonly unknown[]> => {
      const { portal, received } = openPortal({ user: undefined, anonymous });
      const taken = [portal.login(), portal.entryLike({ entry })];
      return [taken, new Set((await received()).map(({ actor }) => actor.account?.name))];
    };
    const [, perPage] = await names('viewing');
    expect(perPage).to.have.property('size', 1);
    expect((await names('browser'))[1]).to.deep.equal(new Set([localStorage.getItem('playkit-js-xapi/viewer')]));
    const [taken, nobody] = await names('skip');
    expect(taken).to.deep.equal([false, false]);
    expect(nobody).to.deep.equal(new Set());
    localStorage.removeItem('playkit-js-xapi/viewer');
  });
});
