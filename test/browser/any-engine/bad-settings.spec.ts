import { expect } from 'chai';
import sinon from 'sinon';
import type { ProblemCode } from '../../../src/settings/settings.js';
import { complainsOnce, playsOn, watchConsole } from '../../support/complaints.js';
import { pageIsTracked } from '../../support/page.js';
import { briefly } from '../../support/reading.js';
import { forgetUiConf, publishSite, serveUiConf } from '../../support/site.js';
import { closeStages, openStage } from '../../support/stage.js';

const gone = undefined;

describe('a bad setting', () => {
  afterEach(closeStages);
  afterEach(() => sinon.restore());

  const OFF: readonly (readonly [name: string, config: object, path: string, code: ProblemCode, says: RegExp])[] = [
    ['no endpoint', { endpoint: gone }, 'endpoint', 'missing', /missing.*https?:\/\//],
    ['an empty endpoint', { endpoint: ' ' }, 'endpoint', 'missing', /missing.*https?:\/\//],
    ['an endpoint of another scheme', { endpoint: 'ftp://lrs.example/' }, 'endpoint', 'bad-value', /https?:\/\//],
    ['an endpoint without one', { endpoint: 'lrs.example/xapi' }, 'endpoint', 'bad-value', /https?:\/\//],
    ['no key', { key: gone }, 'key', 'missing', /usePersonalOAuthToken No needs key and secret/],
    ['no secret', { secret: '' }, 'secret', 'missing', /usePersonalOAuthToken No needs key and secret/],
    [
      'no token',
      { usePersonalOAuthToken: 'Yes' },
      'oauthToken',
      'missing',
      /usePersonalOAuthToken Yes needs oauthToken/
    ],
    ['videoEndPercent 0', { videoEndPercent: 0 }, 'videoEndPercent', 'bad-value', /above 0, at most 100/],
    ['videoEndPercent 101', { videoEndPercent: 101 }, 'videoEndPercent', 'bad-value', /above 0, at most 100/],
    ['videoEndPercent abc', { videoEndPercent: 'abc' }, 'videoEndPercent', 'bad-value', /above 0, at most 100/],
    ['videoEndSeconds -1', { videoEndSeconds: -1 }, 'videoEndSeconds', 'bad-value', /from 0/],
    ['beaconInterval Thirds', { beaconInterval: 'Thirds' }, 'beaconInterval', 'bad-value', /quarters or onePercent/],
    ['a bad switch', { enabled: 'perhaps' }, 'enabled', 'bad-value', /Yes or No/],
    ['linger 61', { linger: 61 }, 'linger', 'bad-value', /from 0 to 60/],
    ['beforeSend that is none', { beforeSend: 'redact' }, 'beforeSend', 'bad-value', /function/]
  ];
  for (const [name, config, path, code, says] of OFF) {
    it(`${name}: xAPI is off, one problem says what is allowed, the player plays`, async () => {
      const lines = watchConsole();
      const stage = openStage({ secret: 'hunter2', ...config });
      await playsOn(stage);
      complainsOnce(stage, lines(), { level: 'error', path, code });
      expect(lines()[0]).to.match(says);
      expect(lines()[0]).to.not.include('hunter2');
      const got = Object.values(config)[0] as unknown;
      if (code === 'bad-value') expect(stage.problems[0]).to.have.property('got', got);
      expect(await stage.received()).to.deep.equal([]);
      expect(await stage.store.requests()).to.deep.equal([]);
      expect((await stage.xapi.status()).on).to.equal(false);
    });
  }

  const WARNINGS: readonly (readonly [name: string, config: object, path: string, code: ProblemCode, says: RegExp])[] =
    [
      [
        'an unknown key',
        { beaconIntervall: 'Quarters' },
        'beaconIntervall',
        'unknown-key',
        /did you mean beaconInterval\b/
      ],
      ['an unknown key inside', { user: { id: 'j', mail: 'a@b.org' } }, 'user.mail', 'unknown-key', /user\.email/],
      [
        'an e-mail without @',
        { user: { id: 'j', email: 'j.example' } },
        'user.email',
        'bad-identity',
        /e-mail address/
      ],
      ['an empty name', { user: { id: 'j', name: ' ' } }, 'user.name', 'bad-identity', /text/],
      [
        'a home page without scheme',
        { site: { homePage: 'lms.example' } },
        'site.homePage',
        'bad-site',
        /page's origin/
      ],
      ['no home page', { site: {} }, 'site.homePage', 'bad-site', /page's origin/],
      ['a language that is none', { language: 'English' }, 'language', 'bad-value', /language tag/]
    ];
  for (const [name, config, path, code, says] of WARNINGS) {
    it(`${name}: a warning, and the rest works`, async () => {
      const lines = watchConsole();
      const stage = openStage(config);
      await playsOn(stage);
      complainsOnce(stage, lines(), { level: 'warning', path, code });
      expect(lines()[0]).to.match(says);
      const statements = await stage.received();
      expect(briefly(statements)).to.deep.equal(['played', 'watched 0']);
      const homePage = path.startsWith('site') ? location.origin : 'https://example.mediaspace.kaltura.com';
      for (const { actor } of statements) expect(actor.account?.homePage).to.equal(homePage);
      expect((await stage.xapi.status()).on).to.equal(true);
    });
  }

  it('is said again at the first media, for a page that listens late, and only then', async () => {
    const lines = watchConsole();
    const stage = openStage({ videoEndPercent: 0 });
    await playsOn(stage);
    await playsOn(stage);
    stage.configure({ videoEndPercent: 0 });
    complainsOnce(stage, lines(), { path: 'videoEndPercent' });
  });

  it('can be repaired while playing', async () => {
    watchConsole();
    const stage = openStage({ videoEndPercent: 0 });
    await playsOn(stage);
    stage.configure({ videoEndPercent: 90 });
    await stage.pause();
    // What is said of a session has its beginning: from where the viewer was when somebody could hear it.
    const [played, ...rest] = briefly(await stage.received());
    expect(played).to.match(/^played/);
    expect(rest.map((word) => word.replace(/ @.*/, ''))).to.deep.equal(['watched 0', 'paused']);
  });
});

describe('switched off', () => {
  afterEach(closeStages);
  afterEach(forgetUiConf);
  afterEach(() => sinon.restore());

  const WAYS: readonly (readonly [name: string, config: () => Promise<object>])[] = [
    ['as the module writes it', async () => ({ enabled: 'No' })],
    ['by a boolean', async () => ({ enabled: false })],
    ['by the site’s settings', async () => ({ enabled: 'Yes', siteSettings: { enabled: 'No' } })],
    ['by the site’s settings at an address', async () => ({ siteSettings: await publishSite({ enabled: 'No' }) })],
    [
      'by the uiconf, whatever the page says',
      async () => {
        serveUiConf({ enabled: 'No' });
        return { enabled: 'Yes' };
      }
    ]
  ];
  for (const [name, config] of WAYS) {
    it(`${name}: no listener, no request, no word`, async () => {
      const lines = watchConsole();
      const stage = openStage(await config());
      const statements: unknown[] = [];
      stage.player.addEventListener('xapi_statement', (event: unknown) => void statements.push(event));
      await playsOn(stage);
      await stage.pause();
      expect(statements).to.deep.equal([]);
      expect(await stage.received()).to.deep.equal([]);
      expect(await stage.store.requests()).to.deep.equal([]);
      expect([...lines(), ...stage.problems]).to.deep.equal([]);
      expect(stage.xapi.watched()).to.equal(undefined);
      if (!name.includes('address')) expect(pageIsTracked()).to.equal(false);
    });
  }

  it('in mid-play: nothing more is said', async () => {
    const stage = openStage({ vocabulary: 'video' });
    await playsOn(stage);
    stage.configure({ enabled: 'No' });
    await stage.pause();
    expect(briefly(await stage.store.statements())).to.deep.equal(['initialized', 'played']);
  });
});
