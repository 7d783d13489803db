import { expect } from 'chai';
import { good, read } from './read.js';

describe("settings of Kaltura's own services", () => {
  it('a switch alone, or more', () => {
    expect(read(good, { stats: 'No' }).settings.stats).to.equal(undefined);
    expect(read(good, { stats: true }).settings.stats).to.deep.include({ enabled: true, transport: 'post' });
    expect(read(good, { stats: ' Auto ' }).settings.stats).to.deep.include({ enabled: 'auto' });
    const { settings, problems } = read(good, {
      stats: { transport: 'GET', serviceUrl: 'https://stats.example/', partnerId: '1091', uiConfId: ' 23 ' }
    });
    expect(problems).to.deep.equal([]);
    expect(settings.stats).to.deep.equal({
      enabled: 'auto',
      transport: 'get',
      serviceUrl: 'https://stats.example',
      partnerId: 1091,
      uiConfId: 23,
      ksInUrl: false,
      uniqueViewer: false
    });
    expect(read(good, { analytics: 'No' }).settings.analytics).to.equal(undefined);
    expect(
      read(good, { analytics: { playerEvents: 'force', kalturaApplication: 3, customVar1: 'x' } }).settings.analytics
    ).to.deep.equal({ playerEvents: 'force', fields: { kalturaApplication: '3', customVar1: 'x' } });
  });

  it('the stronger place decides the switch and leaves the rest', () => {
    const site = { stats: { transport: 'get' } };
    expect(read(good, site, { stats: 'Yes' }).settings.stats).to.include({ enabled: true, transport: 'get' });
    expect(read(good, site, { stats: 'No' }).settings.stats).to.equal(undefined);
  });

  it('what is bad stops its own destination and no other', () => {
    const { settings, problems } = read(good, { stats: { partnerId: 'abc' }, analytics: { serviceUrl: 'nowhere' } });
    expect([settings.stats, settings.analytics]).to.deep.equal([undefined, undefined]);
    expect(settings.lrs?.url).to.be.a('string');
    expect(problems.map(({ path, message }) => [path, message])).to.deep.equal([
      ['stats.partnerId', 'stats.partnerId: expected a number from 1, whole. stats is off.'],
      [
        'analytics.serviceUrl',
        'analytics.serviceUrl: expected an http:// or https:// address, no password in it. analytics is off.'
      ]
    ]);
    const other = read(good, { videoEndPercent: 0 }).settings;
    expect([other.lrs, other.stats?.enabled]).to.deep.equal([undefined, 'auto']);
  });

  it('a uiConfId that is no number is 0, with a warning', () => {
    const { settings, problems } = read(good, { stats: { uiConfId: 'abc' } });
    expect(settings.stats?.uiConfId).to.equal(undefined);
    expect(problems.map(({ level, message }) => [level, message])).to.deep.equal([
      ['warning', 'stats.uiConfId: expected a whole number. 0 is sent.']
    ]);
  });

  it('without an endpoint xAPI is off on purpose, where one of these was asked for', () => {
    for (const asked of [{ stats: 'Yes' }, { stats: {} }, { analytics: { kalturaApplication: 'a' } }]) {
      const { settings, problems } = read(asked);
      expect([settings.lrs, problems]).to.deep.equal([undefined, []]);
    }
    for (const none of [{}, { stats: 'No' }, { analytics: { enabled: 'No' } }])
      expect(read(none).problems.map(({ path }) => path)).to.include('endpoint');
    expect(read({ stats: 'Yes', endpoint: 'nowhere' }).problems.map(({ path }) => path)).to.include('endpoint');
  });

  it('enabled: No stops everything', () => {
    const { settings } = read(good, { stats: 'Yes', analytics: 'Yes', enabled: 'No' });
    expect([settings.stats, settings.analytics]).to.deep.equal([undefined, undefined]);
  });

  it('a session that is none is the player’s, and is never shown', () => {
    const { settings, problems } = read(good, { ks: 5 });
    expect(settings.ks).to.equal(undefined);
    expect(problems.map(({ level, path, got }) => [level, path, got])).to.deep.equal([['warning', 'ks', undefined]]);
  });
});
