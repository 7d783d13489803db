import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { failed, ok, skipped, type Examination, type Finding } from './check.js';
import { isForbidden } from './forbidden-ports.js';
import { certificateFinding, handshake } from './tls.js';

/** The error's own code, such as `ENOTFOUND`. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';

const NAMES: Readonly<Record<string, [says: string, advice: string]>> = {
  ENOTFOUND: [
    'there is no host of this name',
    'Check the spelling of the address; a private name needs its own network.'
  ],
  EAI_AGAIN: [
    'no name server answers',
    "Check this machine's network and DNS settings, or whether the name is private."
  ]
};

const CONNECTIONS: Readonly<Record<string, [says: string, advice: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Check the port in the address, and whether the server runs.'],
  ETIMEDOUT: ['no answer in time', 'A firewall may be in the way: ask for outgoing connections to this host and port.'],
  EHOSTUNREACH: ['no way to that host', "Check this machine's network, its route and VPN."],
  ENETUNREACH: ['no way to that network', "Check this machine's network, its route and VPN."]
};

const NETWORK = "Check this machine's network.";

const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|::1)$/.test(host);

async function resolve(host: string): Promise<Finding> {
  if (isIP(host)) return skipped('DNS', `${host} is an address already`);
  try {
    const found = await lookup(host, { all: true });
    return ok('DNS', `${host} is ${found.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    const [says, advice] = NAMES[codeOf(error)] ?? [codeOf(error), NETWORK];
    return failed('DNS', `${host}: ${says}`, advice);
  }
}

/** A connection, or the code of what came instead. */
function dial(host: string, port: number, patience: number): Promise<Socket | string> {
  return new Promise((settle) => {
    const socket = connect({ host, port });
    socket.setTimeout(patience, () => {
      socket.destroy();
      settle('ETIMEDOUT');
    });
    socket.once('connect', () => settle(socket));
    socket.once('error', (error) => settle(codeOf(error)));
  });
}

/** Milliseconds that a server has to answer in TLS: one that does not speak it says so at once, or never. */
const MOMENT = 2000;

/** Whether there is a certificate, good or bad, on a connection of its own. */
async function speaksTls(host: string, port: number, patience: number): Promise<boolean> {
  const most = Math.min(patience, MOMENT);
  const socket = await dial(host, port, most);
  return typeof socket !== 'string' && (await handshake(socket, host, most)).validTo !== undefined;
}

/**
 * Name, connection and certificate of an address; stops at the first that is wrong.
 * @param patience milliseconds that each may take
 */
export async function* reach(url: URL, patience: number): Examination {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  if (isForbidden(port)) {
    yield failed(
      'connection',
      `${host}, port ${port}: a port of another protocol, to which nothing may be sent by HTTP`,
      'Compare the port with the address that the service shows; if it is right, have the service listen on another one.'
    );
    return false;
  }
  const named = await resolve(host);
  yield named;
  if (named.state === 'failed') return false;

  const socket = await dial(host, port, patience);
  if (typeof socket === 'string') {
    const [says, advice] = CONNECTIONS[socket] ?? [socket, NETWORK];
    yield failed('connection', `${host}, port ${port}: ${says}`, advice);
    return false;
  }
  yield ok('connection', `${host}, port ${port}`);
  if (!secure) {
    socket.destroy();
    if (await speaksTls(host, port, patience)) {
      yield failed(
        'TLS',
        `http: the server speaks TLS on port ${port}, and understands nothing else there`,
        `Use https:// in the address${url.port ? '' : ', or the port of http'}.`
      );
      return false;
    }
    const risk = isLoopback(host)
      ? undefined
      : 'Use https:// if the server has it: whoever listens can read what is sent.';
    yield skipped('TLS', 'http: nothing is encrypted', risk);
    return true;
  }
  const found = certificateFinding(await handshake(socket, host, patience));
  yield found;
  return found.state !== 'failed';
}
