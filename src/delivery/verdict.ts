import type { Reply } from './ports.js';

/** Where parcels go. A gateway speaks like an LRS. */
export type Destination = 'lrs' | 'stats' | 'analytics';

/** What a reply means for the parcels that it answers. Every reply has exactly one. */
export type Verdict =
  | { readonly type: 'sent' }
  /** One of the batch, or its size in bytes, is in the way: try again with less. Never for a single parcel. */
  | { readonly type: 'halve'; readonly by: 'parcels' | 'bytes'; readonly reason: string }
  /** `doubtful`: where everything is refused in this way, the fault is in the configuration, not in the parcels. */
  | { readonly type: 'refuse'; readonly doubtful: boolean; readonly reason: string }
  /** The credential was not taken. */
  | { readonly type: 'credential'; readonly reason: string }
  /** Something else than the expected service answers: misconfigured. */
  | { readonly type: 'pause'; readonly reason: string }
  /** `suspect`: it may be the parcel that breaks the destination, so that waiting alone would not help. */
  | { readonly type: 'retry'; readonly suspect: boolean; readonly reason: string };

/** What `status` alone would say, for api_v3, which answers 200 and puts its refusals into the body. */
function effectiveStatus({ status, body }: Reply): number {
  if (status < 200 || status > 299 || !body.includes('KalturaAPIException')) return status;
  return body.includes('ACTION_BLOCKED') ? 429 : body.includes('INVALID_KS') ? 401 : 400;
}

/** In words for the person who has to repair it: the status, and what the body says without its markup. */
function words({ status, body, redirected }: Reply): string {
  const text = body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  const said = redirected ? 'redirected' : status ? `HTTP ${status}` : 'no answer (offline, CORS or too slow)';
  return text ? `${said}: ${text}` : said;
}

/** The table of DESIGN section 6. `accepted`: whether a 2xx reply is what such a destination says. */
export function verdict(destination: Destination, count: number, reply: Reply, accepted: boolean): Verdict {
  const status = effectiveStatus(reply);
  const lrs = destination === 'lrs';
  const reason = words(reply);
  const success = status > 199 && status < 300;

  if (success && accepted) return { type: 'sent' };
  if (success || reply.redirected) return { type: 'pause', reason: `not the expected service, ${reason}` };
  // The LRS knows this id already, which makes a single one delivered: its bytes never change.
  if (status === 409 && lrs && count === 1) return { type: 'sent' };
  switch (status) {
    case 401:
    case 403:
      return { type: 'credential', reason };
    case 400:
    case 409:
    case 413:
    case 422:
      return count > 1
        ? { type: 'halve', by: status === 413 ? 'bytes' : 'parcels', reason }
        : { type: 'refuse', doubtful: lrs && status !== 413, reason };
    case 0:
    case 408:
    case 425:
    case 429:
      return { type: 'retry', suspect: false, reason };
  }
  // 503 and Retry-After say themselves that it is not the parcel's fault.
  return status > 499 && status !== 501
    ? { type: 'retry', suspect: status !== 503 && reply.retryAfter === undefined, reason }
    : { type: 'pause', reason: `not the expected service, ${reason}` };
}
