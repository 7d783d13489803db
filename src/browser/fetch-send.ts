import type { Reply, Send } from '../delivery/ports.js';
import { replyText } from '../delivery/reply-text.js';

const PATIENCE = 30_000;

const NOTHING: Reply = { status: 0, body: '' };

export type FetchSend = Send & {
  /** Breaks off all requests that are on their way. */
  hangUp(): void;
};

/**
 * Requests by `fetch`, which never reject. Cookies stay out: the credential is in the headers, and a cookie would only
 * make CORS stricter. A redirect is not followed: browsers drop `Authorization` on the way, so that it would end as a
 * confusing 401 or CORS error; a redirect that is named can be repaired in the settings. What the receiver learns of the page's
 * address is the page's own policy.
 */
export function createFetchSend(fetcher: typeof fetch = (input, init) => fetch(input, init)): FetchSend {
  const onTheirWay = new Set<AbortController>();
  const send: Send = async ({ url, method, headers, body, keepalive = false }) => {
    const abort = new AbortController();
    onTheirWay.add(abort);
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const response = await fetcher(url, {
        method,
        headers,
        keepalive,
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
        signal: abort.signal,
        ...(body !== undefined && { body })
      });
      if (response.type === 'opaqueredirect') return { ...NOTHING, redirected: true };
      const retryAfter = response.headers.get('Retry-After');
      return {
        status: response.status,
        body: await replyText(response),
        ...(retryAfter !== null && { retryAfter })
      };
    } catch {
      return NOTHING;
    } finally {
      clearTimeout(timer);
      onTheirWay.delete(abort);
    }
  };
  return Object.assign(send, { hangUp: () => onTheirWay.forEach((abort) => abort.abort()) });
}
