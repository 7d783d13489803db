import type { Reply } from './ports.js';

/** Where parcels go. A gateway speaks like an LRS. */
export type Destination = 'lrs' | 'stats' | 'analytics' | (string & NonNullable<unknown>);

type Meaning =
  | { readonly type: 'sent' }
  /** One of the batch, or its size in bytes, is in the way: try again with less. Never for a single parcel. */
  | { readonly type: 'halve'; readonly by: 'parcels' | 'bytes' }
  /** `doubtful`: where everything is refused in this way, the fault is in the configuration, not in the parcels. */
  | { readonly type: 'refuse'; readonly doubtful: boolean }
  /** The credential was not taken. */
  | { readonly type: 'credential' }
  /** Something else than the expected service answers: misconfigured. */
  | { readonly type: 'pause' }
  /** `suspect`: it may be the parcel that breaks the destination, so that waiting alone would not help. */
  | {
      readonly type: 'retry';
      readonly suspect: boolean;
      /** It may have been taken all the same. */ readonly maybe: boolean;
    };

/** What a reply means for the parcels that it answers, and its words. Every reply has exactly one. */
export type Verdict = Meaning & { readonly reason: string; readonly retryAfter: string | undefined };

/** The table of DESIGN section 6. `accepted`: whether a 2xx reply is what such a destination says. */
function meaning(destination: Destination, count: number, reply: Reply, accepted: boolean): Meaning {
  const { status, body, redirected, retryAfter } = reply;
  const lrs = destination === 'lrs';
  const fine = status > 199 && status < 300;
  // api_v3 answers 200 and puts its refusals into the body.
  const exception = fine && body.includes('KalturaAPIException');
  const success = fine && !exception;

  // The LRS knows this id already, which makes a single one delivered: its bytes never change.
  if (success ? accepted : status === 409 && lrs && count === 1 && !redirected) return { type: 'sent' };
  if (success || redirected) return { type: 'pause' };
  switch (!exception ? status : body.includes('ACTION_BLOCKED') ? 429 : body.includes('INVALID_KS') ? 401 : 400) {
    case 401:
    case 403:
      return { type: 'credential' };
    case 400:
    case 409:
    case 413:
    case 422:
      return count > 1
        ? { type: 'halve', by: status === 413 ? 'bytes' : 'parcels' }
        : { type: 'refuse', doubtful: lrs && status !== 413 };
    case 0:
    case 408:
      return { type: 'retry', suspect: false, maybe: true };
    case 425:
    case 429:
      return { type: 'retry', suspect: false, maybe: false };
  }
  // 503 and Retry-After say themselves that it is not the parcel's fault.
  return status > 499 && status !== 501
    ? { type: 'retry', suspect: status !== 503 && retryAfter === undefined, maybe: true }
    : { type: 'pause' };
}

/** In words for the person who has to repair it: the status, and what the body says without its markup. */
function words({ status, body, redirected, cause = 'offline, CORS or too slow' }: Reply): string {
  const text = body
    .replace(/(<[^<>]*>|\s)+/g, ' ')
    .trim()
    .slice(0, 200);
  const said = redirected ? 'redirected' : status ? `HTTP ${status}` : `no answer (${cause})`;
  return text ? `${said}: ${text}` : said;
}

export function verdict(destination: Destination, count: number, reply: Reply, accepted: boolean): Verdict {
  return { ...meaning(destination, count, reply, accepted), reason: words(reply), retryAfter: reply.retryAfter };
}
