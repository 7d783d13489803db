import { expect } from 'chai';
import { statsPlace } from '../../../src/stats/context.js';

const GOOD = { partnerId: 1234, entryId: '0_abc12345' };

describe('the place of stats events', () => {
  it('is made of what settings and player know', () => {
    const [place, problems] = statsPlace({
      partnerId: '1234',
      entryId: '0_abc12345',
      uiconfId: '42',
      referrer: 'https://user:pass@site.example/course/7?token=secret#part',
      clientVer: 'xapi-1.0.0',
      userId: 'john',
      applicationId: 'Application1',
      contextId: '86091',
      uniqueViewer: 'uv',
      featureType: 1
    });
    expect(problems).to.deep.equal([]);
    expect(place).to.deep.equal({
      partnerId: 1234,
      entryId: '0_abc12345',
      uiconfId: 42,
      widgetId: '_1234',
      referrer: 'https://site.example/course/7',
      clientVer: 'xapi-1.0.0',
      userId: 'john',
      applicationId: 'Application1',
      contextId: 86091,
      uniqueViewer: 'uv',
      featureType: 1
    });
  });

  it('has what every event must carry, where nothing more is known', () => {
    const blank = { uiconfId: null, referrer: '', userId: '', contextId: undefined };
    const expected = { ...GOOD, uiconfId: 0, referrer: '', widgetId: '_1234' };
    expect(statsPlace({ ...GOOD, ...blank })).to.deep.equal([expected, []]);
  });

  it('is none without a partner or an entry, and says so once', () => {
    for (const partnerId of [NaN, undefined, null, '', 0, -1, 1.5, 'abc', {}, Infinity]) {
      const [place, problems] = statsPlace({ ...GOOD, partnerId });
      expect(place, String(partnerId)).to.equal(undefined);
      expect(problems.map(({ level, path }) => `${level} ${path}`)).to.deep.equal(['error stats.partnerId']);
    }
    for (const entryId of [undefined, '', ' ', 'http://x.example/a.mp4', 'HTTPS://x.example', 'rtmp://x', {}]) {
      const [place, problems] = statsPlace({ ...GOOD, entryId });
      expect(place, String(entryId)).to.equal(undefined);
      expect(problems.map(({ level, path }) => `${level} ${path}`)).to.deep.equal(['error entryId']);
    }
    expect(statsPlace({ ...GOOD, partnerId: NaN })[1][0]?.message).to.equal(
      'stats.partnerId: must be a whole number above 0. Stats events are off.'
    );
  });

  it('leaves out what is not what it should be, with one warning each', () => {
    const [place, problems] = statsPlace({ ...GOOD, uiconfId: 'abc', contextId: 'abc', userId: {}, featureType: 1.5 });
    expect(place).to.deep.equal({ ...GOOD, uiconfId: 0, referrer: '', widgetId: '_1234' });
    expect(problems.map(({ level, path }) => `${level} ${path}`).sort()).to.deep.equal([
      'warning playbackContext',
      'warning stats.featureType',
      'warning stats.uiConfId',
      'warning stats.userId'
    ]);
  });

  it('is cut to the lengths that Kaltura reads', () => {
    const long = 'x'.repeat(300);
    const [place] = statsPlace({
      ...GOOD,
      clientVer: long,
      userId: long,
      widgetId: long,
      uniqueViewer: long,
      referrer: long
    });
    const { clientVer, userId, widgetId, uniqueViewer, referrer } = place ?? {};
    const lengths = [clientVer, userId, widgetId, uniqueViewer, referrer].map((text) => text?.length);
    expect(lengths).to.deep.equal([31, 64, 31, 40, 255]);
  });
});
