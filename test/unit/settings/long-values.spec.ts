import { expect } from 'chai';
import { runInNewContext } from 'node:vm';
import { statementsUrl } from '../../../src/settings/endpoint.js';
import { nearest } from '../../../src/schema/nearest.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import { analyticsUrl, statsUrl } from '../../../src/kaltura/service-url.js';
import { statsLane } from '../../../src/stats/lane.js';
import { readPortalEvent } from '../../../src/xapi/portal/read.js';

const MANY = 400_000;

/** Fails where the work takes longer than what grows with the length alone: the square of it takes minutes. */
const soon = (work: () => unknown): unknown => runInNewContext('work()', { work }, { timeout: 5000 });

const LONG: readonly (readonly [what: string, value: string])[] = [
  ['slashes', '/'.repeat(MANY)],
  ['an address that ends in slashes', `https://lrs.example${'/'.repeat(MANY)}`],
  ['slashes before the end', `https://lrs.example${'/'.repeat(MANY)}x`],
  ['statements', `https://lrs.example${'/statements'.repeat(MANY / 10)}x`],
  ['spaces', `x${' '.repeat(MANY)}x`],
  ['one word', `a:${'b'.repeat(MANY)}`],
  ['dots', `a@${'a.'.repeat(MANY / 2)}!`],
  ['question marks', '?'.repeat(MANY)]
];

describe('values of any length', () => {
  for (const [what, value] of LONG) {
    it(`are read in a time that grows with their length: settings, ${what}`, () => {
      const keys = [
        'endpoint',
        'userId',
        'applicationName',
        'playbackContext',
        'activityId',
        'language',
        'linger',
        'ks'
      ];
      const config = {
        ...Object.fromEntries(keys.map((key) => [key, value])),
        user: { id: value, email: value },
        site: { homePage: value, productId: value },
        verbs: { play: value },
        category: { id: value, url: value },
        stats: { serviceUrl: value, uiConfId: value },
        analytics: { partnerId: value, serviceUrl: value },
        [value]: value
      };
      soon(() => readSettings([config], { origin: 'https://example.org' }));
    });

    it(`are read in a time that grows with their length: portal events, addresses and replies, ${what}`, () => {
      soon(() => {
        statementsUrl(value);
        statsUrl('post', value, { serviceUrl: value });
        analyticsUrl(value, { analyticsServiceUrl: value });
        nearest(value, ['endpoint', 'entryLike']);
        readPortalEvent(value, {});
        readPortalEvent('entryLike', { entry: { id: value, media: value, duration: value } });
        readPortalEvent('entryPublish', { entry: { id: '0_a' }, category: { id: value, url: value } });
        readPortalEvent('entryCollaborator', { entry: { id: '0_a' }, collaborator: { email: value } });
        const lane = statsLane({ transport: 'post', url: 'https://kaltura.example', owner: '' });
        lane.accepted?.({ status: 200, body: value }, []);
      });
    });
  }

  it('lose the slashes at their end', () => {
    expect(statementsUrl(`https://lrs.example/xapi/statements${'/'.repeat(MANY)}`)).to.equal(
      'https://lrs.example/xapi/statements'
    );
  });
});
