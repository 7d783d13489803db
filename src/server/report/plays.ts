import { KalturaApiError, type KalturaApi } from '../session/kaltura-api.js';
import { readReportTable, sumOf, type ReportTable } from './report-table.js';

const DELIMITER = '|';
/** Seconds. */
const DAY = 86_400;

export const PLAYS = 'count_plays';

export interface PlayReport {
  readonly table: ReportTable;
  readonly plays: number;
}

/** The time that is reported on, in milliseconds since 1970. Left out: the 24 hours before `to`, which is now. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/**
 * How often an entry was played in that time, as Kaltura's reports have it. Rejects with a `KalturaApiError`.
 * @param now milliseconds since 1970
 * @see the user's events guide, section 10.2
 */
export async function askPlays(
  api: KalturaApi,
  ks: string,
  entryId: string,
  now: number,
  span: Span = {}
): Promise<PlayReport> {
  const action = 'report.getTable';
  const to = Math.floor((span.to ?? now) / 1000);
  const from = span.from === undefined ? to - DAY : Math.floor(span.from / 1000);
  const answer = await api(action, {
    ks,
    reportType: 38,
    'reportInputFilter[objectType]': 'KalturaEndUserReportInputFilter',
    'reportInputFilter[fromDate]': from,
    'reportInputFilter[toDate]': to,
    'reportInputFilter[entryIdIn]': entryId,
    'pager[pageSize]': 500,
    'pager[pageIndex]': 1,
    'responseOptions[objectType]': 'KalturaReportResponseOptions',
    'responseOptions[delimiter]': DELIMITER
  });
  const table = readReportTable(answer, DELIMITER);
  if (!table) throw new KalturaApiError(action, 'stranger', undefined, 'answered no table');
  const plays = sumOf(table, PLAYS);
  if (plays === undefined)
    throw new KalturaApiError(
      action,
      'stranger',
      undefined,
      `the table has no ${PLAYS}, but ${table.columns.join(', ')}`
    );
  return { table, plays };
}
