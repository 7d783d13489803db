import { expect } from 'chai';
import * as fc from 'fast-check';
import type { XapiConfig } from '../../../src/settings/config.js';
import { AT, EVENTS, portalStatement, said, VISIT } from './portal-context.js';

const K = 'http://tincan-definitions.kaltura.com/extensions/';
const ADDED_BY = K + 'addedBy';
const SITE = 'https://example.mediaspace.kaltura.com';
const AS = 'http://activitystrea.ms/schema/1.0/';
const VIDEO = 'https://w3id.org/xapi/video/activity-type/video';
const CATEGORY = 'http://id.tincanapi.com/activitytype/category';

/** Event, verb, the object's id and type: DESIGN's table, letter by letter. */
const TABLE: readonly (readonly [string, string, string, string])[] = [
  ['categoryView', 'http://id.tincanapi.com/verb/viewed', 'https://example.org/channel/42', CATEGORY],
  ['login', 'https://w3id.org/xapi/adl/verbs/logged-in', 'https://lms.example.org', AS + 'application'],
  ['entryLike', AS + 'like', `${SITE}/media/t/0_abc`, VIDEO],
  ['entryUnlike', AS + 'unlike', `${SITE}/media/t/0_abc`, AS + 'audio'],
  ['entryComment', 'http://adlnet.gov/expapi/verbs/commented', `${SITE}/media/t/0_abc`, VIDEO],
  ['entryUpload', AS + 'create', `${SITE}/media/t/0_abc`, VIDEO],
  ['entryPublish', AS + 'share', `${SITE}/media/t/0_abc`, VIDEO],
  ['entryUnlisted', AS + 'unshare', `${SITE}/media/t/0_abc`, VIDEO],
  ['entryCollaborator', AS + 'join', `${SITE}/media/t/0_abc`, VIDEO],
  [
    'captureSpaceLaunch',
    'http://adlnet.gov/expapi/verbs/launched',
    'http://tincan-definitions.kaltura.com/products/capture/1',
    AS + 'application'
  ]
];

const named = (type: string): (typeof EVENTS)[number] => {
  const event = EVENTS.find((one) => one.type === type);
  if (!event) throw new Error(`no ${type}`);
  return event;
};

describe("a portal's statement", () => {
  for (const [type, verb, id, objectType] of TABLE)
    it(`of ${type} has its verb and object, and passes the judges`, () => {
      const { verb: its, object, context, timestamp } = said(named(type));
      expect([its.id, object.id, object.definition?.type]).to.deep.equal([verb, id, objectType]);
      expect(context.registration).to.equal(undefined);
      expect(context.extensions[K + 'visitId']).to.equal(VISIT);
      expect(timestamp).to.equal(new Date(AT).toISOString());
      expect(context.contextActivities.other).to.have.length(1);
    });

  it('is there for every event', () => {
    expect(EVENTS.map(({ type }) => type)).to.deep.equal(TABLE.map(([type]) => type));
  });

  it('is in Kaltura’s words whatever the vocabulary', () => {
    for (const vocabulary of ['video', 'both'] as const)
      expect(said(named('entryLike'), { vocabulary })).to.deep.equal(said(named('entryLike')));
  });

  it('can be switched off, or be given another verb', () => {
    expect(portalStatement(named('login'), { events: { login: 'No' } })).to.equal(undefined);
    const verbs = { login: { id: 'https://v.example/came', display: { en: 'came' } } };
    expect(said(named('login'), { verbs }).verb).to.deep.equal(verbs.login);
  });

  it('says all that is known of the entry', () => {
    expect(said(named('entryLike'), { language: 'en' }).object.definition).to.deep.equal({
      type: VIDEO,
      name: { en: 'A lecture' },
      description: { en: 'On xAPI' },
      extensions: { [K + 'entryId']: '0_abc', 'https://w3id.org/xapi/video/extensions/length': 60 }
    });
  });

  it('belongs where the entry’s viewings do', () => {
    const config: XapiConfig = {
      category: ({ id }) => ({ id: `of ${id}`, url: 'https://c.example/1' }),
      activityId: 'https://v.example/{entryId}'
    };
    const { object, context } = said(named('entryUpload'), config);
    expect(object.id).to.equal('https://v.example/0_abc');
    expect(context.contextActivities.category?.[1]?.id).to.equal('https://c.example/1');
    expect(context.extensions[K + 'playbackContext']).to.equal('of 0_abc');
  });

  it('of publishing names the channel, before the one that the page is of', () => {
    const { context } = said(named('entryPublish'), { category: { id: '1', name: 'Elsewhere' } });
    const [, channel, ...others] = context.contextActivities.category ?? [];
    expect(others).to.deep.equal([]);
    expect(channel).to.deep.include({ id: `${SITE}/category/42` });
    expect(channel?.definition).to.deep.equal({ type: CATEGORY, name: { en: 'Marketing' } });
    expect(context.extensions[K + 'playbackContext']).to.equal('42');
  });

  it('of a category view has the category as object, and not also round it', () => {
    const { context } = said(named('categoryView'), { category: { id: '42' } });
    expect(context.contextActivities.category).to.have.length(1);
    expect(context.extensions[K + 'playbackContext']).to.equal('42');
  });

  it('without an entry asks no function of the entry', () => {
    const category = (): never => {
      throw new Error('there is no entry');
    };
    expect(said(named('login'), { category }).context.contextActivities.category).to.have.length(1);
    const fixed = said(named('login'), { category: { id: '7' } }).context;
    expect([fixed.contextActivities.category?.length, fixed.extensions[K + 'playbackContext']]).to.deep.equal([2, '7']);
  });

  it('of a login is about the site, unless it says otherwise', () => {
    const { object } = said({ type: 'login' });
    expect(object).to.deep.equal({
      objectType: 'Activity',
      id: SITE,
      definition: { type: AS + 'application', name: { en: 'Kaltura MediaSpace' } }
    });
    const named = said({ type: 'login', application: { name: 'Moodle' } }).object;
    expect([named.id, named.definition?.name]).to.deep.equal([SITE, { en: 'Moodle' }]);
    const other = said({ type: 'login', application: { id: 'https://lms.example.org' } }).object;
    expect([other.id, other.definition?.name], 'no wrong name').to.deep.equal(['https://lms.example.org', undefined]);
  });

  it('of a launch is about Kaltura Capture, unless it says otherwise', () => {
    expect(said({ type: 'captureSpaceLaunch' }).object.definition?.name).to.deep.equal({ en: 'Kaltura Capture' });
    expect(said(named('captureSpaceLaunch')).object.definition?.name).to.deep.equal({ en: 'Capture Space' });
  });

  it('of a comment keeps its words to itself, unless the site opted in', () => {
    expect(JSON.stringify(said(named('entryComment')))).to.not.include('Well said');
    expect(said(named('entryComment'), { sendCommentText: 'Yes' }).result).to.deep.equal({ response: 'Well said' });
    expect(said({ type: 'entryComment', entry: { id: '0_abc' } }, { sendCommentText: true }).result).to.equal(
      undefined
    );
  });

  it('of a new co-editor is theirs, as the guide says it: “User is made a co-editor of an Entry”', () => {
    const { actor, verb, object, context } = said(named('entryCollaborator'));
    expect(actor).to.deep.equal({ objectType: 'Agent', name: 'Jane', mbox: 'mailto:jane@example.org' });
    expect(verb).to.deep.equal({ id: AS + 'join', display: { en: 'joined as co-editor' } });
    expect(object.id).to.equal(`${SITE}/media/t/0_abc`);
    const john = { objectType: 'Agent', account: { name: 'john', homePage: SITE } };
    expect(context.extensions[ADDED_BY]).to.deep.equal(john);
  });

  it('of a new co-editor names both by the rule of the actor', () => {
    const both = (config: XapiConfig): readonly unknown[] => {
      const { actor, context } = said(named('entryCollaborator'), config);
      return [actor, context.extensions[ADDED_BY]];
    };
    const jane = { objectType: 'Agent', name: 'Jane' };
    const john = { objectType: 'Agent', account: { name: 'john', homePage: SITE } };
    expect(both({ sendAccountInfoInsteadOfEmail: 'Yes', hashEmail: true })).to.deep.equal([
      { ...jane, account: { name: 'jane', homePage: SITE } },
      john
    ]);
    // A plain name beside a hash would give away what it hides.
    expect(both({ hashEmail: true })[0]).to.deep.equal({ objectType: 'Agent', mbox_sha1sum: 'f'.repeat(40) });
    expect(both({ sendName: 'No' })[0]).to.deep.equal({ objectType: 'Agent', mbox: 'mailto:jane@example.org' });
    const address = { objectType: 'Agent', mbox: 'mailto:john@example.org' };
    expect(both({ user: { id: 'john', email: 'john@example.org' } })[1]).to.deep.equal(address);
    // Somebody who is not known added them: nothing is said of who it was.
    expect(both({ user: {} })[1]).to.equal(undefined);
  });

  it('never shows an address that is to be hashed or left out', () => {
    const settings = fc.record({ hashEmail: fc.boolean(), sendAccountInfoInsteadOfEmail: fc.boolean() });
    const event = named('entryCollaborator');
    fc.assert(
      fc.property(settings, fc.constantFrom(undefined, 'a'.repeat(40)), (config, emailSha1) => {
        if (!config.hashEmail && !config.sendAccountInfoInsteadOfEmail) return;
        if (event.type !== 'entryCollaborator') return;
        const collaborator = { id: 'jane', email: 'jane@example.org', ...(emailSha1 && { emailSha1 }) };
        expect(JSON.stringify(said({ ...event, collaborator }, config))).to.not.include('jane@example.org');
      })
    );
  });
});
