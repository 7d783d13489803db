import { expect } from 'chai';
import { KINDS, optionOf, whatOf, type EventOptions } from '../../../../src/server/commands/send/what.js';
import { UsageError } from '../../../../src/server/commands/usage-error.js';
import { World, type Ended } from './world.js';

interface Said {
  readonly actor: { readonly account?: { readonly name: string }; readonly mbox_sha1sum?: string };
  readonly verb: { readonly id: string };
  readonly object: { readonly id: string };
  readonly context: { readonly extensions: Readonly<Record<string, unknown>> };
}

const VISIT = 'http://tincan-definitions.kaltura.com/extensions/visitId';

/** Enough for any event; each takes what is its own. */
const ALL: EventOptions = {
  entry: '0_abc',
  entryName: 'Safety first',
  media: 'video',
  category: '21',
  categoryName: 'Marketing',
  categoryUrl: 'https://example.edu/category/21',
  text: 'Well said',
  collaboratorId: 'jane',
  collaboratorName: 'Jane',
  collaboratorEmail: 'jane@example.edu',
  appId: 'https://example.edu/app',
  appName: 'An app',
  pageType: 'lobby',
  pageName: 'main-lobby',
  pageValue: '1',
  pageInfo: 'x',
  buttonType: 'cta',
  buttonName: 'register-now',
  buttonValue: '1',
  buttonInfo: 'x',
  kalturaApplication: 'Portal',
  kalturaApplicationVer: '1.2',
  feature: 'lobby',
  virtualEventId: '7',
  playbackContext: '21'
};

describe('playkit-js-xapi send', function () {
  this.timeout(60_000);

  describe('reads the command line', () => {
    for (const [name, { parts }] of Object.entries(KINDS)) {
      const own = Object.fromEntries(parts.map((part) => [part, ALL[part]])) as EventOptions;

      it(`of ${name}`, () => {
        const what = whatOf(name, own);
        const said = JSON.stringify(what);
        for (const part of parts) expect(said, optionOf(part)).to.contain(JSON.stringify(own[part]));
      });

      it(`of ${name}, with an option that it does not have`, () => {
        const other = (Object.keys(ALL) as (keyof EventOptions)[]).find((part) => !parts.includes(part));
        if (!other) throw new Error('it has them all');
        expect(() => whatOf(name, { ...own, [other]: ALL[other] })).to.throw(UsageError, optionOf(other));
      });
    }

    const missing: readonly (readonly [string, EventOptions, string])[] = [
      ['entryLike', {}, '--entry'],
      ['entryPublish', { entry: ' ' }, '--entry'],
      ['categoryView', { categoryName: 'Marketing' }, '--category'],
      ['entryCollaborator', { entry: '0_abc', collaboratorName: 'Jane' }, '--collaborator-id'],
      ['entryUpload', { entry: '0_abc', media: 'film' }, '--media'],
      ['login', { appId: 'myapp' }, '--app-id: expected an absolute IRI'],
      ['captureSpaceLaunch', { appId: 'my app' }, '--app-id: expected an absolute IRI'],
      ['categoryView', { category: '21', categoryUrl: '/category/21' }, '--category-url: expected an absolute IRI'],
      ['entryPublish', { entry: '0_abc', category: '21', categoryUrl: 'x' }, '--category-url: expected'],
      ['entryCollaborator', { entry: '0_abc', collaboratorEmail: 'jane' }, '--collaborator-email: expected an e-mail'],
      ['entryLik', { entry: '0_abc' }, 'Did you mean entryLike?'],
      ['constructor', {}, 'There is no event']
    ];
    for (const [name, options, wanted] of missing)
      it(`of ${name} with ${JSON.stringify(options)}, and says what is wrong`, () => {
        expect(() => whatOf(name, options)).to.throw(UsageError, wanted);
      });
  });

  describe('as a command', () => {
    let world: World;
    beforeEach(async () => {
      world = await World.open();
    });
    afterEach(() => world.close());

    const send = (args: readonly string[], env = world.env): Promise<Ended> =>
      world.run(['send', '--directory', world.outbox, '--home-page', 'https://example.edu', ...args], { env });
    const said = (): readonly Said[] => world.lrs.arrivals.map(({ raw }) => JSON.parse(raw) as Said);

    it('says one event to the record store', async () => {
      const ended = await send([
        'entryPublish',
        '--entry',
        '0_abc',
        '--category',
        '21',
        '--user-id',
        'john',
        '--validate'
      ]);
      expect(ended).to.include({ code: 0 });
      expect(ended.stdout).to.equal('Statements and events: 1 sent, 0 refused, 0 kept for later\n');
      const [statement, ...more] = said();
      expect(more).to.have.length(0);
      expect(statement?.actor.account?.name).to.equal('john');
      expect(statement?.verb.id).to.match(/share$/);
      expect(statement?.object.id).to.equal('https://example.edu/media/t/0_abc');
    });

    it('begins a visit with each event: nothing links two viewers, nor two events of one', async () => {
      for (const user of ['john', 'jane', 'jane'])
        expect(await send(['login', '--user-id', user])).to.include({ code: 0 });
      const visits = said().map(({ context }) => context.extensions[VISIT]);
      for (const visit of visits) expect(visit).to.match(/^[\da-f]{8}-[\da-f-]{27}$/);
      expect(new Set(visits).size).to.equal(3);
    });

    it("says pages and buttons to Kaltura's analytics", async () => {
      const page = await send(['pageLoad', '--page-type', 'lobby', '--entry', '0_abc'], world.kaltura);
      expect(page).to.include({ code: 0 });
      await send(['buttonClicked', '--button-name', 'register-now'], world.kaltura);
      const wire = await world.wire();
      expect(wire.map(({ fields }) => [fields['eventType'], fields['pageType'] ?? fields['buttonName']])).to.deep.equal(
        [
          ['10003', 'lobby'],
          ['10002', 'register-now']
        ]
      );
    });

    it('keeps it while the record store is away, and a later one takes it along', async () => {
      world.lrs.faults.set([{ status: 503 }]);
      const away = await send(['login', '--user-id', 'john', '--patience', '0']);
      expect(away).to.include({ code: 3 });
      expect(away.stderr).to.match(/1 kept for lrs .*HTTP 503/);
      world.lrs.faults.set(null);
      expect(await send(['entryLike', '--entry', '0_abc', '--user-id', 'john'])).to.include({ code: 0 });
      expect(said().map(({ verb }) => verb.id.replace(/.*\//, ''))).to.deep.equal(['logged-in', 'like']);
    });

    it('sends no address where the site wants hashes, of nobody', async () => {
      const settings = await world.write('settings.json', '{"hashEmail": "Yes"}');
      const people = ['--user-email', 'john@example.edu', '--collaborator-email', 'jane@example.edu'];
      const ended = await send(['entryCollaborator', '--entry', '0_abc', '--settings', settings, ...people]);
      expect(ended).to.include({ code: 0 });
      const [statement] = world.lrs.arrivals;
      expect(statement?.raw).to.not.match(/j(ohn|ane)@/);
      expect(statement?.raw.match(/mbox_sha1sum/g)).to.have.length(2);
    });

    it('prints what it would send, and leaves nothing behind', async () => {
      const ended = await send(['login', '--user-id', 'john', '--dry-run'], {});
      expect(ended).to.include({ code: 0 });
      expect(JSON.parse(ended.stdout)).to.have.nested.property('statement.actor.account.name', 'john');
      expect(world.lrs.requests).to.have.length(0);
      expect(await world.listed()).to.deep.equal([]);
    });

    it('says how a destination that is off is switched on', async () => {
      const page = await send(['pageLoad', '--page-type', 'lobby']);
      expect(page).to.include({ code: 1, stdout: '' });
      expect(page.stderr).to.contain('Set KALTURA_PARTNER_ID, or --partner-id.');
      const login = await send(['login', '--user-id', 'john'], world.kaltura);
      expect(login.stderr).to.contain('Set XAPI_ENDPOINT, or --endpoint.');
    });

    it('queues nothing of an application whose id is none', async () => {
      const ended = await send(['login', '--app-id', 'myapp']);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(await world.listed()).to.deep.equal([]);
    });

    it('says that the settings switch an event off', async () => {
      const settings = await world.write('settings.json', '{"events": {"entryLike": "No"}}');
      const ended = await send(['entryLike', '--entry', '0_abc', '--settings', settings]);
      expect(ended).to.include({ code: 1, stdout: '' });
      expect(ended.stderr).to.contain('switch this event off');
    });
  });
});
