import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { failed, ok, type Finding } from './check.js';

export interface Handshake {
  readonly host: string;
  /** What Node has against the certificate, or why there was none. */
  readonly error?: string;
  /** As the certificate says it. */
  readonly validTo?: string;
  readonly names?: string;
}

/** Shakes hands over a connection, and hangs up. Nothing is sent over it, so that a wrong certificate does no harm. */
export function handshake(socket: Socket, host: string, patience: number): Promise<Handshake> {
  return new Promise((settle) => {
    const name = isIP(host) ? {} : { servername: host };
    const end = (result: Omit<Handshake, 'host'>): void => {
      tls.destroy();
      settle({ host, ...result });
    };
    const tls = connect({ socket, host, rejectUnauthorized: false, ...name }, () => {
      const { valid_to, subjectaltname, subject } = tls.getPeerCertificate();
      // The types say an error; Node gives its code.
      const problem: unknown = tls.authorizationError;
      const error = typeof problem === 'string' ? problem : 'the certificate is not good, and nothing says why';
      end({
        ...(!tls.authorized && { error }),
        validTo: valid_to,
        // A certificate of old names its host in its subject only.
        names: subjectaltname?.replace(/DNS:|IP Address:/g, '') ?? String(subject.CN)
      });
    });
    tls.setTimeout(patience, () => end({ error: 'ETIMEDOUT' }));
    tls.once('error', (error: NodeJS.ErrnoException) => end({ error: error.code ?? error.message }));
  });
}

const AUTHORITY =
  "Have the server send a certificate of a known authority with its chain, or name your own authority's file in NODE_EXTRA_CA_CERTS.";

/** What there is to say of a handshake. The codes are OpenSSL's and Node's. */
export function certificateFinding({ host, error, validTo = 'unknown', names = '' }: Handshake): Finding {
  switch (error) {
    case undefined:
      return ok('TLS', `the certificate is good until ${validTo}`);
    case 'CERT_HAS_EXPIRED':
      return failed('TLS', `the certificate expired on ${validTo}`, 'Renew the certificate of the server.');
    case 'CERT_NOT_YET_VALID':
      return failed('TLS', 'the certificate is not valid yet', "Check this machine's clock.");
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return failed('TLS', 'the certificate is self-signed', AUTHORITY);
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return failed('TLS', 'nobody known here vouches for the certificate', AUTHORITY);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failed(
        'TLS',
        `the certificate is for ${names}, not for ${host}`,
        'Use the name that the certificate has.'
      );
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'EPROTO':
      return failed('TLS', 'the server speaks no TLS on this port', 'Use http://, or the port of https.');
    case 'ETIMEDOUT':
      return failed(
        'TLS',
        'no answer in time',
        'Something in between may hold the connection up: a proxy, a firewall.'
      );
    default:
      return failed('TLS', error, 'Ask who runs the server, or the proxy in between.');
  }
}
