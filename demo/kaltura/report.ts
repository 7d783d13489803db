import type { Account } from './account.js';
import { Exception } from './exception.js';
import { applicationOf, type Ks } from './ks.js';

const HEADER = ['object_id', 'entry_name', 'count_plays', 'unique_known_users'];

/** What the guide's example says (section 10.2), and this report answers to. */
const EXPECTED: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['reportType', /^38$/],
  ['reportInputFilter[objectType]', /^KalturaEndUserReportInputFilter$/],
  ['reportInputFilter[fromDate]', /^\d{10}$/],
  ['reportInputFilter[toDate]', /^\d{10}$/],
  ['reportInputFilter[entryIdIn]', /^\w+$/],
  ['pager[pageSize]', /^\d+$/],
  ['pager[pageIndex]', /^\d+$/],
  ['responseOptions[objectType]', /^KalturaReportResponseOptions$/]
];

/** The plays of an entry that were heard, for those who may see them, and as late as the account was told to be. */
export function reportTable(account: Account, ks: Ks, form: URLSearchParams): object {
  if (ks.type !== 2 && account.partner?.userReports === false)
    throw new Exception('SERVICE_FORBIDDEN', 'The access to service [report->getTable] is forbidden');
  for (const [name, pattern] of EXPECTED)
    if (!pattern.test(form.get(name) ?? ''))
      throw new Exception('MISSING_MANDATORY_PARAMETER', `Missing or wrong parameter "${name}"`);
  account.polls += 1;
  const entry = form.get('reportInputFilter[entryIdIn]') ?? '';
  const application = applicationOf(ks);
  const plays = account.events.filter(
    ({ service, fields, session }) =>
      service === 'stats' &&
      fields['eventType'] === '3' &&
      fields['entryId'] === entry &&
      (application === undefined || session?.application === application)
  );
  const visible = account.polls > account.delay && plays.length > 0;
  const delimiter = form.get('responseOptions[delimiter]') ?? ',';
  const users = new Set(plays.map(({ session }) => session?.user).filter(Boolean));
  const row = [entry, 'A name; with a semicolon', plays.length, users.size].join(delimiter);
  return {
    objectType: 'KalturaReportTable',
    header: visible ? HEADER.join(delimiter) : null,
    data: visible ? `${row};` : null,
    totalCount: visible ? 1 : 0
  };
}
