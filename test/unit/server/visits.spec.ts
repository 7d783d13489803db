import { expect } from 'chai';
import type { Collector, CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import type { Viewer } from '../../../src/events/viewer.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { folder, removeFolders } from './folder.js';
import { LECTURE, viewing } from './recordings.js';
import { standIn, type StandIn } from './stand-in.js';

const VISIT = 'http://tincan-definitions.kaltura.com/extensions/visitId';

describe('the visits of a collector', function () {
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

  /** What the record store has after these viewings, each by its registration: the visits that its statements name. */
  async function visits(
    more: Partial<CollectorConfig>,
    record: () => Promise<unknown>
  ): Promise<ReadonlyMap<string | undefined, readonly unknown[]>> {
    collector = await createCollector({
      ...site.config,
      directory: folder(),
      stats: false,
      analytics: false,
      ...more
    });
    await record();
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const found = new Map<string | undefined, Set<unknown>>();
    const visitOf = ({ context }: Statement): unknown => context.extensions?.[VISIT];
    for (const statement of await site.statements()) {
      const { registration } = statement.context;
      found.set(registration, (found.get(registration) ?? new Set()).add(visitOf(statement)));
    }
    return new Map([...found].map(([key, each]) => [key, [...each]]));
  }

  const record = async (...viewers: readonly Viewer[]): Promise<void> => {
    for (const [i, viewer] of viewers.entries()) await collector.record(viewing(`v${i}`, { viewer }));
  };
  /** Both are open at the same time. */
  const live = async (...viewers: readonly Viewer[]): Promise<void> => {
    const open = viewers.map((viewer) => collector.open(LECTURE, viewer));
    for (const one of open) one.feed({ type: 'playing', position: 0 });
    for (const one of open) one.feed({ type: 'pause', position: 0 });
    for (const one of open) await one.close();
  };
  const [ann, bob]: readonly Viewer[] = [{ id: 'ann' }, { id: 'bob' }];

  for (const [name, feed] of [
    ['recorded', record],
    ['fed as they happen', live]
  ] as const) {
    it(`viewings that are ${name}: each is a visit of its own, of two viewers and of one, and all its statements name it`, async () => {
      const named = await visits({}, () => feed(ann ?? {}, bob ?? {}, ann ?? {}));
      expect([...named.values()].map((each) => each.length)).to.deep.equal([1, 1, 1]);
      const all = [...named.values()].flat();
      expect(new Set(all).size).to.equal(3);
      for (const visit of all) expect(visit).to.match(/^[\da-f]{8}-[\da-f-]{27}$/);
    });

    it(`viewings that are ${name}: no visit where the settings want none, nor of somebody who is not known`, async () => {
      const none = await visits({ visit: 'No' }, () => feed(ann ?? {}, bob ?? {}));
      expect([...none.values()]).to.deep.equal([[undefined], [undefined]]);
      await collector.close();
      await site.close();
      site = await standIn();
      const nobody = await visits({ anonymous: 'viewing' }, () => feed({}, {}));
      expect([...nobody.values()]).to.deep.equal([[undefined], [undefined]]);
    });
  }
});
