import { expect } from 'chai';
import { briefly } from '../../support/reading.js';
import { closeStages, media, newStore, openStageOn, usual, type Stage } from '../../support/stage.js';

/** A viewing that its address keeps back; resolves with the ids of what was said in it. */
async function watchInVain(stage: Stage): Promise<readonly string[]> {
  const ids: string[] = [];
  stage.player.addEventListener(
    'xapi_statement',
    ({ payload }: { payload: { statement: { id: string } } }) => void ids.push(payload.statement.id)
  );
  const inVain = stage.nextOf('xapi_delivery', ({ type }) => type === 'retry' || type === 'paused');
  stage.load(media.mp4('lecture.mp4'));
  await stage.playTo(0.3);
  await stage.pause();
  await inVain;
  return ids;
}

describe('an endpoint that was mistyped', () => {
  afterEach(closeStages);

  it('and is corrected: the next page sends what waited to the corrected one, once and in order', async () => {
    const store = newStore();
    const at = (endpoint: string): object => ({ xapi: { ...usual(store), endpoint } });
    const ids = await watchInVain(openStageOn(store, at(store.endpoint.replace(/xapi\/$/, 'xpai/'))));
    expect(ids).to.have.length(3);
    await closeStages();
    const right = openStageOn(store, at(store.endpoint));
    const moved = await right.nextOf('xapi_delivery', ({ type }) => type === 'moved');
    expect(moved).to.include({ count: 3 });
    await store.waitFor(3);
    const statements = await right.received();
    expect(statements.map(({ id }) => id)).to.deep.equal(ids);
    expect(briefly(statements)).to.deep.equal(['played', 'watched 0', 'paused']);
    const { unserved, lanes } = await right.xapi.status();
    expect([unserved, lanes.map(({ waiting }) => waiting)]).to.deep.equal([[], [0]]);
  });

  it('but was answered as a record store before: what waits there stays, and a problem says so', async () => {
    const old = newStore();
    const settled = openStageOn(old, { xapi: usual(old) });
    settled.load(media.mp4('lecture.mp4'));
    await settled.playTo(0.3);
    await old.waitFor(2);
    await old.faults([{ status: 503 }]);
    const inVain = settled.nextOf('xapi_delivery', ({ type }) => type === 'retry');
    await settled.pause();
    await inVain;
    await closeStages();
    const store = newStore();
    const next = openStageOn(store, { xapi: usual(store) });
    await next.nextOf('xapi_problem', ({ code }) => code === 'unserved');
    expect((await next.xapi.status()).unserved.map(({ waiting }) => waiting)).to.deep.equal([1]);
    expect(await store.statements()).to.deep.equal([]);
  });
});
