import { expect } from 'chai';
import type { XapiConfig } from '../../../src/settings/config.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { judgeIds } from '../../support/judges/unique-ids.js';
import { LECTURE, settingsOf, World } from './world.js';

function playing(config: XapiConfig = {}, rate = 8, duration = 100): World {
  const world = new World();
  world.tracker.configure(settingsOf({ beaconInterval: 'One percent', ...config }));
  world.tracker.open(LECTURE);
  world.tell({ type: 'durationchange', duration }).tell({ type: 'ratechange', position: 0, rate });
  return world.tell({ type: 'play', position: 0 }).tell({ type: 'playing', position: 0 });
}

const ids = (world: World): readonly string[] => world.statements.map(({ id }) => id);

describe('ids of statements', () => {
  for (const vocabulary of ['kaltura', 'video', 'both'] as const)
    it(`are unique where the end of a viewing crosses several milestones (vocabulary ${vocabulary})`, () => {
      const world = playing({ vocabulary });
      world.wait(0.5).tell({ type: 'close', position: 4.5, reason: 'leaving' });
      if (vocabulary !== 'video') expect(world.words.filter((word) => word === 'watched')).to.have.length(5);
      expect(judgeIds(ids(world))).to.deep.equal([]);
    });

  it('are unique where a seek is drafted with the end, is said, and another one is drafted', () => {
    const world = playing({ vocabulary: 'video', beaconInterval: 'Quarters' }, 1, 1000);
    const drafted: string[] = [];
    let at = 0;
    for (const to of [20, 40, 60]) {
      for (const until = at + 9; at < until; at += 1) world.wait(1).tell({ type: 'timeupdate', position: at + 1 });
      world.tell({ type: 'seeking', position: to }).wait(0.1).tell({ type: 'seeked', position: to });
      // Ten seconds have passed, so the end is drafted, while the seek still waits for another one to continue it.
      at = to + 0.9;
      world.wait(0.9).tell({ type: 'timeupdate', position: at });
      const draft = (world.drafts.at(-1)?.parcels ?? []).map(({ body }) => JSON.parse(body) as Statement);
      drafted.push(...draft.filter(({ verb }) => verb.display['en'] === 'seeked').map(({ id }) => id));
      world.wait(1).tell({ type: 'timeupdate', position: (at += 1) });
    }
    expect(drafted).to.have.length(3);
    const said = world.statements.filter(({ verb }) => verb.display['en'] === 'seeked').map(({ id }) => id);
    expect(said).to.have.length(3);
    expect(judgeIds([...said, ...drafted])).to.deep.equal([]);
    world.tell({ type: 'close', position: NaN, reason: 'leaving' });
    expect(judgeIds([...ids(world), ...drafted])).to.deep.equal([]);
  });

  it('that an earlier draft of the end had are used again for the same statements of the end alone', () => {
    const world = playing({ vocabulary: 'video', beaconInterval: 'Quarters' }, 1, 1000);
    world.tell({ type: 'pause', position: 0.1 });
    const first = new Map(world.drafts.at(-1)?.parcels.map(({ id, body }) => [id, body]));
    world.tell({ type: 'play', position: 0.1 }).tell({ type: 'playing', position: 0.1 });
    world.tell({ type: 'close', position: NaN, reason: 'leaving' });
    const terminated = world.statements.at(-1);
    expect([...first.keys()]).to.deep.equal([terminated?.id]);
  });
});
