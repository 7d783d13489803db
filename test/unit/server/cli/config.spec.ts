import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkDestinations, configOf, UsageError, type ConfigOptions } from '../../../../src/server/commands/config.js';

type Env = Readonly<Record<string, string>>;

const LRS: Env = { XAPI_ENDPOINT: 'https://lrs.example/xapi', XAPI_KEY: 'a-key', XAPI_SECRET: 'a-secret' };

function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).to.be.instanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was complained about');
}

describe('What the command line is told', () => {
  let folder: string;
  const file = (value: unknown): string => {
    const name = path.join(folder, 'settings.json');
    writeFileSync(name, typeof value === 'string' ? value : JSON.stringify(value));
    return name;
  };
  const read = (env: Env, options: ConfigOptions = {}): Readonly<Record<string, unknown>> => ({
    ...configOf(options, env)
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('comes from the settings file, then the environment, then the options', () => {
    const settings = file({
      endpoint: 'https://file.example',
      site: { name: 'A', homePage: 'https://a.example' },
      directory: 'from-file',
      linger: 1
    });
    expect(read({}, { settings })).to.include({ endpoint: 'https://file.example', directory: 'from-file', linger: 1 });
    expect(read(LRS, { settings })).to.include({ endpoint: 'https://lrs.example/xapi', key: 'a-key' });
    const options = { settings, endpoint: 'https://option.example', directory: 'here', homePage: 'https://b.example' };
    const all = read(LRS, options);
    expect(all).to.include({ endpoint: 'https://option.example', directory: 'here' });
    expect(all['site']).to.deep.equal({ name: 'A', homePage: 'https://b.example' });
  });

  it('has a folder of its own where nobody names one', () => {
    expect(read(LRS)['directory']).to.equal('playkit-js-xapi-outbox');
  });

  it("knows Kaltura's services under the names of the events guide", () => {
    const env = {
      KALTURA_PARTNER_ID: '1091',
      KALTURA_SERVICE_URL: 'https://k.example/api_v3',
      KALTURA_ANALYTICS_URL: 'https://a.example',
      KALTURA_KS: 'a-ks'
    };
    expect(read(env)).to.deep.include({
      stats: { partnerId: '1091', serviceUrl: 'https://k.example/api_v3' },
      analytics: { partnerId: '1091', serviceUrl: 'https://a.example' },
      ks: 'a-ks'
    });
    // A switch in the file stays what it is.
    expect(read(env, { settings: file({ stats: 'No' }) })['stats']).to.include({ enabled: 'No', partnerId: '1091' });
    // The older form of statistics has a host of its own.
    const get = { stats: { transport: 'get', serviceUrl: 'https://stats.example' } };
    expect(read(env, { settings: file(get) })['stats']).to.include({ serviceUrl: 'https://stats.example' });
  });

  it('starts sessions with an app token before the admin secret', () => {
    const env = { KALTURA_PARTNER_ID: '1091', KALTURA_ADMIN_SECRET: 'a-secret' };
    expect(read(env)['session']).to.deep.equal({ partnerId: '1091', type: 'secret', secret: 'a-secret' });
    const both = { ...env, KALTURA_APP_TOKEN_ID: 'an-id', KALTURA_APP_TOKEN: 'a-token' };
    expect(read(both)['session']).to.deep.equal({ partnerId: '1091', type: 'appToken', id: 'an-id', token: 'a-token' });
  });

  it('of credentials in the environment those are used', () => {
    const settings = file({ oauthToken: 'from-file' });
    expect(read(LRS, { settings })['usePersonalOAuthToken']).to.equal(false);
    expect(read({ XAPI_TOKEN: 'a-token' }, { settings })).to.include({
      usePersonalOAuthToken: true,
      oauthToken: 'a-token'
    });
  });

  const missing: readonly (readonly [string, Env])[] = [
    ['XAPI_ENDPOINT', {}],
    ['KALTURA_PARTNER_ID', {}],
    ['XAPI_KEY', { XAPI_ENDPOINT: 'https://lrs.example' }],
    ['XAPI_SECRET', { XAPI_ENDPOINT: 'https://lrs.example', XAPI_KEY: 'a-key' }],
    ['XAPI_KEY', { XAPI_ENDPOINT: 'https://lrs.example', XAPI_KEY: '  ', XAPI_SECRET: 'a-secret' }],
    ['KALTURA_APP_TOKEN is', { ...LRS, KALTURA_PARTNER_ID: '1', KALTURA_APP_TOKEN_ID: 'an-id' }],
    ['KALTURA_APP_TOKEN_ID', { ...LRS, KALTURA_PARTNER_ID: '1', KALTURA_APP_TOKEN: 'a-token' }],
    ['KALTURA_PARTNER_ID', { ...LRS, KALTURA_ADMIN_SECRET: 'a-secret' }]
  ];
  for (const [name, env] of missing)
    it(`misses ${name} in ${JSON.stringify(Object.keys(env))}, and says so`, () => {
      const message = complaint(() => checkDestinations(configOf({}, env)));
      expect(message).to.contain(name).and.not.contain('a-secret').and.not.contain('a-token');
    });

  const badFiles: readonly (readonly [string, string, RegExp])[] = [
    ['no JSON', '{\n"secret": "a-secret",\n}', /settings\.json is no valid JSON/],
    ['a list', '[]', /must hold one JSON object/]
  ];
  for (const [name, text, wanted] of badFiles)
    it(`refuses a settings file that is ${name}, and quotes nothing of it`, () => {
      const message = complaint(() => configOf({ settings: file(text) }, LRS));
      expect(message).to.match(wanted).and.not.contain('a-secret');
    });

  it('refuses a settings file that is not there', () => {
    expect(complaint(() => configOf({ settings: path.join(folder, 'none.json') }, LRS))).to.match(/ENOENT.*--settings/);
  });
});
