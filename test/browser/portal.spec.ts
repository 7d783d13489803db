import { expect } from 'chai';
import sinon from 'sinon';
import type { PortalFields } from '../../src/portal/index.js';
import { sha1 } from '../../src/browser/sha1.js';
import { closePortals, openPortal } from '../support/portal-stage.js';
import { K, wordOf } from '../support/reading.js';
import { publishSite } from '../support/site.js';

const entry = { id: '0_abc12345', name: 'A lecture', duration: 60 };
const ADDED_BY = K + 'addedBy';

const SAID: readonly (readonly [keyof PortalFields, PortalFields[keyof PortalFields], word: string])[] = [
  ['categoryView', { category: { id: '42', name: 'Marketing' } }, 'viewed'],
  ['login', {}, 'logged in'],
  ['entryLike', { entry }, 'liked'],
  ['entryUnlike', { entry }, 'unliked'],
  ['entryComment', { entry, text: 'Well said' }, 'commented'],
  ['entryUpload', { entry }, 'created'],
  ['entryPublish', { entry, category: { id: '42', name: 'Marketing' } }, 'shared'],
  ['entryUnlisted', { entry }, 'unshared'],
  ['entryCollaborator', { entry, collaborator: { id: 'jane', name: 'Jane' } }, 'joined as co-editor'],
  ['captureSpaceLaunch', {}, 'launched'],
  ['kalturaCaptureLaunch', { application: { name: 'Capture' } }, 'launched']
];

describe('a portal', () => {
  afterEach(closePortals);
  afterEach(() => sinon.restore());

  it('says every event of the guide, each at once, in order', async () => {
    const { portal, received, problems, store } = openPortal({ linger: 60 });
    for (const [type, fields] of SAID) expect(portal.say(type, fields), type).to.equal(true);
    // Nothing is waited for.
    await store.waitFor(SAID.length);
    const statements = await received();
    expect(statements.map(wordOf)).to.deep.equal(SAID.map(([, , word]) => word));
    const stamps = statements.map(({ timestamp }) => timestamp);
    expect(stamps).to.deep.equal([...new Set(stamps)].sort());
    expect(problems).to.deep.equal([]);
    const { lanes, on } = await portal.status();
    expect([on, lanes.map(({ waiting, sent }) => [waiting, sent])]).to.deep.equal([true, [[0, SAID.length]]]);
  });

  it('has a method for each of them', async () => {
    const { portal, received } = openPortal();
    const done = [
      portal.categoryView({ category: { id: '42' } }),
      portal.login(),
      portal.entryLike({ entry }),
      portal.entryUnlike({ entry }),
      portal.entryComment({ entry }),
      portal.entryUpload({ entry }),
      portal.entryPublish({ entry }),
      portal.entryUnlisted({ entry }),
      portal.entryCollaborator({ entry, collaborator: { email: 'jane@example.org' } }),
      portal.captureSpaceLaunch(),
      portal.kalturaCaptureLaunch()
    ];
    expect(done).to.deep.equal(SAID.map(() => true));
    expect((await received()).map(wordOf)).to.deep.equal(SAID.map(([, , word]) => word));
  });

  it('tells its listeners of each statement, and of its delivery, until they listen no more', async () => {
    const { portal, next } = openPortal();
    const told: string[] = [];
    const end = portal.on('xapi_statement', ({ statement, event }) => told.push(`${event.type} ${wordOf(statement)}`));
    const sent = next('xapi_delivery', ({ type }) => type === 'sent');
    portal.entryLike({ entry });
    await sent;
    end();
    portal.entryUnlike({ entry });
    expect(told).to.deep.equal(['entryLike liked']);
  });

  it('keeps the words of a comment to itself, unless the site opted in', async () => {
    const { portal, received, store } = openPortal();
    portal.entryComment({ entry, text: 'Well said' });
    await received();
    expect((await store.raw()).join()).to.not.include('Well said');
    portal.configure({ sendCommentText: 'Yes' });
    portal.entryComment({ entry, text: 'Well said' });
    expect((await received()).at(-1)?.result).to.deep.equal({ response: 'Well said' });
  });

  it('hashes the address of a new co-editor like that of the viewer', async () => {
    const user = { email: 'john@example.org' };
    const { portal, next, received, store } = openPortal({ user, hashEmail: 'Yes' });
    const said = next('xapi_statement');
    expect(portal.entryCollaborator({ entry, collaborator: { email: 'jane@example.org' } })).to.equal(true);
    await said;
    const [statement] = await received();
    expect(statement?.actor).to.deep.equal({
      objectType: 'Agent',
      mbox_sha1sum: await sha1('mailto:jane@example.org')
    });
    const addedBy = statement?.context.extensions[ADDED_BY];
    expect(addedBy).to.deep.equal({ objectType: 'Agent', mbox_sha1sum: await sha1('mailto:john@example.org') });
    expect((await store.raw()).join()).to.not.include('@example.org');
  });

  it('tells pages and buttons in which context they are: of the settings, of the entry that is named, or of the call', async () => {
    const analytics = { partnerId: 1091 };
    const byEntry = ({ id }: { readonly id: string }): string | undefined => (id === '0_a' ? 'course-a' : undefined);
    for (const [config, fields, context] of [
      [{ category: { id: 42 } }, {}, '42'],
      [{ category: { id: 42 }, playbackContext: 'course-7' }, {}, 'course-7'],
      [{ category: { id: 42 } }, { playbackContext: 86091 }, '86091'],
      [{ category: { id: 42 }, playbackContext: byEntry }, { entryId: '0_a' }, 'course-a'],
      [{ category: { id: 42 }, playbackContext: byEntry }, { entryId: '0_b' }, '42'],
      [{ category: { id: 42 }, playbackContext: byEntry }, {}, '42'],
      [{}, {}, undefined]
    ] as const) {
      const { portal, heard, account, problems } = openPortal({ ...config, analytics });
      const { analyticsServiceUrl } = account.env as { readonly analyticsServiceUrl: string };
      portal.configure({ analytics: { serviceUrl: analyticsServiceUrl } });
      portal.pageLoad({ pageType: 'lobby', ...fields });
      portal.buttonClicked({ buttonType: 'cta', ...fields });
      const events = await heard();
      expect(events.map((event) => event.fields['playbackContext'])).to.deep.equal([context, context]);
      expect(problems).to.deep.equal([]);
      await closePortals();
    }
  });

  it('joins page, click and statements by one visit', async () => {
    const { portal, received, heard, account, problems } = openPortal({
      analytics: { partnerId: 1091, serviceUrl: undefined }
    });
    const { analyticsServiceUrl } = account.env as { readonly analyticsServiceUrl: string };
    portal.configure({ analytics: { serviceUrl: analyticsServiceUrl, kalturaApplication: 'events-portal' } });
    expect(portal.pageLoad({ pageType: 'lobby', pageName: 'main-lobby' })).to.equal(true);
    expect(portal.buttonClicked({ buttonType: 'cta', buttonName: 'register-now' })).to.equal(true);
    expect(portal.pageLoad({ pageTyp: 'x' } as object)).to.equal(false);
    portal.entryLike({ entry });
    const [page, button, ...rest] = await heard();
    expect(rest).to.deep.equal([]);
    const common = { partnerId: '1091', userId: 'johnuser', kalturaApplication: 'events-portal' };
    expect(page?.fields).to.include({ ...common, eventType: '10003', pageType: 'lobby', pageName: 'main-lobby' });
    expect(button?.fields).to.include({ ...common, eventType: '10002', buttonType: 'cta' });
    const [statement] = await received();
    const visit = statement?.context.extensions[K + 'visitId'];
    expect([page?.fields['sessionId'], button?.fields['sessionId']]).to.deep.equal([visit, visit]);
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([['bad-call', 'pageLoad']]);
    expect((await portal.status()).lanes).to.have.length(2);
  });

  it('delivers what was said while the record store was away, in order, once', async () => {
    const { portal, store, next, received } = openPortal();
    await store.faults([{ cut: true }]);
    const away = next('xapi_delivery', ({ type }) => type === 'retry');
    portal.login();
    portal.entryLike({ entry });
    await away;
    portal.entryUnlike({ entry });
    expect((await portal.status()).lanes[0]?.waiting).to.equal(3);
    await store.faults([]);
    // What the browser says when the network is back.
    window.dispatchEvent(new Event('online'));
    await store.waitFor(3);
    expect((await received()).map(wordOf)).to.deep.equal(['logged in', 'liked', 'unliked']);
  });

  it('holds all while the site’s settings come, and says it with its own time', async () => {
    const siteSettings = await publishSite({ applicationName: 'Portal' });
    const { portal, next, received, heard } = openPortal({ siteSettings });
    const began = Date.now();
    const said = next('xapi_statement');
    expect([portal.login(), portal.pageLoad({ pageType: 'lobby' })]).to.deep.equal([true, true]);
    const ended = Date.now();
    await said;
    const [login] = await received();
    expect(login?.context.platform).to.equal('Portal');
    expect(Date.parse(login?.timestamp ?? '')).to.be.within(began, ended);
    expect((await heard()).map(({ fields }) => fields['pageType'])).to.deep.equal(['lobby']);
  });

  it('keeps what beforeSend failed on, until retry(), and forgets all on forget()', async () => {
    let broken = true;
    const beforeSend = (): undefined => {
      if (broken) throw new Error('redactor');
    };
    const { portal, received, problems, store } = openPortal({ beforeSend });
    expect(portal.entryLike({ entry })).to.equal(true);
    expect(problems.map(({ code }) => code)).to.deep.equal(['before-send']);
    broken = false;
    expect(await portal.retry()).to.equal(1);
    expect((await received()).map(wordOf)).to.deep.equal(['liked']);
    await store.faults([{ cut: true }]);
    portal.entryUnlike({ entry });
    await portal.flush();
    await portal.forget();
    expect((await portal.status()).lanes[0]?.waiting).to.equal(0);
  });

  it('says more on the console where it is told to', async () => {
    const debug = sinon.stub(console, 'debug');
    const { portal, received } = openPortal({ debug: 'Yes' });
    portal.login();
    await received();
    expect(debug.args.map(([, name]) => String(name))).to.include.members(['xapi_statement', 'xapi_delivery']);
  });

  it('says nothing more once it is destroyed', async () => {
    const { portal, received } = openPortal();
    portal.login();
    portal.destroy();
    expect(portal.entryLike({ entry })).to.equal(false);
    portal.configure({ user: { id: 'jane' } });
    expect(portal.entryLike({ entry })).to.equal(false);
    expect((await received()).map(wordOf)).to.deep.equal(['logged in']);
  });
});
