import { expect } from 'chai';
import { spoiled } from './read.js';
import { isBare, statementsUrl } from '../../../src/settings/endpoint.js';

describe('statementsUrl', () => {
  const understood: readonly (readonly [endpoint: string, url: string])[] = [
    ['https://lrs.example/xapi', 'https://lrs.example/xapi/statements'],
    ['https://lrs.example/xapi/', 'https://lrs.example/xapi/statements'],
    ['https://lrs.example/xapi//', 'https://lrs.example/xapi/statements'],
    ['https://lrs.example/xapi/statements', 'https://lrs.example/xapi/statements'],
    ['https://lrs.example/xapi/statements/', 'https://lrs.example/xapi/statements'],
    ['https://lrs.example', 'https://lrs.example/statements'],
    ['https://lrs.example/', 'https://lrs.example/statements'],
    ['https://lrs.example/statements', 'https://lrs.example/statements'],
    ['https://lrs.example/mystatements', 'https://lrs.example/mystatements/statements'],
    ['https://lrs.example/statements/v2', 'https://lrs.example/statements/v2/statements'],
    [' HTTP://127.0.0.1:8080/xapi ', 'http://127.0.0.1:8080/xapi/statements'],
    ['https://lrs.example/xapi/?tenant=a/b#top', 'https://lrs.example/xapi/statements?tenant=a/b'],
    ['https://lrs.example/xapi/statements?tenant=3', 'https://lrs.example/xapi/statements?tenant=3']
  ];
  for (const [endpoint, url] of understood)
    it(`understands ${endpoint}`, () => expect(statementsUrl(endpoint)).to.equal(url));

  for (const endpoint of [
    ...['lrs.example/xapi', '//lrs.example/xapi', '/xapi', 'ftp://lrs.example', 'javascript:alert(1)', 'https://'],
    ...['https://me:pass@lrs.example', 'https://me@lrs.example', 'https://lrs example', 5, {}, undefined]
  ])
    it(`refuses ${String(endpoint)}`, () => expect(statementsUrl(endpoint)).to.equal(undefined));
});

describe('an address without encryption', () => {
  it('is one warning, and is used', () => {
    const { settings, problems } = spoiled({ endpoint: 'http://lrs.example/xapi' });
    expect(settings.lrs?.url).to.equal('http://lrs.example/xapi/statements');
    expect(problems.map(({ level, code, path, message }) => [level, code, path, message])).to.deep.equal([
      [
        'warning',
        'insecure',
        'endpoint',
        'endpoint: http:// sends credentials and statements for everybody on the way to read. Use https://.'
      ]
    ]);
  });

  it('is the same warning where it is one of Kaltura’s services, and none on this machine', () => {
    for (const service of ['stats', 'analytics'] as const) {
      const said = (serviceUrl: string): object => ({ [service]: { partnerId: 101, serviceUrl } });
      const { settings, problems } = spoiled({ ks: 'a-session', ...said('http://kaltura.example/api_v3') });
      expect(settings[service]?.serviceUrl).to.equal('http://kaltura.example/api_v3');
      const path = `${service}.serviceUrl`;
      expect(problems.map(({ level, code, path, message }) => [level, code, path, message])).to.deep.equal([
        [
          'warning',
          'insecure',
          path,
          `${path}: http:// sends credentials and events for everybody on the way to read. Use https://.`
        ]
      ]);
      expect(spoiled(said('http://127.0.0.1:8080/api_v3')).problems).to.deep.equal([]);
      expect(spoiled(said('https://kaltura.example/api_v3')).problems).to.deep.equal([]);
    }
  });

  it('is none on this machine', () => {
    for (const host of ['localhost:80', 'a.localhost', '127.0.0.1', '[::1]:8080'])
      expect(isBare(`http://${host}/xapi`), host).to.equal(false);
    for (const host of ['localhost.example', '10.127.0.1', 'notlocalhost'])
      expect(isBare(`http://${host}/xapi`), host).to.equal(true);
    expect(isBare('https://lrs.example')).to.equal(false);
  });
});
