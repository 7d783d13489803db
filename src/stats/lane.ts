import type { Lane } from '../delivery/lane.js';
import { FORM_HEADERS, ksCredential, withKs, type KsSource } from '../kaltura/ks-credential.js';
import type { StatsTransport } from './wire.js';

export interface StatsRoad {
  readonly transport: StatsTransport;
  /** Of `statsUrl`, for the same transport. */
  readonly url: string;
  /** Whose KS it is: the user id, or whatever tells owners apart. */
  readonly owner: string;
  readonly ks?: KsSource | undefined;
  /** `get`: the KS goes into the address, where logs keep it. */
  readonly ksInUrl?: boolean | undefined;
  readonly isCurrent?: (() => boolean) | undefined;
}

/**
 * The lane to Kaltura's stats: one request an event, as it happens, in order. `post` is answered in JSON, `get` with
 * `Kaltura` by the hosts that only write logs, and `both` by whichever host it reaches.
 */
export function statsLane({ transport, url, owner, ks, ksInUrl = false, isCurrent = () => true }: StatsRoad): Lane {
  const get = transport === 'get';
  return {
    id: { destination: 'stats', url, owner },
    linger: 0,
    batch: 1,
    ...ksCredential(get && !ksInUrl ? undefined : ks, isCurrent),
    seal([body = ''], credential) {
      if (get) return { url: `${url}?${body}${withKs(credential)}`, method: 'GET', headers: {} };
      // Of `both` the query is a line of its own: also where the transport was changed while the event waited.
      const [form = '', query] = body.split('\n').reverse();
      return {
        url: query ? `${url}?${query}` : url,
        method: 'POST',
        headers: FORM_HEADERS,
        body: form + withKs(credential)
      };
    },
    accepted: ({ body }) => /^(true|null|Kaltura|-?\d+(\.\d+)?)?$/.test(body.trim())
  };
}
