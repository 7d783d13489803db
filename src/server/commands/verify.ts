import { InvalidArgumentError, type Command } from 'commander';
import type { Wake } from '../../delivery/ports.js';
import { httpUrl } from '../../settings/endpoint.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { createProbe, sendBy } from '../doctor/probe.js';
import { createKalturaApi } from '../session/kaltura-api.js';
import { kalturaUrl } from '../session/kaltura-url.js';
import { pollPlays, type Poll, type PollEnd } from '../report/poll.js';
import type { Span } from '../report/plays.js';
import { printed } from '../report/report-table.js';
import { showWaiting } from '../report/waiting.js';
import { sessionProblems } from '../session/session-problems.js';
import { createSessions } from '../session/sessions.js';
import { addConfigOptions } from './config-options.js';
import { configOf, UsageError, type ConfigOptions } from './config.js';
import { count } from './delivery/tally.js';
import { beginning, ending } from './moments.js';
import { EXIT, type Io } from './io.js';
import { listenForStop } from './stop.js';
import { writeLine } from './write-line.js';

interface VerifyOptions extends ConfigOptions {
  readonly entry: string;
  readonly atLeast: number;
  readonly minutes: number;
  readonly every: number;
  readonly from?: number;
  readonly to?: number;
}

/** What tests bring of their own. */
export interface VerifyPorts {
  readonly now: () => number;
  readonly wake: Wake;
}

const PATIENCE = 30_000;

const REAL: VerifyPorts = {
  now: Date.now,
  wake(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }
};

const HELP = `
Kaltura's reports show a play 10 to 30 minutes after it was sent. The plays of the last 24 hours are counted, unless --from and
--to name another time, for the application of the session.

Examples:
  $ playkit-js-xapi verify --entry 0_abc
  $ playkit-js-xapi verify --entry 0_abc --at-least 5 --minutes 60
  $ playkit-js-xapi verify --entry 0_abc --from 2026-01-01 --to 2026-01-31

Exit code: 0 the plays are there, 1 command line or settings, 2 Kaltura refuses, 3 not yet when time is up.

Environment: KALTURA_SERVICE_URL, and KALTURA_KS; or KALTURA_PARTNER_ID with KALTURA_APP_TOKEN_ID and KALTURA_APP_TOKEN, or
with KALTURA_ADMIN_SECRET.`;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1e6)) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

function entryId(text: string): string {
  if (!/^\w+$/.test(text)) throw new InvalidArgumentError('Expected the id of an entry, such as 0_abc.');
  return text;
}

function serviceUrlOf(config: CollectorConfig): string {
  const url = httpUrl(kalturaUrl(config));
  if (!url) throw new UsageError('KALTURA_SERVICE_URL is no http:// or https:// address.');
  return url.href;
}

/** Gives the KS to ask with: the one that is given, since reports may need more rights than a viewer's session has. */
function ksOf(config: CollectorConfig, serviceUrl: string, now: () => number): Poll['ks'] {
  const { session, ks, applicationName, user, userId } = config;
  if (ks !== undefined) return async (refused) => (typeof ks === 'function' ? ks(refused) : ks);
  if (!session)
    throw new UsageError(
      'A session is missing: set KALTURA_KS; or KALTURA_PARTNER_ID with KALTURA_APP_TOKEN_ID and KALTURA_APP_TOKEN, or with KALTURA_ADMIN_SECRET.'
    );
  const problems = sessionProblems(session, applicationName);
  if (problems.length) throw new UsageError(`Settings: ${problems.join(' ')}`);
  const ports = { send: sendBy(createProbe(PATIENCE)), now };
  const sessions = createSessions({ ...session, serviceUrl }, applicationName, ports);
  return (refused) => sessions(String(user?.id ?? userId ?? ''), refused);
}

async function tell(end: PollEnd, { entry, minutes }: VerifyOptions, io: Io): Promise<number> {
  if (end.type === 'failed') {
    io.stderr.write(`error: ${end.why}\n`);
    return EXIT.broken;
  }
  if (end.type === 'stopped') {
    io.stderr.write('Stopped. Nothing was changed; ask again at any time.\n');
    return EXIT.kept;
  }
  const { report } = end;
  if (report?.table.rows.length) for (const line of printed(report.table)) await writeLine(io.stdout, line);
  if (end.type === 'found') return EXIT.done;
  io.stderr.write(
    `Not there after ${minutes} minutes: ${report?.plays ?? 'unknown'} plays of ${entry}. Reports lag 10 to 30 minutes behind what was sent; ` +
      '`doctor` and `status` tell whether it was. Ask again later.\n'
  );
  return EXIT.kept;
}

/** @throws UsageError for a time that has no plays */
function spanOf({ from, to }: VerifyOptions, now: number): Span {
  if (from !== undefined && from >= (to ?? now))
    throw new UsageError(
      `--from: expected a time before ${to === undefined ? 'now' : '--to'}, got ${new Date(from).toISOString()}.`
    );
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

async function run(options: VerifyOptions, io: Io, { now, wake }: VerifyPorts): Promise<void> {
  const { entry, atLeast, minutes, every } = options;
  const span = spanOf(options, now());
  const config = configOf(options, io.env);
  const serviceUrl = serviceUrlOf(config);
  const api = createKalturaApi(serviceUrl, sendBy(createProbe(PATIENCE)));
  const ks = ksOf(config, serviceUrl, now);
  const time = minutes * 60_000;
  io.stderr.write(`Waiting for ${count(atLeast, 'play')} of ${entry}: reports lag 10 to 30 minutes behind.\n`);
  const waiting = showWaiting(io.stderr, atLeast, time);
  const stop = listenForStop(() => {});
  const poll = { api, ks, entryId: entry, span, atLeast, time, every: every * 1000, now, wake, stop: stop.signal };
  const end = await pollPlays(poll, (sight, left) => waiting.tell(sight, left)).finally(() => {
    waiting.end();
    stop.off();
  });
  const code = await tell(end, options, io);
  io.exit(stop.code() ?? code);
}

/** `verify`: asks Kaltura's report for the plays of an entry until they appear. */
export function addVerify(program: Command, io: Io, ports: VerifyPorts = REAL): void {
  addConfigOptions(program.command('verify'))
    .description("waits until Kaltura's report shows the plays of an entry")
    .requiredOption('--entry <id>', 'the entry, such as 0_abc', entryId)
    .option('--at-least <plays>', 'how many plays there must be', positive, 1)
    .option('--minutes <minutes>', 'how long to wait', positive, 45)
    .option('--every <seconds>', 'how long between two questions', positive, 60)
    .option(
      '--from <time>',
      'the beginning: a day in UTC, or a time with a zone (default: 24 hours before the end)',
      beginning
    )
    .option('--to <time>', 'the end: a day in UTC, which is counted, or a time with a zone (default: now)', ending)
    .addHelpText('after', HELP)
    .action((options: VerifyOptions) => run(options, io, ports));
}
