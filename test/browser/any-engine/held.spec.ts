import { expect } from 'chai';
import { closePortals, openPortal } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const entry = { id: '0_abc12345' };
const fails = (): never => {
  throw new Error('redactor');
};

describe('what beforeSend held', () => {
  afterEach(closePortals);

  it('stays held where retry() is called on a page without a beforeSend, which is told so', async () => {
    const first = openPortal({ beforeSend: fails, user: { id: 'jane', name: 'Jane Secret' } });
    first.portal.entryLike({ entry });
    const { dead } = await first.portal.status();
    first.portal.destroy();

    const second = openPortal({}, first.store);
    for (const ids of [undefined, dead.map(({ id }) => id)]) expect(await second.portal.retry(ids)).to.equal(0);
    expect(await second.received()).to.deep.equal([]);
    expect((await second.portal.status()).dead).to.deep.equal(dead);
    expect(second.problems.map(({ code, message }) => [code, message])).to.deep.equal([
      [
        'before-send',
        'retry: 1 statement that beforeSend held stays held, since there is no beforeSend here. Call retry() where there is one.'
      ]
    ]);
    second.portal.destroy();

    const third = openPortal(
      {
        beforeSend: ({ actor }: { actor: { name?: string } }) => {
          delete actor.name;
        }
      },
      first.store
    );
    expect(await third.portal.retry()).to.equal(1);
    const [statement] = await third.received();
    expect([statement && wordOf(statement), statement?.actor.name]).to.deep.equal(['liked', undefined]);
  });

  it('is no other than that: what was refused is sent again without one', async () => {
    const { portal, store, next, received } = openPortal();
    await store.faults([{ status: 400 }]);
    const refused = next('xapi_delivery', ({ type }) => type === 'refused');
    portal.entryLike({ entry });
    await refused;
    await store.faults([]);
    expect(await portal.retry()).to.equal(1);
    expect((await received()).map(wordOf)).to.deep.equal(['liked']);
  });
});
