import type { Credential } from './options.js';
import { Refusal } from './reply.js';

export interface Access {
  credentials: readonly Credential[];
  tokens: readonly string[];
}

/** The agent that vouches for what this caller sends. */
export interface Authority {
  readonly objectType: 'Agent';
  readonly account: { readonly homePage: string; readonly name: string };
}

function refuse(reason: string): Refusal {
  // Not "Basic": browsers answer that with a password dialog when page and store share an origin.
  return new Refusal(401, reason, {}, { 'WWW-Authenticate': 'Bearer realm="record store"' });
}

function vouch(name: string): Authority {
  return { objectType: 'Agent', account: { homePage: 'http://record-store.example', name } };
}

/** Who calls, or a 401 that says why not. Never repeats what was sent: reasons end up in logs and on screens. */
export function authenticate(header: string | undefined, access: Access): Authority {
  if (header === undefined || header === '') throw refuse('Authorization is missing: Basic or Bearer is needed');
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)$/.exec(header) ?? [];
  if (/^bearer$/i.test(scheme)) {
    if (!access.tokens.includes(value)) throw refuse('the Bearer token is not, or no longer, valid');
    return vouch('bearer');
  }
  if (!/^basic$/i.test(scheme)) throw refuse('Authorization must be Basic or Bearer');
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) throw refuse('the Basic credential is not base64 of key:secret');
  const [key, secret] = [pair.slice(0, colon), pair.slice(colon + 1)];
  const known = access.credentials.find((credential) => credential.key === key);
  if (known === undefined) throw refuse('the Basic key is unknown');
  if (known.secret !== secret) throw refuse('the Basic secret does not fit the key');
  return vouch(key);
}
