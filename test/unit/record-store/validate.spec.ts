import learningLocker from '@learninglocker/xapi-validation';
import { expect } from 'chai';
import { validateStatement } from '../../../src/server/validate/statement.js';
import { statement, uuid } from './samples.js';

type Case = readonly [name: string, changes: Readonly<Record<string, unknown>>];

const VOIDED = { id: 'http://adlnet.gov/expapi/verbs/voided' };
const REF = { objectType: 'StatementRef', id: uuid(7) };
const ACTIVITY = { id: 'https://example.org/a' };
const AGENT = { mbox: 'mailto:ann@example.org' };
const video = (more: object): object => ({ id: 'https://example.org/v', definition: more });

const good: readonly Case[] = [
  ['the sample', {}],
  ['no id', { id: undefined }],
  ['no context', { context: undefined }],
  ['an mbox', { actor: AGENT }],
  ['an mbox_sha1sum', { actor: { mbox_sha1sum: 'cd9b00a5611f94eaa7b1661edab976068e364975' } }],
  ['an openid', { actor: { openid: 'https://example.org/id' } }],
  ['an anonymous group', { actor: { objectType: 'Group', member: [AGENT] } }],
  ['an identified group', { actor: { objectType: 'Group', ...AGENT } }],
  ['an agent as object', { object: { objectType: 'Agent', ...AGENT }, context: {} }],
  ['null inside an extension', { result: { extensions: { 'https://example.org/e': null } } }],
  ['deep extension', { result: { extensions: { 'https://example.org/e': { a: [null, 1] } } } }],
  ['a duration', { result: { duration: 'PT12.50S' } }],
  ['a long duration', { result: { duration: 'P1DT2H3M4S' } }],
  ['a duration in weeks', { result: { duration: 'P2W' } }],
  ['a score', { result: { score: { scaled: -1, raw: 5, min: 0, max: 10 }, success: true, completion: false } }],
  ['a zone other than Z', { timestamp: '2026-01-31T12:00:00+05:30' }],
  ['the basic form', { timestamp: '20260131T120000Z' }],
  ['version 1.0.3', { version: '1.0.3' }],
  [
    'language tags',
    { verb: { id: 'http://x.org/v', display: { 'en-GB': 'a', und: 'b', 'zh-Hant-TW': 'c', 'x-own': 'd' } } }
  ],
  ['a context language', { context: { language: 'de-AT' } }],
  ['a statement in the context', { context: { statement: REF } }],
  [
    'a sub-statement',
    {
      object: { objectType: 'SubStatement', actor: AGENT, verb: { id: 'http://x.org/v' }, object: ACTIVITY },
      context: {}
    }
  ],
  ['voiding', { verb: VOIDED, object: REF, context: {} }],
  [
    'an interaction',
    { object: video({ interactionType: 'choice', choices: [{ id: 'a' }], correctResponsesPattern: ['a'] }) }
  ],
  ['an authority', { authority: AGENT }],
  [
    'an attachment',
    {
      attachments: [
        {
          usageType: 'https://x.org/u',
          display: { en: 'a' },
          contentType: 'text/plain',
          length: 3,
          sha2: 'a'.repeat(64),
          fileUrl: 'https://x.org/f'
        }
      ]
    }
  ]
];

const bad: readonly Case[] = [
  ['no actor', { actor: undefined }],
  ['no verb', { verb: undefined }],
  ['no object', { object: undefined }],
  ['other outside contextActivities (the seed)', { context: { other: [ACTIVITY] } }],
  ['an unknown key', { extra: 1 }],
  ['a key in another case', { Timestamp: '2026-01-31T12:00:00Z' }],
  ['an unknown key deep inside', { object: { ...ACTIVITY, definition: { title: { en: 'x' } } } }],
  ['a UUID that is none', { id: 'abc' }],
  ['two identifiers', { actor: { ...AGENT, account: { homePage: 'https://x.org', name: 'a' } } }],
  ['no identifier', { actor: { name: 'Ann' } }],
  ['an mbox without mailto', { actor: { mbox: 'ann@example.org' } }],
  ['an mbox without a domain', { actor: { mbox: 'mailto:ann' } }],
  ['an account without homePage', { actor: { account: { name: 'a' } } }],
  ['an account with a relative homePage', { actor: { account: { homePage: 'x.org', name: 'a' } } }],
  ['an account whose name is a number', { actor: { account: { homePage: 'https://x.org', name: 7 } } }],
  ['an anonymous group without members', { actor: { objectType: 'Group', member: [] } }],
  ['a wrong objectType', { actor: { objectType: 'Person', ...AGENT } }],
  ['a verb that is no IRI', { verb: { id: 'play' } }],
  ['a display under no language', { verb: { id: 'http://x.org/v', display: { english_us: 'a' } } }],
  ['a display that is a string', { verb: { id: 'http://x.org/v', display: 'a' } }],
  ['null for a part', { result: null }],
  ['null deep inside', { context: { platform: null } }],
  ['an extension whose key is no IRI', { result: { extensions: { progress: 50 } } }],
  ['a clock for a duration', { result: { duration: '00:01:00' } }],
  ['an empty duration', { result: { duration: 'P' } }],
  ['scaled above 1', { result: { score: { scaled: 1.01 } } }],
  ['raw above max', { result: { score: { raw: 11, max: 10 } } }],
  ['min above max', { result: { score: { min: 11, max: 10 } } }],
  ['completion as a string', { result: { completion: 'true' } }],
  ['a time without a zone', { timestamp: '2026-01-31T12:00:00' }],
  ['minus zero as zone', { timestamp: '2026-01-31T12:00:00-00:00' }],
  ['month 13', { timestamp: '2026-13-01T12:00:00Z' }],
  ['a timestamp as number', { timestamp: 1769860800000 }],
  ['platform on an agent', { object: { objectType: 'Agent', ...AGENT }, context: { platform: 'x' } }],
  ['revision on a reference', { object: REF, context: { revision: '1' } }],
  ['a lone context activity', { context: { contextActivities: { parent: ACTIVITY } } }],
  ['an unknown kind of context activity', { context: { contextActivities: { others: [ACTIVITY] } } }],
  ['a registration that is no UUID', { context: { registration: '1' } }],
  ['voiding an activity', { verb: VOIDED }],
  [
    'a sub-statement in a sub-statement',
    {
      object: {
        objectType: 'SubStatement',
        actor: AGENT,
        verb: { id: 'http://x.org/v' },
        object: { objectType: 'SubStatement' }
      },
      context: {}
    }
  ],
  [
    'a sub-statement with an id',
    {
      object: {
        objectType: 'SubStatement',
        id: uuid(1),
        actor: AGENT,
        verb: { id: 'http://x.org/v' },
        object: ACTIVITY
      },
      context: {}
    }
  ],
  ['version 2.0.0', { version: '2.0.0' }],
  ['an answer pattern without a kind', { object: video({ correctResponsesPattern: ['a'] }) }],
  ['components of another kind', { object: video({ interactionType: 'numeric', choices: [] }) }],
  ['contextAgents', { context: { contextAgents: [] } }],
  [
    'an attachment without a digest',
    {
      attachments: [
        {
          usageType: 'https://x.org/u',
          display: { en: 'a' },
          contentType: 'text/plain',
          length: 3,
          fileUrl: 'https://x.org/f'
        }
      ]
    }
  ]
];

/** Where this store is stricter than the npm validator, on purpose. */
const stricter: readonly Case[] = [
  ['a day without a time', { timestamp: '2026-01-31' }],
  ['the 30th of February', { timestamp: '2026-02-30T12:00:00Z' }],
  ['a short digest', { actor: { mbox_sha1sum: 'abcdef' } }],
  ['a UUID in braces', { id: `{${uuid(1)}}` }],
  ['a group in a group', { actor: { objectType: 'Group', member: [{ objectType: 'Group', ...AGENT }] } }],
  ['an IRI with a space', { verb: { id: 'http://x.org/a b' } }],
  ['a negative duration', { result: { duration: '-PT1S' } }],
  [
    'an attachment without an address',
    {
      attachments: [
        {
          usageType: 'https://x.org/u',
          display: { en: 'a' },
          contentType: 'text/plain',
          length: 3,
          sha2: 'a'.repeat(64)
        }
      ]
    }
  ]
];

describe('validator of the record store', () => {
  for (const [name, changes] of good) {
    it(`agrees with @learninglocker/xapi-validation: takes ${name}`, () => {
      expect(learningLocker(statement(changes))).to.deep.equal([]);
      expect(validateStatement(statement(changes))).to.deep.equal([]);
    });
  }

  for (const [name, changes] of bad) {
    it(`agrees with @learninglocker/xapi-validation: refuses ${name}`, () => {
      expect(learningLocker(statement(changes))).to.not.be.empty;
      expect(validateStatement(statement(changes))).to.not.be.empty;
    });
  }

  for (const [name, changes] of stricter) {
    it(`is stricter than @learninglocker/xapi-validation: refuses ${name}`, () => {
      expect(learningLocker(statement(changes))).to.deep.equal([]);
      expect(validateStatement(statement(changes))).to.not.be.empty;
    });
  }

  it('refuses what is no object', () => {
    for (const value of [null, 7, 'x', [], undefined])
      expect(validateStatement(value), String(value)).to.have.lengthOf(1);
  });

  it('says where and what', () => {
    const problems = validateStatement(
      statement({ actor: { mbox: 'x' }, context: { other: [] } }),
      '1.0',
      'statements[3]'
    );
    expect(problems).to.deep.equal([
      { path: 'statements[3].actor.mbox', message: 'must be "mailto:" and an e-mail address, not "x"' },
      { path: 'statements[3].context.other', message: 'is an unknown key' }
    ]);
  });
});
