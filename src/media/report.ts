import type { Report } from '../page/player-client.js';
import { readHost } from '../stats/collect.js';
import { readReport } from '../viewing/read-report.js';

/** What a player of your own reports, without times: they are those of the call. Positions are seconds. */
export type PlaybackReport = Exclude<Report, { readonly type: 'tick' | 'close' }>;

/** What a page reports, or why it is not taken; what only the application knows, by the rules of `collect()`. */
export function readPlaybackReport(given: unknown): PlaybackReport | string {
  const { type } = Object(given) as Partial<Report>;
  if (type === 'close' || type === 'tick') return 'a viewing is ended by open() or stop().';
  const read = readReport(given);
  if ('message' in read) return read.message;
  // It is neither of the two.
  const event = read.event as PlaybackReport;
  if (event.type !== 'happening' || event.happening.name !== 'host') return event;
  const host = readHost(event.happening.type, event.happening.fields);
  return 'reason' in host ? `happening: host: ${host.reason}.` : { ...event, happening: host.happening };
}
