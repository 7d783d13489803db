import { expect } from 'chai';
import type { Check } from '../../../../src/server/doctor/check.js';
import { linesOf, summaryOf } from '../../../../src/server/doctor/lines.js';
import { World, type Env } from '../cli/world.js';

describe('playkit-js-xapi doctor', function () {
  this.timeout(30_000);
  let world: World;
  before(async () => {
    world = await World.open();
  });
  after(() => world.close());

  const run = (more: readonly string[], options?: { readonly env?: Env }) =>
    world.run(['doctor', '--home-page', 'https://site.example', ...more], options);

  it('ends with 0 where all is fine, and with 2 where something is wrong', async () => {
    const fine = await run([], { env: { ...world.env, ...world.kaltura } });
    expect(fine.stdout).to.match(/^ok +lrs +writing .*$/m);
    expect(fine.stdout).to.match(/All \d+ checks are fine\.\n$/);
    expect(fine.code).to.equal(0);
    const wrong = await run([], { env: { ...world.env, XAPI_SECRET: 'a-wrong-secret' } });
    expect(wrong.stdout).to.match(/^failed +lrs +key .*\n +-> Compare/m);
    expect(wrong.stdout).to.match(/1 of \d+ checks failed; begin with lrs, key\.\n$/);
    expect(wrong.code).to.equal(2);
    expect(world.lrs.arrivals).to.have.length(0);
  });

  it('prints JSON when asked to', async () => {
    const { stdout, code } = await run(['--json']);
    const checks = JSON.parse(stdout) as readonly Check[];
    expect(checks.map(({ destination }) => destination)).to.include.members(['lrs', 'session', 'stats', 'analytics']);
    expect(code).to.equal(0);
  });

  it('writes and voids when asked to', async () => {
    const { stdout, code } = await run(['--write-test']);
    expect(stdout).to.match(/^ok +lrs +voiding /m);
    expect(code).to.equal(0);
    expect(world.lrs.arrivals).to.have.length(2);
  });

  it('says what a server needs besides a connection, and tries the connection all the same', async () => {
    const { stdout, code } = await world.run(['doctor'], { env: { ...world.env, XAPI_HOME_PAGE: undefined } });
    expect(stdout).to.match(/^failed +settings +settings +site\.homePage: /m);
    expect(stdout).to.match(/^ok +lrs +writing /m);
    expect(code).to.equal(2);
  });

  it('ends with 1 where nothing is set, and names what is missing', async () => {
    const { stderr, code } = await run([], { env: {} });
    expect(stderr).to.match(/XAPI_ENDPOINT is missing/);
    expect(code).to.equal(1);
  });

  it('shows signs on a terminal', () => {
    const check: Check = { destination: 'lrs', check: 'DNS', state: 'failed', says: 'no', advice: 'do' };
    const signs = (['ok', 'failed', 'skipped'] as const).map((state) => linesOf({ ...check, state }, true)[0]?.[0]);
    expect(signs).to.deep.equal(['✓', '✗', '–']);
    expect(linesOf(check, true)).to.deep.equal(['✗ lrs       DNS         no', `${' '.repeat(24)}-> do`]);
    expect(summaryOf([check])).to.equal('1 of 1 checks failed; begin with lrs, DNS.');
  });
});
