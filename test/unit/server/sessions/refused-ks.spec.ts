import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Instant } from '../../../../src/events/playback-event.js';
import type { Collector } from '../../../../src/server/collector/collector-types.js';
import { createCollector, type CollectorPorts } from '../../../../src/server/collector/collector.js';
import { asLines, viewing } from '../cli/viewings.js';
import { World } from '../cli/world.js';
import { createSessions } from '../../../../src/server/session/sessions.js';
import { ADMIN_SECRET, openAccount, PARTNER, USER_SECRET, type Account } from './account.js';

describe('a session that Kaltura does not take, on a server', function () {
  this.timeout(60_000);

  describe('in a program', () => {
    let account: Account;
    let folder: string;
    let collector: Collector | undefined;
    beforeEach(async () => {
      account = await openAccount();
      folder = await mkdtemp(path.join(tmpdir(), 'refused-'));
    });
    afterEach(async () => {
      await collector?.close();
      collector = undefined;
      await account.close();
      await rm(folder, { recursive: true, force: true });
    });

    const open = async (more: object, ports?: Partial<CollectorPorts>): Promise<Collector> => {
      const { serviceUrl } = account;
      const stats = { partnerId: PARTNER.id, serviceUrl };
      collector = await createCollector({ directory: folder, stats, ...more }, ports);
      return collector;
    };
    const local = (secret: string): object => ({
      session: { type: 'secret', partnerId: PARTNER.id, secret, local: true, serviceUrl: account.serviceUrl }
    });

    it('keeps every event, says why, and sends all with a good one, attributed', async () => {
      const wrong = await open(local('another-secret'));
      await wrong.record(viewing(1, 60));
      const { waiting, stuck } = await wrong.drained();
      expect(waiting).to.be.above(3);
      expect(stuck).to.match(/for stats 127.*unauthorised, .*INVALID_KS/);
      expect(await account.events()).to.deep.equal([]);
      const { lanes, problems } = await wrong.status();
      const held = lanes.filter((lane) => lane.waiting > 0);
      expect(held.map(({ paused }) => paused?.slice(0, 12))).to.deep.equal(['unauthorised']);
      const [problem] = problems.filter(({ code }) => code === 'bad-ks');
      expect(problem?.message).to.match(/^session: Kaltura does not take this session .*INVALID_KS.*doctor/);
      expect(problem?.message).not.to.include('another-secret');
      await wrong.close();
      await (await open(local(ADMIN_SECRET))).drained();
      const users = (await account.heard(waiting)).map(({ session }) => session?.user);
      expect(users).to.deep.equal(Array(waiting).fill('viewer-1'));
    });

    it('is no problem any more once one is taken', async () => {
      const { serviceUrl } = account;
      const good = createSessions({ type: 'secret', partnerId: PARTNER.id, secret: USER_SECRET, serviceUrl });
      let ks = (): Promise<string | undefined> => Promise.resolve('no session');
      let hours = 0;
      const now = (): Instant => ({ mono: performance.now(), wall: Date.now() + hours * 3_600_000 });
      const { record, drained, status, flush } = await open({ ks: () => ks() }, { now });
      await record(viewing(1, 60));
      await drained();
      expect((await status()).problems.map(({ code, path: setting }) => [code, setting])).to.deep.equal([
        ['bad-ks', 'ks']
      ]);
      expect(await account.events()).to.deep.equal([]);
      ks = () => good('viewer-1');
      // It is looked again from time to time.
      hours = 2;
      await flush();
      expect(await drained()).to.deep.equal({ waiting: 0 });
      expect((await status()).problems).to.deep.equal([]);
      expect(await account.events()).not.to.deep.equal([]);
    });

    it('is of no importance where none was named: events go without', async () => {
      const { record, drained } = await open({});
      await record(viewing(1, 60));
      expect(await drained()).to.deep.equal({ waiting: 0 });
      expect((await account.events()).length).to.be.above(3);
    });
  });

  describe('on the command line', () => {
    let world: World;
    beforeEach(async () => {
      world = await World.open();
      const partner = { id: 1091, adminSecret: ADMIN_SECRET, userSecret: 'user' };
      await fetch(`${world.url}/kaltura/${world.name}/_control/partner`, {
        method: 'POST',
        body: JSON.stringify(partner)
      });
    });
    afterEach(() => world.close());

    it('collect ends with 3, keeps everything, and says what to do', async () => {
      const file = await world.write('viewings.jsonl', asLines([viewing(1)]));
      const env = { ...world.kaltura, KALTURA_KS: 'an-expired-session' };
      const ended = await world.collect([file], { env });
      expect(ended).to.include({ code: 3 });
      expect(ended.stderr)
        .to.match(/^warning: ks: Kaltura does not take this session .*KALTURA_KS/m)
        .and.to.match(/kept for stats .*unauthorised.*INVALID_KS/);
      expect(ended.stderr + ended.stdout).not.to.include('an-expired-session');
      expect((await world.wire()).filter(({ rejected }) => !rejected)).to.deep.equal([]);
      // Without one they go as events without one go.
      expect(await world.run(['flush', '--directory', world.outbox], { env: world.kaltura })).to.include({ code: 0 });
    });

    it('send keeps its event for the session of the same viewer, in which flush sends it', async () => {
      const settings = await world.write(
        'settings.json',
        JSON.stringify({ session: { type: 'secret', partnerId: 1091, secret: 'another-secret', local: true } })
      );
      const args = ['--directory', world.outbox, '--settings', settings];
      const kept = await world.run(['send', 'pageLoad', '--page-type', 'lobby', '--user-id', 'john', ...args], {
        env: world.kaltura
      });
      expect(kept).to.include({ code: 3 });
      const env = { ...world.kaltura, KALTURA_ADMIN_SECRET: ADMIN_SECRET };
      expect(await world.run(['flush', '--directory', world.outbox], { env })).to.include({ code: 0 });
      const taken = (await world.wire()).filter(({ session }) => session);
      expect(taken.map(({ session }) => session?.user)).to.deep.equal(['john']);
    });

    it('send keeps its event, too', async () => {
      const env = { ...world.kaltura, KALTURA_KS: 'an-expired-session' };
      const ended = await world.run(['send', 'pageLoad', '--page-type', 'lobby', '--directory', world.outbox], { env });
      expect(ended).to.include({ code: 3 });
      expect(ended.stderr).to.match(/1 kept for analytics .*unauthorised.*INVALID_KS/);
    });
  });
});
