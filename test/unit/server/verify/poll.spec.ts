import { expect } from 'chai';
import type { SessionConfig } from '../../../../src/server/collector/collector-types.js';
import { createKalturaApi } from '../../../../src/server/session/kaltura-api.js';
import { pollPlays, type Poll, type Sight } from '../../../../src/server/report/poll.js';
import { createSessions } from '../../../../src/server/session/sessions.js';
import { openAccount, PARTNER, send, USER_SECRET, type Account } from '../sessions/account.js';

const MINUTE = 60_000;

describe('waiting for plays', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  /** A poll over real HTTP, on a clock that a wait moves on at once. */
  function poll(more: Partial<Poll> = {}) {
    const clock = { now: Date.now() };
    const rests: number[] = [];
    const sights: (readonly [Sight, left: number])[] = [];
    const config: SessionConfig = {
      type: 'secret',
      partnerId: 1234,
      secret: USER_SECRET,
      serviceUrl: account.serviceUrl
    };
    const sessions = createSessions(config, 'my-app', { send, now: () => clock.now });
    const all: Poll = {
      api: createKalturaApi(account.serviceUrl, send),
      ks: (refused) => sessions('viewer', refused),
      entryId: '0_abc',
      atLeast: 1,
      time: 45 * MINUTE,
      every: MINUTE,
      now: () => clock.now,
      wake(milliseconds, callback) {
        rests.push(milliseconds);
        clock.now += milliseconds;
        const timer = setImmediate(callback);
        return () => clearImmediate(timer);
      },
      stop: new AbortController().signal,
      ...more
    };
    const end = () => pollPlays(all, (sight, left) => sights.push([sight, left]));
    return { end, rests, sights, sessions };
  }
  const play = async (applicationName = 'my-app'): Promise<void> => {
    const config: SessionConfig = {
      type: 'secret',
      partnerId: 1234,
      secret: USER_SECRET,
      serviceUrl: account.serviceUrl
    };
    const sessions = createSessions(config, applicationName, { send, now: Date.now });
    expect(await account.play((await sessions('viewer')) ?? '')).to.equal('true');
  };

  it('ends when they appear, and says what it saw until then', async () => {
    await play();
    await account.delay(3);
    const { end, rests, sights } = poll();
    const outcome = await end();
    expect(outcome.type === 'found' && outcome.report.plays).to.equal(1);
    expect(rests).to.deep.equal([MINUTE, MINUTE, MINUTE]);
    expect(sights.map(([sight, left]) => [sight.type === 'seen' && sight.report.plays, left / MINUTE])).to.deep.equal([
      [0, 45],
      [0, 44],
      [0, 43]
    ]);
  });

  it('asks for what the guide says, with one session', async () => {
    await play();
    await account.delay(2);
    await poll().end();
    const calls = await account.calls('report.getTable');
    expect(calls).to.have.length(3);
    expect(new Set(calls.map(({ fields }) => fields['ks'])).size).to.equal(1);
    expect(calls[0]?.fields).to.include({
      reportType: '38',
      'reportInputFilter[objectType]': 'KalturaEndUserReportInputFilter',
      'reportInputFilter[entryIdIn]': '0_abc',
      'pager[pageIndex]': '1',
      'responseOptions[objectType]': 'KalturaReportResponseOptions',
      'responseOptions[delimiter]': '|'
    });
  });

  it('counts what is asked for, of its own application', async () => {
    await play();
    await play('another');
    const { end } = poll({ atLeast: 2, time: 2 * MINUTE });
    const outcome = await end();
    expect(outcome.type === 'late' && outcome.report?.plays).to.equal(1);
    await play();
    expect((await poll({ atLeast: 2 }).end()).type).to.equal('found');
  });

  it('ends when time is up, with the last rest cut short', async () => {
    const { end, rests } = poll({ time: 2.5 * MINUTE });
    expect((await end()).type).to.equal('late');
    expect(rests).to.deep.equal([MINUTE, MINUTE, MINUTE / 2]);
  });

  it('goes on while Kaltura is busy or does not answer', async () => {
    await play();
    await account.faults({ service: 'report', status: 503, times: 1 }, { service: 'report', cut: true, times: 1 }, { service: 'report', exception: 'ACTION_BLOCKED', times: 1 }); // prettier-ignore
    const { end, sights } = poll();
    expect((await end()).type).to.equal('found');
    expect(sights.map(([sight]) => sight.type)).to.deep.equal(['missed', 'missed', 'missed']);
  });

  it('takes a new session where one was refused, and gives up where there is none', async () => {
    await play();
    const { end, sessions } = poll();
    await account.invalid((await sessions('viewer')) ?? '');
    expect((await end()).type).to.equal('found');
    const outcome = await poll({ ks: async () => 'no-such-session' }).end();
    expect(outcome.type === 'failed' && outcome.why).to.match(
      /^report\.getTable: INVALID_KS: Invalid KS "\*\*\*".* -?.*start a new one/
    );
  });

  it('gives up where it may not read reports, cannot start a session, or is answered by something else', async () => {
    await account.become({ ...PARTNER, userReports: false });
    const forbidden = await poll().end();
    expect(forbidden.type === 'failed' && forbidden.why).to.match(/SERVICE_FORBIDDEN.*administrator/);
    await account.become({ ...PARTNER, userSecret: 'another' });
    const startless = await poll().end();
    expect(startless.type === 'failed' && startless.why).to.match(/^No Kaltura session: .*START_SESSION_ERROR/);
    await account.become(PARTNER);
    await account.faults({ service: 'report', text: '{"header":"a|b","data":"1|2;"}' });
    const other = await poll().end();
    expect(other.type === 'failed' && other.why).to.match(/has no count_plays, but a, b/);
  });

  it('ends at once when somebody wants the end', async () => {
    const controller = new AbortController();
    const { end } = poll({
      stop: controller.signal,
      wake: () => {
        setImmediate(() => controller.abort());
        return () => undefined;
      }
    });
    expect((await end()).type).to.equal('stopped');
  });
});
