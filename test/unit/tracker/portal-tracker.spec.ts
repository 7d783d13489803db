import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PortalEvent } from '../../../src/events/portal-event.js';
import type { BeforeSend } from '../../../src/settings/settings.js';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { EVENTS } from '../xapi/portal-context.js';
import { DeskWorld } from './portal-tracker-world.js';
import { settingsOf } from './world.js';

const LIKE: PortalEvent = { type: 'entryLike', entry: { id: '0_abc' } };
const UNLIKE: PortalEvent = { type: 'entryUnlike', entry: { id: '0_abc' } };
const INVITE: PortalEvent = {
  type: 'entryCollaborator',
  entry: { id: '0_abc' },
  collaborator: { email: 'jane@example.org' }
};

describe('desk', () => {
  it('says each event at once, as a statement that passes the judges', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf());
    expect(EVENTS.map((event) => world.portalTracker.say(event))).to.deep.equal(EVENTS.map(() => undefined));
    expect(world.statements.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
    expect(world.captured.map(({ event }) => event)).to.deep.equal(EVENTS);
    expect(world.captured.map(({ statement }) => statement)).to.deep.equal(world.statements);
    expect(world.urgent).to.deep.equal(EVENTS.map(() => true));
    expect(new Set(world.parcels.map(({ kind }) => kind))).to.deep.equal(new Set(['interaction']));
  });

  it('gives timestamps that increase strictly, though the clock may stand still or waver', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 5000 }), { minLength: 1, maxLength: 20 }), (steps) => {
        const world = new DeskWorld();
        world.portalTracker.configure(settingsOf());
        for (const step of steps) {
          world.wall += step;
          world.portalTracker.say(LIKE);
        }
        const stamps = world.statements.map(({ timestamp }) => timestamp);
        expect(stamps).to.deep.equal([...new Set(stamps)].sort());
        expect(stamps).to.have.length(steps.length);
      })
    );
  });

  it('believes a clock that was corrected: one that was a week ahead bends no later timestamp', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf());
    const right = world.wall;
    world.wall += 7 * 86_400_000;
    world.portalTracker.say(LIKE);
    world.wall = right + 1000;
    world.portalTracker.say(UNLIKE);
    expect(world.statements.at(-1)?.timestamp).to.equal(new Date(right + 1000).toISOString());
  });

  it('holds all until settings are there, and says it then with its own times, in order', () => {
    const world = new DeskWorld();
    world.portalTracker.say(LIKE);
    world.wall += 1000;
    expect(world.portalTracker.track('page', { pageType: 'lobby' })).to.equal(undefined);
    world.portalTracker.say(UNLIKE);
    world.wall += 1000;
    expect(world.parcels).to.deep.equal([]);
    world.portalTracker.configure(settingsOf());
    expect(world.parcels.map(({ at }) => at - 1.7e12)).to.deep.equal([0, 1000, 1000]);
    expect(world.statements.map(({ timestamp }) => Date.parse(timestamp) - 1.7e12)).to.deep.equal([0, 1000]);
    world.portalTracker.hold();
    world.portalTracker.say(LIKE);
    expect(world.parcels).to.have.length(3);
    world.portalTracker.configure(settingsOf());
    expect(world.parcels).to.have.length(4);
  });

  it('says what it refuses of what was held as a problem', () => {
    const world = new DeskWorld();
    expect(world.portalTracker.say(LIKE)).to.equal(undefined);
    expect(world.portalTracker.track('button', { buttonTyp: 1 })).to.equal(undefined);
    world.portalTracker.configure(settingsOf({ endpoint: '' }));
    expect(world.problems.map(({ code, path }) => [code, path])).to.deep.equal([
      ['bad-call', 'entryLike'],
      ['bad-call', 'buttonClicked']
    ]);
    expect(world.problems[0]?.message).to.equal('entryLike: xAPI is off.');
  });

  it('says nothing after it was stopped', () => {
    const world = new DeskWorld();
    world.portalTracker.say(LIKE);
    world.portalTracker.stop();
    expect(world.portalTracker.say(LIKE)).to.equal('xAPI is off');
    expect(world.parcels).to.deep.equal([]);
    expect(world.problems).to.deep.equal([]);
  });

  it('takes an event that is switched off, and says nothing', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf({ events: { entryLike: 'No' } }));
    expect(world.portalTracker.say(LIKE)).to.equal(undefined);
    expect(world.portalTracker.say(UNLIKE)).to.equal(undefined);
    expect(world.captured.map(({ event }) => event.type)).to.deep.equal(['entryUnlike']);
  });

  it('invents one name a page for a viewer who is not known, or shares the browser’s, or says nothing', () => {
    const names = (anonymous: 'viewing' | 'browser' | 'skip'): readonly unknown[] => {
      const world = new DeskWorld();
      world.portalTracker.configure(settingsOf({ user: { id: '' }, anonymous }));
      const answers = [world.portalTracker.say(LIKE), world.portalTracker.say(UNLIKE)];
      return [answers, world.statements.map(({ actor }) => actor.account?.name.replace(/-.*/, '')), world.asked];
    };
    const none = [undefined, undefined];
    expect(names('viewing')).to.deep.equal([none, ['viewing', 'viewing'], ['viewing']]);
    expect(names('browser')).to.deep.equal([none, ['browser', 'browser'], ['browser', 'browser']]);
    const why = /^nobody is known, and anonymous is 'skip': say who it is with user$/;
    const [answers, actors] = names('skip');
    expect(actors).to.deep.equal([]);
    for (const answer of answers as readonly unknown[]) expect(answer).to.match(why);
  });

  it('needs an identity that the settings allow for a new co-editor', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf({ sendAccountInfoInsteadOfEmail: 'Yes' }));
    const why = 'collaborator: the settings allow no e-mail address here, give an id';
    expect(world.portalTracker.say(INVITE)).to.equal(why);
    world.portalTracker.configure(settingsOf({ hashEmail: 'Yes' }));
    expect(world.portalTracker.hashesEmail).to.equal(true);
    expect(world.portalTracker.say(INVITE), 'no hash').to.equal(why);
    expect(JSON.stringify(world.parcels)).to.not.include('jane');
    world.portalTracker.configure(settingsOf());
    expect(world.portalTracker.hashesEmail).to.equal(false);
    expect(world.portalTracker.say(INVITE)).to.equal(undefined);
  });

  it('holds what beforeSend failed on, drops what it drops, and sends what it edits', () => {
    const world = new DeskWorld();
    let broken = true;
    const beforeSend: BeforeSend = (statement) => {
      if (broken) throw new Error('redactor');
      return JSON.stringify(statement).includes('/unlike') ? null : { ...statement, result: { success: true } };
    };
    world.portalTracker.configure(settingsOf({ beforeSend }));
    expect(world.portalTracker.say(LIKE)).to.equal(undefined);
    expect(world.parcels).to.deep.equal([]);
    expect(world.problems.map(({ code }) => code)).to.deep.equal(['before-send']);
    const letters = world.held.map(({ parcel, reason }) => ({ ...parcel, reason, key: 1, buriedAt: 0, held: true }));
    expect(world.portalTracker.anotherChance(letters)).to.deep.equal([]);
    broken = false;
    expect(world.portalTracker.anotherChance(letters)[0]?.body).to.include('"success":true');
    world.portalTracker.configure(settingsOf());
    expect(world.portalTracker.anotherChance(letters)).to.deep.equal([]);
    world.portalTracker.configure(settingsOf({ beforeSend }));
    world.portalTracker.say(UNLIKE);
    world.portalTracker.say(LIKE);
    expect(world.statements.map(({ result }) => result)).to.deep.equal([{ success: true }]);
  });

  it('opens the lane of the analytics before it tells anything: another page may have left something in it', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf({ stats: 'No' }));
    expect(world.opened.map(({ id }) => id.destination)).to.deep.equal(['lrs', 'analytics']);
  });

  it('tells pages and buttons under the visit, which its statements name too', () => {
    const world = new DeskWorld();
    world.portalTracker.configure(settingsOf({ analytics: {}, stats: 'No' }));
    expect(world.portalTracker.track('page', { pageType: 'lobby', entryId: '0_abc' })).to.equal(undefined);
    expect(world.portalTracker.track('button', { buttonName: 'register-now' })).to.equal(undefined);
    world.portalTracker.say(LIKE);
    const visit = world.statements[0]?.context.extensions['http://tincan-definitions.kaltura.com/extensions/visitId'];
    const forms = world.parcels.slice(0, 2).map(({ body }) => new URLSearchParams(body));
    expect(forms.map((form) => form.get('sessionId'))).to.deep.equal([visit, visit]);
    expect(forms.map((form) => form.get('eventType'))).to.deep.equal(['10003', '10002']);
    expect(world.portalTracker.laneIds).to.have.length(2);
    expect(world.portalTracker.track('page', { pageTyp: 1 })).to.match(/^pageTyp is no field to set/);
  });

  it('takes the name of a session’s user, but none that was asked for another viewer', async () => {
    const sessionOf = (user: string): string => btoa(`${'0'.repeat(40)}|1091;1091;9999999999;0;1;${user};;;`);
    const world = new DeskWorld();
    const answers: ((ks: string) => void)[] = [];
    const ks = (): Promise<string> => new Promise((resolve) => answers.push(resolve));
    const ask = (): unknown => world.opened.at(-1)?.credential();
    const userOfNext = (): string | null => {
      world.portalTracker.track('page', {});
      return new URLSearchParams(world.parcels.at(-1)?.body).get('userId');
    };
    world.portalTracker.configure(settingsOf({ stats: 'No', user: { id: 'ann' }, ks }));
    const first = ask();
    world.portalTracker.configure(settingsOf({ stats: 'No', user: { id: 'bob' }, ks }));
    answers[0]?.(sessionOf('ann from the session'));
    await first;
    expect(userOfNext()).to.equal('bob');
    const second = ask();
    answers[1]?.(sessionOf('bob from the session'));
    await second;
    expect(userOfNext()).to.equal('bob from the session');
  });

  it('without a partner says so', () => {
    const world = new DeskWorld({ partnerId: undefined });
    world.portalTracker.configure(settingsOf());
    expect(world.portalTracker.track('page', {})).to.match(/it needs a partner id/);
  });
});
