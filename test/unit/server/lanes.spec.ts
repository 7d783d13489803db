import { expect } from 'chai';
import type { Reply } from '../../../src/delivery/ports.js';
import type { Collector, CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import { folder, removeFolders } from './folder.js';
import { story, viewing } from './recordings.js';
import { standIn, type StandIn } from './stand-in.js';

describe('the lanes of a collector', function () {
  this.timeout(120_000);
  let site: StandIn;
  let open: Collector[];

  const collect = async (more: Partial<CollectorConfig>): Promise<Collector> => {
    const collector = await createCollector({ ...site.config, directory: folder(), ...more });
    open.push(collector);
    return collector;
  };

  /** Kaltura's statistics alone, with a session for each viewer. */
  async function personal(): Promise<CollectorConfig> {
    await site.kaltura('partner', { id: 101, secret: 'user-secret', adminSecret: 'admin-secret', appTokens: [] });
    const { stats, ...config } = site.config;
    const { serviceUrl } = stats as { readonly serviceUrl: string };
    const session = { type: 'secret', partnerId: 101, secret: 'admin-secret', local: true, serviceUrl } as const;
    return { ...config, endpoint: '', site: {}, analytics: false, session, directory: folder() };
  }

  beforeEach(async () => {
    site = await standIn();
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((each) => each.close()));
    await site.close();
  });
  after(removeFolders);

  it('events of viewers wait in a fixed number of lanes, and those of one in their order', async () => {
    const collector = await collect({ endpoint: '', site: {}, analytics: false });
    for (let i = 0; i < 30; i++) await collector.record(viewing(`v${i}`, { viewer: { id: `viewer ${i}` } }));
    await collector.drained();
    expect((await collector.status()).lanes).to.have.length.within(2, 8);
    const events = await site.events();
    for (let i = 0; i < 30; i++)
      expect(
        events.flatMap(({ fields }) => (fields['userId'] === `viewer ${i}` ? [fields['eventType']] : []))
      ).to.deep.equal(['1', '2', '3', '4', '5', '17', '6', '7']);
  });

  it('each viewer has their own session, and their own lane while there is a use for it', async () => {
    const collector = await createCollector(await personal());
    open.push(collector);
    await collector.record(viewing('one'));
    await collector.drained();
    const [ann] = (await collector.status()).lanes;
    expect(ann).to.include({ sent: 8 });
    await collector.record(viewing('two', { viewer: { id: 'bob' } }));
    await collector.drained();
    const { lanes } = await collector.status();
    expect(new Set(lanes.map(({ lane }) => lane.key)).size).to.equal(2);
    expect(JSON.stringify(lanes)).not.to.match(/ann|bob/);
    const events = await site.events();
    expect(events).to.have.length(16);
    const keys = (viewer: string): ReadonlySet<unknown> =>
      new Set(events.filter(({ fields }) => fields['userId'] === viewer).map(({ ks }) => ks?.value));
    expect([keys('ann').size, keys('bob').size]).to.deep.equal([1, 1]);
    expect([...keys('ann')]).not.to.deep.equal([...keys('bob')]);
    expect([...keys('ann'), ...keys('bob')]).not.to.include(undefined);
    // More viewers than lanes stay open; who comes back is served again.
    for (const round of [1, 2])
      for (let i = 0; i < 90; i++)
        await collector.record(
          viewing(`${round} ${i}`, { viewer: { id: `viewer ${i}` }, events: story().slice(0, 3) })
        );
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    await collector.record(viewing('last', { viewer: { id: 'ann' } }));
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const after = (await collector.status()).lanes;
    expect(after.length).to.be.at.most(64);
    // Ann's lane was let go of in between, and is counted anew.
    expect(after.find(({ lane }) => lane.key === ann?.lane.key)).to.include({ sent: 8 });
    expect((await site.events()).length).to.equal(16 + 180 * 3 + 8);
  });

  it('waiting for the same reason at the same place is told once, whoever watched', async () => {
    const send = (): Promise<Reply> => Promise.resolve({ status: 503, body: '' });
    const collector = await createCollector(await personal(), { send });
    open.push(collector);
    for (const id of ['ann', 'bob', 'cid', 'dan']) await collector.record(viewing(id, { viewer: { id } }));
    expect((await collector.drained()).stuck).to.match(/^Waiting: 32 for stats 127[^;]*\(HTTP 503\)\.$/);
  });

  it('what a process left in the lane of a viewer is sent by the next one, in their session', async () => {
    const config = await personal();
    const before = await createCollector(config, { send: () => Promise.resolve({ status: 503, body: '' }) });
    await before.record(viewing('one'));
    expect((await before.drained()).stuck).to.match(/^Waiting: 8 for stats 127.*\(HTTP 503\)\.$/);
    await before.close();
    const collector = await createCollector(config);
    open.push(collector);
    await collector.flush();
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const events = await site.events();
    expect(events.map(({ fields }) => fields['userId'])).to.deep.equal(Array(8).fill('ann'));
    expect(events.every(({ ks }) => ks !== undefined)).to.equal(true);
  });
});
