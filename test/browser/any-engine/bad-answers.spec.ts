import { expect } from 'chai';
import type { DeliveryEvent } from '../../../src/index.js';
import { briefly, STRAIGHT } from '../../support/reading.js';
import { closeStages, media, openStage, type Stage } from '../../support/stage.js';

const WATCHED = 'http://activitystrea.ms/schema/1.0/watch';
const ALL = ['initialized', 'played', 'played', 'watched 0'];

/** Four statements at once, which wait until somebody sends them. */
const open = (more: object = {}): Stage => openStage({ linger: 60, vocabulary: 'both', ...more });

/** Plays, sends, and plays on whatever became of the statements. */
async function watch({ player, load, playTo, xapi }: Stage): Promise<void> {
  load(media.mp4('lecture.mp4'));
  await playTo(0.01);
  await xapi.flush();
  await playTo((player.currentTime ?? 0) + 0.2);
  expect(player.paused).to.equal(false);
}

const paused = ({ nextOf }: Stage): Promise<DeliveryEvent> => nextOf('xapi_delivery', ({ type }) => type === 'paused');

describe('a record store', () => {
  afterEach(closeStages);

  const ANSWERS: readonly (readonly [name: string, fault: object, reason: RegExp])[] = [
    ['that answers with a web page', { html: true }, /^not the expected service, HTTP 200/],
    ['that answers with a packed page without an end', { endless: true }, /^not the expected service, HTTP 200/],
    ['that redirects', { redirect: true }, /^not the expected service, redirected/],
    ['that is not there', { status: 404 }, /^not the expected service, HTTP 404/],
    ['that refuses the key', { status: 401 }, /^unauthorised, HTTP 401/],
    ['that refuses every statement', { status: 400 }, /^every one refused, HTTP 400/]
  ];
  for (const [name, fault, reason] of ANSWERS) {
    it(`${name} pauses delivery, which goes on when it is set right`, async () => {
      const stage = open();
      await stage.store.faults(fault);
      const told = paused(stage);
      await watch(stage);
      expect(await told)
        .to.have.property('reason')
        .that.matches(reason);
      await stage.xapi.flush();
      const [lane] = (await stage.xapi.status()).lanes;
      expect(lane?.paused).to.match(reason);
      expect([lane?.waiting, lane?.sent, lane?.refused]).to.deep.equal([4, 0, 0]);

      await stage.store.faults({});
      const resumed = stage.nextOf('xapi_delivery', ({ type }) => type === 'resumed');
      stage.configure({ headers: { 'Accept-Language': 'en' } });
      await resumed;
      expect(briefly(await stage.received())).to.deep.equal(ALL);
    });
  }

  it('that another origin may not read is tried again', async () => {
    const stage = open();
    await stage.store.faults([{ offCors: true }]);
    const retry = stage.nextOf('xapi_delivery', ({ type }) => type === 'retry');
    await watch(stage);
    expect(await retry).to.have.property('reason', 'no answer (offline, CORS or too slow)');
    expect((await stage.xapi.status()).lanes[0]?.sent).to.equal(0);
    await stage.store.faults({});
    expect(briefly(await stage.received())).to.deep.equal(ALL);
  });

  it('that refuses one statement of a batch gets the others, and the one is kept with the reason', async () => {
    const stage = open();
    await stage.store.faults([{ status: 400, verb: WATCHED }]);
    const refused = stage.nextOf('xapi_delivery', ({ type }) => type === 'refused');
    await watch(stage);
    const told = await refused;
    expect(briefly(await stage.received())).to.deep.equal(ALL.slice(0, 3));
    const { dead, lanes } = await stage.xapi.status();
    expect(dead.map(({ id, reason }) => [id, /^HTTP 400/.test(reason)])).to.deep.equal([
      [told.type === 'refused' && told.id, true]
    ]);
    expect(JSON.parse(dead[0]?.body ?? '')).to.have.nested.property('verb.id', WATCHED);
    expect([lanes[0]?.waiting, lanes[0]?.sent, lanes[0]?.refused]).to.deep.equal([0, 3, 1]);
  });

  it('that is slow delays nothing but its own answers', async () => {
    const stage = openStage();
    await stage.store.faults([{ hold: true }]);
    stage.load(media.mp4('short.mp4'));
    await stage.playToEnd();
    await stage.store.faults({});
    await stage.store.release();
    expect(briefly(await stage.received())).to.deep.equal(STRAIGHT);
  });

  it('is not told any secret of, whatever it answers', async () => {
    const told: string[] = [];
    const stage = open({ key: 'the-key', secret: 'hunter2' });
    for (const name of ['xapi_delivery', 'xapi_problem', 'xapi_statement']) {
      stage.player.addEventListener(
        name,
        ({ payload }: { payload: unknown }) => void told.push(JSON.stringify(payload))
      );
    }
    const end = paused(stage);
    await watch(stage);
    await end;
    told.push(JSON.stringify(await stage.xapi.status()), JSON.stringify(stage.xapi.watched()));
    expect(told.length).to.be.above(5);
    expect(told.join('\n')).to.not.match(new RegExp(`hunter2|the-key|${btoa('the-key:hunter2')}`));
  });
});
