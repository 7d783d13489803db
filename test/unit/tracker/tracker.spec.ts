import { expect } from 'chai';
import type { BeforeSend } from '../../../src/settings/settings.js';
import { LECTURE, settingsOf, World } from './world.js';

const VISIT_ID = 'http://tincan-definitions.kaltura.com/extensions/visitId';
const SESSION_ID = 'https://w3id.org/xapi/video/extensions/session-id';

const open = (world: World): World => {
  world.tracker.open(LECTURE);
  return world.tell({ type: 'durationchange', duration: 40 });
};

describe('tracker', () => {
  it('holds what happens until the settings are there, and tells it with its own times', () => {
    const world = open(new World()).play(0, 11);
    expect(world.parcels).to.have.length(0);
    const began = new Date(1.7e12 + 1000).toISOString();
    world.tracker.configure(settingsOf());
    expect(world.words).to.deep.equal(['played', 'watched', 'watched']);
    expect(new Date(world.statements[0]?.timestamp ?? '').getTime() - new Date(began).getTime()).to.be.within(0, 5);
  });

  it('names the visit in each statement, whatever the vocabulary', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'both' }));
    open(world).play(0, 5);
    const visits = world.statements.map(({ context }) => context.extensions[VISIT_ID]);
    expect(visits).to.have.length.above(2);
    expect(new Set(visits)).to.deep.equal(new Set(['visit']));
  });

  it('a No that comes late says nothing of what was held', () => {
    const world = open(new World()).play(0, 11);
    world.tracker.configure(settingsOf({ enabled: 'No' }));
    world.play(11, 30);
    expect(world.parcels).to.have.length(0);
  });

  it('another viewer ends the viewing under the old name, and begins one', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    open(world).play(0, 5);
    world.tracker.configure(settingsOf({ vocabulary: 'video', user: { id: 'ben' } }));
    world.wait(0.25).tell({ type: 'timeupdate', position: 5.25 });
    const told = world.statements.map(({ actor, verb }) => `${actor.account?.name ?? ''} ${verb.display['en'] ?? ''}`);
    expect(told).to.deep.equal([
      'ann initialized',
      'ann played',
      'ann paused',
      'ann terminated',
      'ben initialized',
      'ben played'
    ]);
    expect(new Set(world.statements.map(({ context }) => context.registration)).size).to.equal(2);
  });

  it('another viewer after the media was taken away begins nothing: there is none', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    open(world).play(0, 5).tell({ type: 'close', position: 5, reason: 'source' });
    const told = world.parcels.length;
    world.tracker.configure(settingsOf({ vocabulary: 'video', user: { id: 'ben' } }));
    world.wait(0.25).tell({ type: 'timeupdate', position: 5.25 });
    expect(world.parcels).to.have.length(told);
    expect(world.tracker.countsStats).to.equal(false);
    open(world).play(0, 1);
    expect(world.statements.at(-1)?.actor.account?.name).to.equal('ben');
  });

  it('another viewer of a player that leaves out playing is told of, too', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    open(world).tell({ type: 'play', position: 0 });
    world.tracker.configure(settingsOf({ vocabulary: 'video', user: { id: 'ben' } }));
    for (const position of [0.25, 0.5, 0.75]) world.wait(0.25).tell({ type: 'timeupdate', position });
    expect(world.words).to.include('played');
    expect(world.statements.at(-1)?.actor.account?.name).to.equal('ben');
  });

  it('a record store that is named late hears a whole session, from where the viewer is', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ endpoint: '', vocabulary: 'video' }));
    open(world).play(0, 5);
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    world.wait(0.25).tell({ type: 'timeupdate', position: 5.25 }).tell({ type: 'pause', position: 5.25 });
    expect(world.words).to.deep.equal(['initialized', 'played', 'paused']);
    const sessions = world.statements.map(({ context }) => context.extensions[SESSION_ID]);
    expect(new Set(sessions)).to.deep.equal(new Set([world.statements[0]?.id]));
  });

  it('a clock that was a week ahead in one viewing does not bend the next one', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    world.skew = 7 * 86_400_000;
    open(world).play(0, 5).tell({ type: 'close', position: 5, reason: 'source' });
    const wrong = world.statements.length;
    world.skew = 0;
    open(world).play(0, 5).tell({ type: 'close', position: 5, reason: 'leaving' });
    const now = new Date(1.7e12 + world.mono + 10).toISOString();
    const stamps = world.statements.slice(wrong).map(({ timestamp }) => timestamp);
    expect(stamps.filter((stamp) => stamp > now)).to.deep.equal([]);
    expect(stamps).to.deep.equal([...new Set(stamps)].sort());
  });

  it('consent that is withdrawn in mid-play holds from the next event on', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ user: { id: '' } }));
    open(world).play(0, 5);
    world.tracker.configure(settingsOf({ user: { id: '' }, anonymous: 'skip' }));
    const before = world.parcels.length;
    expect(world.play(5, 25).parcels).to.have.length(before);
  });

  it("a viewer's lane never asks for another viewer's token", async () => {
    const world = new World();
    let who = 'ann';
    const oauthToken = (): string => `token-of-${who}`;
    world.tracker.configure(settingsOf({ oauthToken, usePersonalOAuthToken: 'Yes' }));
    const [lane] = world.opened;
    expect(await lane?.credential()).to.equal('Bearer token-of-ann');
    who = 'ben';
    world.tracker.configure(settingsOf({ oauthToken, usePersonalOAuthToken: 'Yes', user: { id: 'ben' } }));
    expect(await lane?.credential('Bearer token-of-ann')).to.equal('Bearer token-of-ann');
    expect(await world.opened[1]?.credential()).to.equal('Bearer token-of-ben');
  });

  it('the same viewer with other settings goes on', () => {
    const world = new World();
    world.tracker.configure(settingsOf());
    open(world).play(0, 5);
    world.tracker.configure(settingsOf({ applicationName: 'Portal' }));
    world.play(5, 11);
    expect(new Set(world.statements.map(({ context }) => context.registration)).size).to.equal(1);
    expect(world.statements.map(({ context }) => context.platform)).to.deep.equal([undefined, undefined, 'Portal']);
  });

  it('a seek is said when its moment is over, though nothing else happens', () => {
    const world = new World();
    world.tracker.configure(settingsOf());
    open(world).play(0, 5).tell({ type: 'pause', position: 5 }).tell({ type: 'seeking', position: 20 });
    world.wait(0.1).tell({ type: 'seeked', position: 20 });
    expect(world.words.at(-1)).to.equal('paused');
    expect(world.wait(1).words.at(-1)).to.equal('seeked');
    expect(world.urgent.at(-1)).to.equal(true);
  });

  it('stopped, nothing that was pending is said', () => {
    const world = new World();
    world.tracker.configure(settingsOf());
    open(world).play(0, 5).tell({ type: 'seeking', position: 20 }).tell({ type: 'seeked', position: 20 });
    world.tracker.stop();
    expect(world.wait(2).words).to.deep.equal(['played', 'watched']);
  });

  it('one unchanged state of volume after another is no deed; a burst of changes is one', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ vocabulary: 'video' }));
    open(world)
      .tell({ type: 'surroundings', position: 0, surroundings: { volume: 1 } })
      .play(0, 1);
    world.tell({ type: 'surroundings', position: 1, surroundings: { volume: 1, quality: 720 } }).wait(2);
    expect(world.words).to.deep.equal(['initialized', 'played']);
    for (const volume of [0.8, 0.5, 0.2]) world.tell({ type: 'surroundings', position: 1, surroundings: { volume } });
    world.wait(2);
    expect(world.words.slice(2)).to.deep.equal(['interacted']);
    const extensions = world.statements.at(-1)?.context.extensions;
    expect(extensions?.['https://w3id.org/xapi/video/extensions/volume']).to.equal(0.2);
  });

  it('functions of the entry book it; one that throws is a problem, and no statement is lost', () => {
    const world = new World();
    const category = (entry: { id: string }): { id: string } => ({ id: `c-${entry.id}` });
    world.tracker.configure(settingsOf({ category, activityId: 'https://site.example/watch/{entryId}' }));
    open(world).play(0, 1);
    expect(world.statements[0]?.object.id).to.equal('https://site.example/watch/0_lecture');
    expect(JSON.stringify(world.statements[0]?.context)).to.include('/category/c-0_lecture');

    const broken = new World();
    const fail = (): never => {
      throw new Error('no such channel');
    };
    broken.tracker.configure(settingsOf({ category: fail, activityId: () => 'not an iri' }));
    open(broken).play(0, 1);
    expect(broken.words).to.deep.equal(['played', 'watched']);
    expect(broken.problems.map(({ path }) => path)).to.have.members(['category', 'activityId']);
  });

  it('a function of the entry that answers with a promise is told', () => {
    const world = new World();
    const category = (() => Promise.resolve({ id: 1 })) as never;
    world.tracker.configure(settingsOf({ category }));
    open(world).play(0, 1);
    expect(world.problems.map(({ path }) => path)).to.deep.equal(['category']);
  });

  it('anonymous: one name a viewing, or nothing is said', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ user: { id: '' } }));
    open(world).play(0, 11);
    open(world).play(0, 1);
    expect(new Set(world.statements.map(({ actor }) => actor.account?.name)).size).to.equal(2);
    const silent = new World();
    silent.tracker.configure(settingsOf({ user: { id: '' }, anonymous: 'skip' }));
    expect(open(silent).play(0, 11).parcels).to.have.length(0);
  });

  it('without a record store it still knows what was watched', () => {
    const world = new World();
    world.tracker.configure(settingsOf({ endpoint: '' }));
    open(world).play(0, 10);
    expect(world.parcels).to.have.length(0);
    expect(world.tracker.watched()?.watched).to.equal(0.25);
  });
});

describe('tracker: beforeSend', () => {
  const capture = (beforeSend: BeforeSend): World => {
    const world = new World();
    world.tracker.configure(settingsOf({ beforeSend }));
    return open(world).play(0, 1);
  };

  it('edits a copy, replaces, or drops', () => {
    const edited = capture((statement) => void (statement.result = { extensions: {} }));
    expect(edited.statements[0]?.result).to.deep.equal({ extensions: {} });
    const replaced = capture((statement) => ({ ...statement, timestamp: '2026-01-01T00:00:00.000Z' }));
    expect(replaced.statements[0]?.timestamp).to.equal('2026-01-01T00:00:00.000Z');
    expect(capture(() => null).parcels).to.deep.equal([]);
  });

  const failures: readonly [string, (statement: Record<string, unknown>) => unknown][] = [
    [
      'throws',
      () => {
        throw new Error('redactor is broken');
      }
    ],
    ['answers rubbish', () => 'yes'],
    ['answers a promise', async (statement) => Promise.resolve(statement)],
    ['makes a circle', (statement) => void (statement['self'] = statement)],
    ['takes the actor away', ({ actor: _, ...rest }) => rest]
  ];
  for (const [name, beforeSend] of failures) {
    it(`${name}: held, never sent as it was`, () => {
      // What types forbid, scripts do.
      const world = capture(beforeSend as BeforeSend);
      expect(world.parcels).to.deep.equal([]);
      expect(world.captured).to.deep.equal([]);
      expect(world.held).to.have.length(2);
      expect(new Set(world.problems.map(({ message }) => message)).size).to.equal(1);
    });
  }
});
