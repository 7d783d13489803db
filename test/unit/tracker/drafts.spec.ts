import { expect } from 'chai';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import type { XapiConfig } from '../../../src/settings/config.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import { LECTURE, settingsOf, World } from './world.js';

const PROFILE: XapiConfig = { vocabulary: 'video' };

function playing(config: XapiConfig = PROFILE): World {
  const world = new World();
  world.tracker.configure(settingsOf(config));
  world.tracker.open(LECTURE);
  world.tell({ type: 'durationchange', duration: 100 });
  return world.play(0, 4);
}

const drafted = (world: World): readonly Statement[] =>
  (world.drafts.at(-1)?.parcels ?? []).map(({ body }) => JSON.parse(body) as Statement);

describe('the end of a viewing that is drafted', () => {
  it('goes with each thing that is said, and with every ten seconds of playing', () => {
    const world = playing();
    const before = world.drafts.length;
    world.play(4, 13.75);
    expect(world.drafts.length - before).to.equal(1);
    world.tell({ type: 'pause', position: 13.75, ended: false });
    expect(world.drafts.length - before).to.equal(2);
    world.wait(60).tell({ type: 'timeupdate', position: 13.75 });
    expect(world.drafts.length - before, 'a pause changes nothing').to.equal(2);
  });

  it('says what would be said on leaving, at the last moment that is known of, under names that stay', () => {
    const world = playing();
    const first = drafted(world);
    expect(first.map(({ verb }) => verb.display['en'])).to.deep.equal(['paused', 'terminated']);
    expect(first.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
    world.play(4, 16);
    const second = drafted(world);
    expect(second.map(({ id }) => id)).to.deep.equal(first.map(({ id }) => id));
    expect(second.map(({ timestamp }) => timestamp > (first.at(-1)?.timestamp ?? ''))).to.deep.equal([true, true]);
    expect(world.captured.map(({ statement }) => statement.verb.display['en'])).to.not.include('terminated');
  });

  it('is withdrawn by the end itself, which goes by the same names', () => {
    const world = playing();
    const ids = drafted(world).map(({ id }) => id);
    world.tell({ type: 'close', position: 5, reason: 'leaving' });
    expect(world.statements.slice(-2).map(({ id }) => id)).to.deep.equal(ids);
    expect(world.drafts.at(-1)).to.deep.equal({ viewing: world.drafts[0]?.viewing, parcels: [] });
  });

  it('is of the session that plays: a replay has another end', () => {
    const world = playing();
    const ids = drafted(world).map(({ id }) => id);
    world.play(4, 100).tell({ type: 'ended', position: 100 });
    world.wait(1).tell({ type: 'play', position: 0 }).tell({ type: 'playing', position: 0 });
    const terminated = world.statements.find(({ verb }) => verb.display['en'] === 'terminated');
    expect(terminated?.id).to.not.be.oneOf(ids);
    expect(drafted(world).map(({ id }) => ids.includes(id))).to.deep.equal([false, false]);
  });

  it('is empty where a vocabulary says nothing on leaving', () => {
    expect(drafted(playing({}))).to.deep.equal([]);
    const asked = drafted(playing({ events: { terminated: 'Yes' } }));
    expect(asked.map(({ verb }) => verb.display['en'])).to.deep.equal(['terminated']);
  });

  it('is withdrawn where the viewing is to end without a word', () => {
    for (const end of [
      (world: World) => world.tracker.stop(),
      (world: World) => world.tracker.configure(settingsOf({ ...PROFILE, enabled: 'No' }))
    ]) {
      const world = playing();
      const said = world.parcels.length;
      end(world);
      expect(drafted(world)).to.deep.equal([]);
      expect(world.parcels.length).to.equal(said);
    }
  });

  it('passes beforeSend like everything else', () => {
    const world = playing({ ...PROFILE, beforeSend: ({ result, ...rest }) => rest });
    expect(drafted(world).map(({ result }) => result)).to.deep.equal([undefined, undefined]);
    expect(drafted(playing({ ...PROFILE, beforeSend: () => null }))).to.deep.equal([]);
  });
});

describe('whose lane it is', () => {
  const laneOf = (config: XapiConfig): string => {
    const world = new World();
    const usual: XapiConfig = { endpoint: 'https://lrs.example/xapi', oauthToken: 'token-a' };
    world.tracker.configure(readSettings([usual, config], { origin: 'https://page.example' }).settings);
    return world.tracker.laneId ?? '';
  };

  it('one who is not known shares it with nobody who has another token', () => {
    expect(laneOf({})).to.equal(laneOf({}));
    expect(laneOf({})).to.not.equal(laneOf({ oauthToken: 'token-b' }));
    expect(laneOf({})).to.not.include('token');
    expect(laneOf({ oauthToken: () => 'token-a' }), 'who knows whose it will be').to.not.equal(laneOf({}));
    expect(laneOf({ anonymous: 'browser' })).to.include('nobody-');
    expect(laneOf({ user: { id: 'ann' } })).to.equal(laneOf({ user: { id: 'ann' }, oauthToken: 'token-b' }));
  });
});
