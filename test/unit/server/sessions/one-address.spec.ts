import { expect } from 'chai';
import { configProblems } from '../../../../src/server/collector/config-problems.js';
import { kalturaUrl, sessionAt } from '../../../../src/server/session/kaltura-url.js';

const session = { type: 'secret', partnerId: 7, secret: 's' } as const;
const SITE = 'https://kaltura.example/api_v3';

describe('Sessions and statistics of a server', () => {
  it('go to one address: that of sessions, else that of statistics, else the one that the documents name', () => {
    expect(kalturaUrl({ session })).to.equal('https://www.kaltura.com/api_v3');
    expect(sessionAt({ session, stats: { serviceUrl: SITE } })).to.include({ serviceUrl: SITE });
    expect(
      kalturaUrl({ session: { ...session, serviceUrl: SITE }, stats: { serviceUrl: 'https://other.example' } })
    ).to.equal(SITE);
  });

  it('with the form of GET, whose host only writes logs, take none of it for the API', () => {
    const stats = { transport: 'get', serviceUrl: 'https://stats.example' } as const;
    expect(kalturaUrl({ session, stats })).to.equal('https://www.kaltura.com/api_v3');
  });

  it('over http give the warning that an endpoint gives, and none on this machine', () => {
    const problemsAt = (serviceUrl: string): readonly string[] =>
      configProblems({ directory: 'd', session: { ...session, serviceUrl } }).map(({ message }) => message);
    expect(problemsAt('http://kaltura.example/api_v3')).to.deep.equal([
      'session.serviceUrl: http:// sends credentials and sessions for everybody on the way to read. Use https://.'
    ]);
    expect(problemsAt('http://127.0.0.1/api_v3')).to.deep.equal([]);
  });
});
