import type { Reply, Send } from '../../delivery/ports.js';
import { replyText } from '../../delivery/reply-text.js';

/** Where there is no answer, `cause` is what the system said: `ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TIMEOUT`, … */
export interface NodeSend {
  (request: Parameters<Send>[0]): Promise<Reply>;
  /** Ends all requests that are on their way, as if nothing had answered, and makes no more. */
  hangUp(): void;
}

const PATIENCE = 30_000;

/** The innermost code; an error of several addresses has those of each. */
function codeOf(error: unknown): string {
  const { code, cause, errors, name, message } = error as {
    readonly message?: unknown;
    readonly code?: unknown;
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
    readonly name?: unknown;
  };
  if (name === 'TimeoutError') return 'TIMEOUT';
  if (name === 'AbortError') return 'CUT OFF';
  if (cause != null) return codeOf(cause);
  // A port of another protocol, which `fetch` calls by no code.
  if (message === 'bad port') return 'BAD PORT';
  if (typeof code === 'string') return code;
  return errors?.length ? codeOf(errors[0]) : 'FAILED';
}

/**
 * Requests by Node's `fetch`, which never reject and take half a minute at most. A redirect is not followed: the
 * credentials would go where nobody meant them to.
 */
export function createNodeSend(patience = PATIENCE): NodeSend {
  const underWay = new Set<AbortController>();
  let over = false;

  async function send({ url, method, headers, body }: Parameters<Send>[0]): Promise<Reply> {
    const ending = new AbortController();
    const end = (name: string): void => ending.abort(new DOMException('', name));
    const timer = setTimeout(end, patience, 'TimeoutError');
    underWay.add(ending);
    if (over) end('AbortError');
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: ending.signal,
        ...(body !== undefined && { body })
      });
      const retryAfter = response.headers.get('Retry-After');
      const redirected = response.status > 299 && response.status < 400;
      return {
        status: response.status,
        body: await replyText(response),
        ...(retryAfter !== null && { retryAfter }),
        ...(redirected && { redirected })
      };
    } catch (error) {
      return { status: 0, body: '', cause: codeOf(error) };
    } finally {
      clearTimeout(timer);
      underWay.delete(ending);
    }
  }

  return Object.assign(send, {
    hangUp(): void {
      over = true;
      for (const ending of underWay) ending.abort(new DOMException('', 'AbortError'));
    }
  });
}
