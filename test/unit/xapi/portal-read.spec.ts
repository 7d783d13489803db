import { expect } from 'chai';
import * as fc from 'fast-check';
import { PORTAL_EVENTS, readPortalEvent } from '../../../src/xapi/portal/read.js';
import { EVENTS } from './portal-context.js';

const entry = { id: '0_abc12345' };

describe("reading a portal's event", () => {
  it('takes each of them with all that it may say', () => {
    for (const event of EVENTS) {
      const { type, ...fields } = event;
      // Whoever knows the hash makes it out of the address.
      const given = JSON.parse(JSON.stringify(fields).replace(/,"emailSha1":"f+"/, '')) as object;
      expect(readPortalEvent(type, given)).to.deep.equal({ type, ...given });
    }
  });

  it('takes the least that it can be', () => {
    expect(readPortalEvent('login')).to.deep.equal({ type: 'login' });
    expect(readPortalEvent('login', null)).to.deep.equal({ type: 'login' });
    expect(readPortalEvent('entryLike', { entry })).to.deep.equal({ type: 'entryLike', entry });
    expect(readPortalEvent('categoryView', { category: { id: 42 } })).to.deep.equal({
      type: 'categoryView',
      category: { id: '42' }
    });
  });

  it('knows both names of a launch', () => {
    expect(readPortalEvent('kalturaCaptureLaunch')).to.deep.equal({ type: 'captureSpaceLaunch' });
  });

  it('takes what a form left blank as left out', () => {
    const given = { entry: { id: '0_abc', name: '', duration: null }, text: ' ' };
    expect(readPortalEvent('entryComment', given)).to.deep.equal({ type: 'entryComment', entry: { id: '0_abc' } });
  });

  const wrong: readonly (readonly [type: unknown, fields: unknown, sentence: RegExp])[] = [
    ['entryLik', { entry }, /^entryLik: no such event, did you mean entryLike\. There are categoryView, .*Launch\.$/],
    ['', {}, /^an event must be named: categoryView, /],
    [' ', {}, /^an event must be named: /],
    [undefined, {}, /^undefined: no such event/],
    ['constructor', {}, /^constructor: no such event/],
    ['entryLike', {}, /^entryLike: entry: missing, expected \{id, name, description, language, duration, media\}\.$/],
    ['entryLike', { entry: {} }, /^entryLike: entry\.id: missing, expected an entry id, not an address\.$/],
    ['entryLike', { entry: { id: '' } }, /^entryLike: entry\.id: missing/],
    ['entryLike', { entry: '0_abc' }, /^entryLike: entry: expected \{id, /],
    [
      'entryLike',
      { entry: { id: 'https://x.org/0_a' } },
      /entry\.id: expected an entry id, not an address, got "https/
    ],
    ['entryLike', { entry: { id: '/media/0_abc' } }, /entry\.id: expected an entry id, not an address/],
    ['entryLike', { entyr: entry, entry }, /^entryLike: entyr: unknown key, did you mean entry\.$/],
    [
      'entryLike',
      { entry: { ...entry, nam: 'x' } },
      /^entryLike: entry\.nam: unknown key, did you mean entry\.name\.$/
    ],
    ['entryLike', { entry, text: 'x' }, /^entryLike: text: unknown key/],
    ['entryLike', 'entry', /^entryLike: expected \{entry\}, got "entry"\.$/],
    ['entryLike', { entry: { ...entry, duration: -1 } }, /entry\.duration: expected a number of seconds, from 0/],
    ['entryLike', { entry: { ...entry, media: 'film' } }, /entry\.media: expected video or audio, got "film"/],
    ['categoryView', {}, /^categoryView: category: missing, expected \{id, name, url\}\.$/],
    ['categoryView', { category: { name: 'x' } }, /^categoryView: category\.id: missing, expected text\.$/],
    ['categoryView', { category: { id: 1, url: '/c' } }, /category\.url: expected an absolute IRI, got "\/c"/],
    ['entryPublish', { entry, category: { name: 'x' } }, /^entryPublish: category\.id: missing/],
    ['entryCollaborator', { entry }, /^entryCollaborator: collaborator: missing, expected \{id, name, email\}\.$/],
    [
      'entryCollaborator',
      { entry, collaborator: { name: 'J' } },
      /collaborator: expected an id or an e-mail address\.$/
    ],
    [
      'entryCollaborator',
      { entry, collaborator: { email: 'ja ne' } },
      /collaborator\.email: expected an e-mail address\.$/
    ],
    ['login', { application: { id: 'Moodle' } }, /application\.id: expected an absolute IRI, got "Moodle"/]
  ];
  for (const [type, fields, sentence] of wrong)
    it(`refuses ${String(type)} ${JSON.stringify(fields)}`, () => {
      expect(readPortalEvent(type, fields)).to.be.a('string').and.match(sentence);
    });

  it('never throws, and says nothing twice', () => {
    const names = fc.oneof(fc.constantFrom(...PORTAL_EVENTS), fc.anything());
    fc.assert(
      fc.property(names, fc.anything(), (type, fields) => {
        const read = readPortalEvent(typeof type === 'string' ? type : JSON.stringify(type), fields);
        if (typeof read === 'string') expect(read).to.match(/^[^]*\.$/);
        else expect(PORTAL_EVENTS).to.include(read.type);
      })
    );
  });
});
