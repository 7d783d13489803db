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

/**
 * How often an entry was played in the last 24 hours, as Kaltura's reports have it. Rejects with a `KalturaApiError`.
 * @param now milliseconds since 1970
 * @see the user's events guide, section 10.2
 */
export async function askPlays(api: KalturaApi, ks: string, entryId: string, now: number): Promise<PlayReport> {
  const action = 'report.getTable';
  const seconds = Math.floor(now / 1000);
  const answer = await api(action, {
    ks,
    reportType: 38,
    'reportInputFilter[objectType]': 'KalturaEndUserReportInputFilter',
    'reportInputFilter[fromDate]': seconds - DAY,
    'reportInputFilter[toDate]': seconds,
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
