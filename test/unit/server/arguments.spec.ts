import { expect } from 'chai';
import type { Collector } from '../../../src/server/collector/collector-types.js';
import { BadEvent, createCollector } from '../../../src/server/collector/collector.js';
import { folder, removeFolders } from './folder.js';
import { LECTURE, viewing } from './recordings.js';

const rejected = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    return error;
  }
};

describe('what a collector is given', () => {
  let collector: Collector;
  let directory: string;
  const open = async (more: object = {}): Promise<Collector> =>
    (collector = await createCollector({ directory, ...more }));
  beforeEach(async () => {
    directory = folder();
    await open();
  });
  afterEach(async () => {
    await collector.close();
    removeFolders();
  });

  const calls: Readonly<Record<string, readonly [call: (it: Collector) => unknown, says: RegExp]>> = {
    'marks that are no list': [
      (it) => it.record(viewing('a'), { name: 'input', value: '7' } as never),
      /^record, marks: expected a list of \{ name, value \}, both text, got an object\.$/
    ],
    'marks without text': [(it) => it.record(viewing('a'), [{ name: 'input', value: 7 }] as never), /^record, marks:/],
    'ids that are no list': [(it) => it.retry('abc' as never), /^retry: expected a list of ids.*got "abc"/],
    'a listener that is no function': [(it) => it.listen('abc' as never), /^listen: expected a function/],
    'no number to drain to': [(it) => it.drained('5' as never), /^drained: expected .*number from 0, got "5"/],
    'a mark without a name': [(it) => it.mark(undefined as never), /^mark: expected the name of a mark/],
    'no options': [(it) => it.open(LECTURE, {}, null as never), /^open: expected an object of options, got null/]
  };
  for (const [name, [call, says]] of Object.entries(calls))
    it(`is named where it is wrong: ${name}`, async () => {
      const error = await rejected(() => call(collector));
      expect(error).to.be.instanceOf(TypeError);
      expect((error as Error).message).to.match(says);
    });

  it('is an object, or it is told so', async () => {
    for (const config of [undefined, null, 'outbox', []])
      expect(String(await rejected(() => createCollector(config as never)))).to.match(
        /^TypeError: createCollector: expected the settings/
      );
  });

  it('is refused as an event, a viewing or an entry that is none', async () => {
    expect(await rejected(() => collector.record(undefined as never))).to.be.instanceOf(BadEvent);
    expect(await rejected(() => collector.open(undefined as never, {}))).to.be.instanceOf(BadEvent);
    expect(await rejected(() => collector.open(LECTURE, {}).feed(undefined as never))).to.be.instanceOf(BadEvent);
  });

  it('has its mistakes among the problems from the beginning', async () => {
    await collector.close();
    const config = { session: { type: 'magic' }, referrer: 5, user: 5, stats: { partnerId: 1 } };
    const { problems } = await (await open(config)).status();
    expect(problems.map(({ path, level }) => [path, level])).to.deep.include.members([
      ['session.type', 'error'],
      ['session.partnerId', 'error'],
      ['referrer', 'error'],
      ['user', 'error']
    ]);
  });

  it('without a reason for a close, the viewer has left', async () => {
    const live = collector.open(LECTURE, {});
    live.feed({ type: 'playing', position: 0, mono: 0, wall: 1e12 });
    live.feed({ type: 'close', position: null, mono: 5, wall: 1e12 + 5 });
    expect(() => live.feed({ type: 'play', position: 0 })).to.throw('is closed');
  });
});
