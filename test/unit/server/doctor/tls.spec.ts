import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Check } from '../../../../src/server/doctor/check.js';
import { certificateFinding } from '../../../../src/server/doctor/tls.js';
import { World } from '../cli/world.js';
import { ask, KEY, SECRET, told } from './ask.js';
import { serve } from './servers.js';

const fixture = (name: string): string => resolve(__dirname, 'fixtures', name);
const read = (name: string): string => readFileSync(fixture(name), 'utf8');

/** A server with one of the certificates, which has nothing else to say. */
const secure = (cert: string) => serve(() => ({ status: 404 }), { key: read('key.pem'), cert: read(cert) });

const config = (port: number) => ({ endpoint: `https://localhost:${port}/xapi`, key: KEY, secret: SECRET });

/** The same by the real command: which authorities are known is settled when a process starts. */
async function askElsewhere(world: World, port: number): Promise<readonly Check[]> {
  const XAPI_ENDPOINT = `https://localhost:${port}/xapi`;
  const env = { ...world.env, XAPI_ENDPOINT, NODE_EXTRA_CA_CERTS: fixture('authority.pem') };
  return JSON.parse((await world.run(['doctor', '--json'], { env })).stdout) as Check[];
}

const tlsOf = (checks: readonly Check[]): string | undefined =>
  told(checks, 'lrs').find((line) => line.split(' ')[1] === 'TLS');

describe('the doctor of a certificate', () => {
  let world: World;
  before(async () => {
    world = await World.open();
  });
  after(() => world.close());

  it('says that an address with http names a port of TLS', async () => {
    const server = await secure('good.pem');
    const endpoint = `http://127.0.0.1:${server.port}/xapi`;
    const checks = await ask({ ...config(server.port), endpoint }).finally(server.close);
    expect(told(checks, 'lrs').at(-1)).to.match(
      /^failed TLS http: the server speaks TLS on port \d+, and understands nothing else there -> Use https:\/\/ in the address\.$/
    );
    expect(server.heard).to.deep.equal([]);
  });

  it('says of a port that nobody may speak HTTP to that it is one', async () => {
    for (const port of [25, 6000, 10080]) {
      const checks = await ask({ ...config(port), endpoint: `http://127.0.0.1:${port}/xapi` });
      expect(told(checks, 'lrs').at(-1)).to.match(
        /^failed connection 127\.0\.0\.1, port \d+: a port of another protocol, .*-> Compare the port/
      );
    }
  });

  it('says that one is self-signed, and sends nothing to whoever shows it', async () => {
    const server = await secure('self-signed.pem');
    const checks = await ask(config(server.port)).finally(server.close);
    expect(told(checks, 'lrs').at(-1)).to.match(/^failed TLS the certificate is self-signed -> .*NODE_EXTRA_CA_CERTS/);
    expect(server.heard).to.deep.equal([]);
  });

  it('says that nobody known vouches for one', async () => {
    const server = await secure('good.pem');
    const checks = await ask(config(server.port)).finally(server.close);
    expect(tlsOf(checks)).to.match(/^failed TLS nobody known here vouches for the certificate/);
  });

  const cases: Readonly<Record<string, RegExp>> = {
    'good.pem': /^ok TLS the certificate is good until \w+/,
    'other-host.pem': /^failed TLS the certificate is for other\.example, not for localhost -> Use the name/,
    'expired.pem': /^failed TLS the certificate expired on Feb {2}1 00:00:00 2020 GMT -> Renew/
  };
  for (const [name, says] of Object.entries(cases)) {
    it(`says of ${name} what there is to say, where the authority is known`, async () => {
      const server = await secure(name);
      expect(tlsOf(await askElsewhere(world, server.port).finally(server.close))).to.match(says);
    }).timeout(30_000);
  }

  it('says that a server speaks no TLS', async () => {
    const server = await serve(() => ({}));
    const checks = await ask(config(server.port)).finally(server.close);
    expect(told(checks, 'lrs').at(-1)).to.match(/^failed TLS the server speaks no TLS on this port -> Use http/);
  });

  it('names what it does not know', () => {
    const { state, says } = certificateFinding({ host: 'a', error: 'ERR_SSL_SOMETHING' });
    expect([state, says]).to.deep.equal(['failed', 'ERR_SSL_SOMETHING']);
  });
});
