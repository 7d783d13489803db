import { expect } from 'chai';
import { analyticsUrl, statsUrl } from '../../../src/kaltura/service-url.js';

const POST = 'https://cdnapisec.kaltura.com/api_v3/service/stats/action/collect';
const GET = 'https://stats.kaltura.com/api_v3/index.php';
const TRACK = 'https://analytics.kaltura.com/api_v3/index.php';

describe('addresses of the services', () => {
  it('are those of the cloud where nobody says otherwise', () => {
    expect([statsUrl('post', undefined), statsUrl('get', undefined), analyticsUrl(undefined)]).to.deep.equal([
      POST,
      GET,
      TRACK
    ]);
    for (const rubbish of ['', ' ', 'kaltura', 'javascript:alert(1)', 'ftp://x.example', 'https://', 7, null, {}]) {
      expect(statsUrl('post', rubbish, { serviceUrl: rubbish })).to.equal(POST);
      expect(statsUrl('get', rubbish, { statsServiceUrl: rubbish })).to.equal(GET);
      expect(analyticsUrl(rubbish, { analyticsServiceUrl: rubbish })).to.equal(TRACK);
    }
  });

  it("are the player's own, unless set", () => {
    const env = {
      serviceUrl: 'https://own.example/api_v3/',
      statsServiceUrl: '//stats.example',
      analyticsServiceUrl: 'https://analytics.example/'
    };
    expect(statsUrl('post', undefined, env)).to.equal('https://own.example/api_v3/service/stats/action/collect');
    expect(statsUrl('get', undefined, env)).to.equal('https://stats.example/api_v3/index.php');
    expect(analyticsUrl(undefined, env)).to.equal('https://analytics.example/api_v3/index.php');
    const overridden = { ...env, overrideServiceUrl: 'http://other.example/api_v3' };
    expect(statsUrl('post', '', overridden)).to.equal('http://other.example/api_v3/service/stats/action/collect');
    const set = 'https://set.example:8443/api_v3';
    expect(statsUrl('post', set, overridden)).to.equal(`${set}/service/stats/action/collect`);
    expect(statsUrl('get', set, overridden)).to.equal(`${set}/index.php`);
    expect(analyticsUrl(set, env)).to.equal(`${set}/index.php`);
  });

  it('are taken with or without what comes at their end', () => {
    for (const end of ['', '/', '//', '/?a=b', '#c']) {
      expect(statsUrl('post', ` https://x.example/api_v3${end} `), end).to.equal(
        'https://x.example/api_v3/service/stats/action/collect'
      );
    }
    for (const end of ['', '/', '/api_v3', '/api_v3/', '/api_v3/index.php', '/api_v3/index.php?service=stats']) {
      expect(statsUrl('get', `https://x.example${end}`), end).to.equal('https://x.example/api_v3/index.php');
      expect(analyticsUrl(`https://x.example${end}`), end).to.equal('https://x.example/api_v3/index.php');
    }
  });
});
