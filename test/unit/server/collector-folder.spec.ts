import { expect } from 'chai';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Outgoing, Reply } from '../../../src/delivery/ports.js';
import { createCollector, type CollectorPorts } from '../../../src/server/collector/collector.js';
import type { Collector, CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { folder, removeFolders } from './folder.js';
import { viewing } from './recordings.js';

const GOOD = {
  endpoint: 'https://lrs.example/xapi',
  key: 'k',
  secret: 's',
  linger: 0,
  site: { homePage: 'https://site.example' }
};

/** A record store that takes everything, or nothing. */
const lrs =
  (status: number, ids: string[] = []) =>
  ({ body = '' }: Outgoing): Promise<Reply> => {
    const got = (JSON.parse(body) as { readonly id: string }[]).map(({ id }) => id);
    if (status === 200) ids.push(...got);
    return Promise.resolve({ status, body: status === 200 ? JSON.stringify(got) : 'busy' });
  };

const failure = (work: Promise<unknown>): Promise<Error | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error
  );

describe("a collector's folder", () => {
  const open: Collector[] = [];
  const collect = async (config: CollectorConfig, ports: Partial<CollectorPorts> = {}): Promise<Collector> => {
    const collector = await createCollector(config, { send: lrs(503), ...ports });
    open.push(collector);
    return collector;
  };
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close({ patience: 0 });
  });
  after(removeFolders);

  for (const [what, wrong] of [
    ['an endpoint that is none', { endpoint: 'lrs.example' }],
    ['no secret', { secret: '' }],
    ['no home page', { site: {} }],
    ['a switch that cannot be read', { enabled: 'perhaps' as never }],
    ['a partner id that is none', { stats: { partnerId: 'abc' } }]
  ] as const)
    it(`does not take a recorded viewing while a destination is off through a bad setting, and takes it after: ${what}`, async () => {
      const directory = folder();
      const ids: string[] = [];
      const bad = await collect({ ...GOOD, ...wrong, directory }, { send: lrs(200, ids) });
      const error = await failure(bad.record(viewing('one'), [{ name: 'input', value: '1' }]));
      expect(error?.name).to.equal('DestinationOff');
      expect(error?.message).to.include(Object.keys(wrong)[0]);
      expect(error?.message).to.match(/^record: the viewing was not taken, .* is off.* then record it once more\.$/);
      expect(await bad.mark('input')).to.equal(undefined);
      await bad.close();
      const good = await collect({ ...GOOD, directory }, { send: lrs(200, ids) });
      const taken = await good.record(viewing('one'));
      await good.flush();
      expect(taken.type).to.equal('taken');
      expect(ids).to.have.length(taken.type === 'taken' ? taken.statements.length : 0);
    });

  it('takes a recorded viewing where xAPI is off on purpose', async () => {
    const collector = await collect({ ...GOOD, enabled: 'No', directory: folder() });
    expect((await collector.record(viewing('one'))).type).to.equal('taken');
  });

  it('is free again where the collector fails after it was opened', async () => {
    const directory = folder();
    const cause = new Error('no random numbers');
    const error = await failure(
      collect(
        { ...GOOD, directory },
        {
          uuid: () => {
            throw cause;
          }
        }
      )
    );
    expect(error).to.equal(cause);
    await collect({ ...GOOD, directory });
  });

  it('warns of a folder that others may look into, and names the command that closes it', async function () {
    if (process.platform === 'win32') this.skip();
    const directory = folder();
    chmodSync(directory, 0o755);
    const problems = (await (await collect({ ...GOOD, directory })).status()).problems;
    expect(problems).to.deep.include({
      level: 'warning',
      code: 'open-folder',
      path: 'directory',
      message: `directory: ${directory} is open to other users of this machine (mode 0755), and it holds who watched what. Close it: chmod 700 ${directory}`
    });
  });

  it('says nothing of one that it made itself, which is for its owner alone', async () => {
    const directory = join(folder(), 'made');
    expect((await (await collect({ ...GOOD, directory })).status()).problems).to.deep.equal([]);
    if (process.platform !== 'win32') expect(statSync(directory).mode & 0o777).to.equal(0o700);
  });

  it('forgets: nothing waits, and no e-mail is left in any of its files; what was taken stays known', async () => {
    const directory = folder();
    const all = (): string =>
      readdirSync(directory)
        .filter((name) => name !== 'RESERVE')
        .map((name) => readFileSync(join(directory, name), 'latin1'))
        .join('\n');
    const viewer = { id: 'ann', email: 'ann@forgotten.example' };
    const first = await collect({ ...GOOD, directory });
    await first.record(viewing('zero', { viewer }));
    await first.close({ patience: 0 });
    const collector = await collect({
      ...GOOD,
      directory,
      beforeSend: () => {
        throw new Error('no');
      }
    });
    // Held in the dead letters.
    await collector.record(viewing('one', { viewer }), [{ name: 'input', value: '7' }]);
    const live = collector.open({ id: '0_e', kind: 'vod', media: 'video', duration: 40 }, viewer);
    live.feed({ type: 'play', position: 0 });
    expect(all()).to.include('ann@forgotten.example');
    await collector.forget();
    expect(all()).not.to.include('forgotten.example');
    const { lanes } = await collector.status();
    expect(lanes.reduce((sum, { waiting }) => sum + waiting, 0)).to.equal(0);
    expect(await collector.dead()).to.deep.equal([]);
    expect((await collector.record(viewing('one', { viewer }))).type).to.equal('known');
    expect(await collector.mark('input')).to.equal('7');
  });
});
