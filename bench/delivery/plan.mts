/** What is the same for every sender and every row. */

/** Milliseconds from one event to the next. */
export const PACE = 25;

/** Events of a row before the viewer comes back once more, which is one more. */
export const EVENTS = 100;

/**
 * Milliseconds that our statements gather: the plugin's 5 s, shortened as the pace is. At the true pace and with the true
 * 5 s, the hour says how many requests there are.
 */
export const LINGER = 250;

/** Milliseconds from a request to its answer on a good network, and on a slow one. */
export const GOOD = 50;
export const SLOW = 400;

/** Who sends, in the order of the table. `source` sends nothing: it is what the script itself costs. */
export const SENDERS = ['ours', 'snowplow', 'fetch', 'xapijs'] as const;
export type SenderName = (typeof SENDERS)[number];
export const BUNDLES = [...SENDERS, 'source'] as const;
export type BundleName = (typeof BUNDLES)[number];

export const TITLES: Readonly<Record<SenderName, string>> = {
  ours: 'ours',
  snowplow: 'Snowplow',
  fetch: 'fetch per statement',
  xapijs: '@xapi/xapi'
};
