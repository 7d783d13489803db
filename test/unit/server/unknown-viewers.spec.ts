import { expect } from 'chai';
import type { Collector, CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import { folder, removeFolders } from './folder.js';
import { viewing } from './recordings.js';
import { standIn, type StandIn } from './stand-in.js';

describe("viewers who are not known, under anonymous: 'skip'", function () {
  this.timeout(30_000);
  let site: StandIn;
  let collector: Collector;
  beforeEach(async () => {
    site = await standIn();
  });
  afterEach(async () => {
    await collector.close();
    await site.close();
  });
  after(removeFolders);

  /** Who is named, and which types of events there are, in what Kaltura's services were told; the statements beside it. */
  async function told(more: Partial<CollectorConfig>, viewer = {}) {
    collector = await createCollector({ ...site.config, directory: folder(), anonymous: 'skip', ...more });
    await collector.record(viewing('one', { viewer }));
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const events = await site.events();
    const of = (service: string) => events.filter((event) => event.service === service);
    return {
      statements: (await site.statements()).length,
      stats: of('stats').map(({ fields }) => fields['eventType']),
      analytics: of('analytics').length,
      users: [...new Set(events.map(({ fields }) => fields['userId']))]
    };
  }
  const STATS = ['1', '2', '3', '4', '5', '17', '6', '7'];

  it('there are no statements of them; statistics and analytics go on, and name no user', async () => {
    const { statements, stats, analytics, users } = await told({});
    expect({ statements, stats, users }).to.deep.equal({ statements: 0, stats: STATS, users: [undefined] });
    expect(analytics).to.be.above(0);
  });

  it("`stats: 'No'` and `analytics: 'No'` stop them, each its own", async () => {
    const { statements, stats, analytics, users } = await told({ stats: 'No' });
    expect({ statements, stats, users }).to.deep.equal({ statements: 0, stats: [], users: [undefined] });
    expect(analytics).to.be.above(0);
    await collector.close();
    await site.close();
    site = await standIn();
    expect(await told({ analytics: 'No' })).to.deep.equal({ statements: 0, stats: STATS, analytics: 0, users: [undefined] }); // prettier-ignore
  });

  it('somebody who is known is told of as ever', async () => {
    const { statements, stats, users } = await told({}, { id: 'ann' });
    expect({ statements, stats, users }).to.deep.equal({ statements: 9, stats: STATS, users: ['ann'] });
  });
});
