import type { Lane } from '../delivery/lane.js';
import { FORM_HEADERS, ksCredential, withKs, type KsSource } from '../kaltura/ks-credential.js';

export interface AnalyticsRoad {
  /** Of `analyticsUrl`. */
  readonly url: string;
  /** Whose KS it is, and whether it is the visit's or a player's. */
  readonly owner: string;
  readonly ks?: KsSource | undefined;
  readonly isCurrent?: (() => boolean) | undefined;
  /** Told with each answer: whether the service wants VIEW events. */
  readonly onViews?: ((wanted: boolean) => void) | undefined;
}

/** These are looked for in the query, wherever the rest is. */
const ROUTED = /^(service|action|eventType|partnerId|entryId|sessionId)=/;

/** Of a page or a button. Nobody is graded by it, and a click that leads to another page sees no answer. */
const OF_PAGE = /\beventType=1000[23]\b/;

/**
 * The lane to trackEvent. The service answers with the time, alone or in an object, or in whatever words: anything but
 * a page or an exception will do.
 */
export function analyticsLane({ url, owner, ks, isCurrent = () => true, onViews }: AnalyticsRoad): Lane {
  return {
    id: { destination: 'analytics', url, owner },
    linger: 0,
    batch: 1,
    ...ksCredential(ks, isCurrent),
    seal([body = ''], credential) {
      const routed = body.split('&').filter((pair) => ROUTED.test(pair));
      return {
        url: `${url}?${routed.join('&')}`,
        method: 'POST',
        headers: FORM_HEADERS,
        body: body + withKs(credential)
      };
    },
    isSentOnce: (body) => OF_PAGE.test(body),
    accepted({ body, status }) {
      const fine = !/^\s*<|KalturaAPIException/.test(body);
      if (fine && status === 200) onViews?.(!/"viewEventsEnabled"\s*:\s*false/.test(body));
      return fine;
    }
  };
}
