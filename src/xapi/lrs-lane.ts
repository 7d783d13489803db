import type { Credential, Lane } from '../delivery/lane.js';
import type { Reply } from '../delivery/ports.js';
import type { Lrs, Token } from '../settings/settings.js';

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Asks for the token once, and again when the record store refused the one it gave; never for another viewer's. */
function bearer(token: Token, isCurrent: () => boolean): Lane['credential'] {
  let current: Credential | undefined;
  return async (refused) => {
    if (!isCurrent()) {
      if (current === undefined) throw new Error('another viewer is here');
    } else if (current === undefined || refused === current) {
      const given: unknown = typeof token === 'function' ? await token() : token;
      // What does not fit into a header is no token; the reason must not repeat it.
      if (typeof given !== 'string' || !/^(bearer\s+)?[\x21-\x7e]+$/i.test(given)) {
        throw new Error('oauthToken did not give a token');
      }
      current = `Bearer ${given.replace(/^bearer\s+/i, '')}`;
    }
    return current;
  };
}

/** A POST of statements is answered with their ids, in order. xAPI 1.0.3, Communication 2.1.2. */
function accepted({ status, body }: Reply, ids: readonly string[]): boolean {
  if (status === 204) return true;
  const answer: unknown = JSON.parse(body);
  return Array.isArray(answer) && ids.every((id) => answer.includes(id));
}

/**
 * The lane to a record store.
 * @param owner whose credential it is, where credentials are personal: another person's statements never leave with it
 * @param isCurrent whether the owner is the one who watches now
 * @param scope whose statements may move here from an address that was mistyped
 */
export function lrsLane(lrs: Lrs, owner: string, isCurrent: () => boolean = () => true, scope?: string): Lane {
  const { auth, url, version, headers, linger } = lrs;
  const basic = auth.type === 'basic' ? `Basic ${base64(`${auth.key}:${auth.secret}`)}` : '';
  return {
    id: { destination: 'lrs', url, owner: auth.type === 'basic' ? '' : owner },
    ...(scope !== undefined && { scope }),
    linger,
    batch: 50,
    credential: auth.type === 'basic' ? () => Promise.resolve(basic) : bearer(auth.token, isCurrent),
    secrets: [...(auth.type === 'basic' ? [auth.key, auth.secret] : []), ...Object.values(headers)],
    seal: (bodies, credential) => ({
      url,
      method: 'POST',
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'X-Experience-API-Version': version,
        Authorization: credential
      },
      body: `[${bodies.join(',')}]`
    }),
    accepted
  };
}
