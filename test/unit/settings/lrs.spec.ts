import { expect } from 'chai';
import { good, read, spoiled } from './read.js';

describe('the way to the record store', () => {
  it('without an endpoint there is one error, whatever else is missing', () => {
    const { settings, problems } = read({ site: good.site });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include({ level: 'error', code: 'missing', path: 'endpoint' });
    expect(problems[0]?.message).to.include('http:// or https:// address');
    expect(settings.lrs).to.equal(undefined);
  });

  const missing: readonly (readonly [settings: object, path: string])[] = [
    [{ key: '' }, 'key'],
    [{ secret: '' }, 'secret'],
    [{ key: '', secret: '' }, 'key'],
    [{ usePersonalOAuthToken: 'Yes' }, 'oauthToken'],
    [{ key: '', secret: '', usePersonalOAuthToken: 'No', oauthToken: 't' }, 'key']
  ];
  for (const [settings, path] of missing)
    it(`${JSON.stringify(settings)} misses ${path}, said once`, () => {
      const { problems } = spoiled(settings);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ level: 'error', code: 'missing', path });
      expect(spoiled(settings).settings.lrs).to.equal(undefined);
    });

  const token = (): string => 'fresh';
  const auths: readonly (readonly [settings: object, auth: object])[] = [
    [{ oauthToken: 't' }, { type: 'bearer', token: 't' }],
    [{ oauthToken: token }, { type: 'bearer', token }],
    [
      { oauthToken: 't', usePersonalOAuthToken: 'No' },
      { type: 'basic', key: 'the-key', secret: 'the-secret' }
    ],
    [
      { oauthToken: 't', usePersonalOAuthToken: true, key: '' },
      { type: 'bearer', token: 't' }
    ]
  ];
  for (const [settings, auth] of auths)
    it(`${JSON.stringify(settings)} authenticates by ${JSON.stringify(auth)}`, () =>
      expect(spoiled(settings).settings.lrs?.auth).to.deep.equal(auth));

  it('takes further headers, but not those that it sets itself', () => {
    const { settings, problems } = spoiled({
      headers: { 'X-Tenant': 'a', authorization: 'Basic c2VjcmV0', 'X-Experience-API-Version': '2.0.0' }
    });
    expect(settings.lrs?.headers).to.deep.equal({ 'X-Tenant': 'a' });
    expect(problems.map(({ level, path }) => `${level} ${path}`)).to.deep.equal([
      'warning headers.authorization',
      'warning headers.X-Experience-API-Version'
    ]);
  });

  it('keeps secrets, tokens and header values out of problems', () => {
    const secret = 'hunter2hunter2';
    const { problems } = spoiled({
      ...{
        key: { secret },
        secret: [secret],
        oauthToken: { secret },
        endpoint: `https://me:${secret}@lrs.example/?t=${secret}`
      },
      ...{ headers: { authorization: secret, A: `a\n${secret}` }, site: { homePage: `ftp://me:${secret}@x` } }
    });
    expect(problems.map(({ path }) => path)).to.include.members([
      'key',
      'secret',
      'oauthToken',
      'endpoint',
      'headers.A'
    ]);
    expect(JSON.stringify(problems)).to.not.include(secret);
    expect(
      problems.filter(({ path }) => /^(key|secret|oauthToken)$/.test(path)).some((problem) => 'got' in problem)
    ).to.equal(false);
  });
});
