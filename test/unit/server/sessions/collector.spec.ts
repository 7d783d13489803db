import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Collector, CollectorConfig } from '../../../../src/server/collector/collector-types.js';
import type { Problem } from '../../../../src/settings/settings.js';
import { createCollector } from '../../../../src/server/collector/collector.js';
import { viewing } from '../cli/viewings.js';
import { openAccount, PARTNER, TOKEN, USER_SECRET, type Account } from './account.js';

const HOUR = 3_600_000;

describe('a collector with Kaltura sessions', function () {
  this.timeout(30_000);
  let account: Account;
  let folder: string;
  let collector: Collector | undefined;
  beforeEach(async () => {
    account = await openAccount();
    folder = await mkdtemp(path.join(tmpdir(), 'sessions-'));
  });
  afterEach(async () => {
    await collector?.close();
    collector = undefined;
    await account.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (session: object = {}): Promise<Collector> => {
    const config = {
      directory: folder,
      applicationName: 'kiosk-app',
      stats: { partnerId: 1234, serviceUrl: account.serviceUrl },
      session: { type: 'secret', partnerId: 1234, secret: USER_SECRET, serviceUrl: account.serviceUrl, ...session }
    } as CollectorConfig;
    collector = await createCollector(config);
    return collector;
  };
  /** Who is said to have watched, by the events' own field and by their session. */
  const attributed = async () =>
    new Set((await account.events()).map(({ fields, session }) => `${fields['userId'] ?? ''} ${session?.user ?? ''} ${session?.application ?? ''}`)); // prettier-ignore

  it('sends the events of each viewer with a session of theirs, and starts no more than that', async () => {
    const { record, drained } = await open();
    for (const n of [1, 2]) await record(viewing(n, 60));
    expect(await drained()).to.deep.equal({ waiting: 0 });
    expect(await attributed()).to.deep.equal(new Set(['viewer-1 viewer-1 kiosk-app', 'viewer-2 viewer-2 kiosk-app']));
    expect(await account.calls('session.start')).to.have.length(2);
  });

  it('goes on with a new session when one is over', async () => {
    const { record, drained } = await open({ type: 'appToken', secret: undefined, id: '1_abc', token: TOKEN });
    await record(viewing(1, 60, { id: 'first' }));
    await drained();
    const before = (await account.events()).length;
    await account.become({ ...PARTNER, ahead: 25 * HOUR });
    await record(viewing(1, 60, { id: 'second' }));
    expect(await drained()).to.deep.equal({ waiting: 0 });
    expect(await account.events()).to.have.length(2 * before);
    expect(await attributed()).to.deep.equal(new Set(['viewer-1 viewer-1 kiosk-app']));
    expect(await account.calls('appToken.startSession')).to.have.length(2);
  });

  it('keeps everything while no session can be had, says why, and sends it later', async () => {
    await account.become({ ...PARTNER, userSecret: 'another' });
    const { record, status, close, listen } = await open();
    const told = new Promise<Problem>((resolve) => {
      listen((event) => event.type === 'problem' && event.problem.path === 'session' && resolve(event.problem));
    });
    await record(viewing(1, 60));
    const { message } = await told;
    expect(message).to.match(/No Kaltura session: session\.start: START_SESSION_ERROR/);
    expect(message).not.to.include(USER_SECRET);
    const [lane] = (await status()).lanes.filter((each) => each.lane.destination === 'stats');
    expect(lane?.waiting).to.be.above(3);
    expect(await account.events()).to.deep.equal([]);
    await close();
    await account.become(PARTNER);
    await open();
    expect(await account.heard(lane?.waiting ?? 0)).to.have.length(lane?.waiting ?? 0);
    expect(await attributed()).to.deep.equal(new Set(['viewer-1 viewer-1 kiosk-app']));
  });
});
