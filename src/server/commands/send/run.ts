import type { Send } from '../../../delivery/ports.js';
import type { PortalTrackerListener } from '../../../tracker/portal-tracker.js';
import type { Statement } from '../../../xapi/statement.js';
import { kalturaAccountOf } from '../../collector/collector-account.js';
import { createTrace } from '../../collector/debug.js';
import type { CollectorConfig } from '../../collector/collector-types.js';
import { nodePorts } from '../../ports/node-ports.js';
import { sessionAt } from '../../session/kaltura-url.js';
import { createSessions } from '../../session/sessions.js';
import { checkStatements } from '../collect/check-statements.js';
import { checkDestinations, configOf, type ConfigOptions } from '../config.js';
import { flowOf } from '../delivery/flow.js';
import { createBackPressure } from '../delivery/back-pressure.js';
import { howToSend, remainsOf } from '../delivery/remains.js';
import { deliveryReport, emptyTally } from '../delivery/tally.js';
import { watchDelivery } from '../delivery/watch.js';
import { EXIT, type Io } from '../io.js';
import { lookAt } from '../outbox-folder.js';
import { onPaper, type Sample } from '../dry-run.js';
import { listenForStop, type Stop } from '../stop.js';
import { UsageError } from '../usage-error.js';
import { writeLine } from '../write-line.js';
import { openEventSender, type EventSender } from './event-sender.js';
import { settingsOf } from './settings-of.js';
import { userOf, whatOf, type EventOptions, type What } from './what.js';

export interface SendOptions extends ConfigOptions, EventOptions {
  readonly dryRun?: true;
  readonly validate?: true;
  /** Seconds. */
  readonly patience: number;
}

type Say = (message: string) => void;

/** Where a destination is switched on from here. */
function remedyOf(refusal: string): string {
  if (/partner id|account|analytics is off/.test(refusal)) return '. Set KALTURA_PARTNER_ID, or --partner-id.';
  return refusal === 'xAPI is off' ? '. Set XAPI_ENDPOINT, or --endpoint.' : '';
}

/** @param own absent: Node's own */
async function open(
  config: CollectorConfig,
  options: SendOptions,
  say: Say,
  heard: (statement: Statement) => void,
  own?: Send
): Promise<EventSender> {
  const node = nodePorts();
  const send = own ?? node.send;
  const { session, applicationName } = config;
  const sessions = session && createSessions(sessionAt(config) ?? session, applicationName, { send, now: Date.now });
  const settings = settingsOf(config, userOf(options), sessions, say);
  const trace = createTrace(() => settings.debug);
  const listener: PortalTrackerListener = {
    statement(captured) {
      trace('xapi_statement', captured);
      heard(captured.statement);
    },
    problem(problem) {
      trace('xapi_problem', problem);
      say(`warning: ${problem.message}`);
    }
  };
  const kalturaAccount = kalturaAccountOf(config, settings);
  const sender = await openEventSender({
    directory: config.directory,
    settings,
    kalturaAccount,
    listener,
    ports: { ...node, send },
    hasSessions: session !== undefined
  });
  sender.outbox.listen((event) => trace('xapi_delivery', event));
  return sender;
}

/** Says it without its consequences: shows what would be sent, and gives what is wrong with the statement. */
async function checkFirst(
  what: What,
  config: CollectorConfig,
  options: SendOptions,
  say: Say,
  show: (sample: Sample) => Promise<void>
): Promise<readonly string[]> {
  const paper = await onPaper(config, show);
  const statements: Statement[] = [];
  try {
    const sender = await open(paper.config, options, say, (statement) => statements.push(statement), paper.send);
    try {
      const refusal = await sender.take(what);
      if (refusal !== undefined) throw new UsageError(refusal + remedyOf(refusal));
      await sender.outbox.flush();
    } finally {
      await sender.close();
    }
  } finally {
    await paper.end();
  }
  return options.validate ? checkStatements(statements, config.xapiVersion === '2.0.0' ? '2.0' : '1.0') : [];
}

async function send(what: What, config: CollectorConfig, options: SendOptions, io: Io, stop: Stop): Promise<number> {
  const { patience, settings } = options;
  const warn: Say = (message) => void io.stderr.write(`${message}\n`);
  const sender = await open(config, options, warn, () => undefined);
  try {
    const flow = flowOf(sender.outbox, () => sender.room(), sender);
    const tally = emptyTally();
    const { hear, reasons } = watchDelivery(tally, warn);
    flow.listen(hear);
    const refusal = await sender.take(what);
    if (refusal !== undefined) throw new UsageError(refusal + remedyOf(refusal));
    const onWait = (reason: string): void => warn(`waiting up to ${patience} s for a destination: ${reason}`);
    await createBackPressure(flow, patience * 1000, stop.signal, Date.now, onWait).below(0);
    const remains = await remainsOf(flow, reasons);
    const { kept, lines } = remains;
    lines.forEach(warn);
    if (kept) warn(howToSend(config.directory, settings));
    await writeLine(io.stdout, deliveryReport(tally, remains));
    return stop.code() ?? (kept ? EXIT.kept : tally.refused ? EXIT.broken : EXIT.done);
  } finally {
    await sender.close();
  }
}

/**
 * `send`, from the options to the end.
 * @throws UsageError, StorageError
 */
export async function run(event: string, options: SendOptions, io: Io): Promise<void> {
  const what = whatOf(event, options);
  const config = configOf(options, io.env);
  const warn: Say = (message) => void io.stderr.write(`${message}\n`);
  const { dryRun = false, validate = false } = options;
  if (!dryRun) {
    checkDestinations(config);
    await lookAt(config);
  }
  if (dryRun || validate) {
    const show = (sample: Sample): Promise<void> =>
      dryRun ? writeLine(io.stdout, JSON.stringify(sample)) : Promise.resolve();
    const wrong = await checkFirst(what, config, options, dryRun ? warn : () => undefined, show);
    wrong.forEach((line) => warn(`not valid: ${line}`));
    if (wrong.length) return io.exit(EXIT.broken);
    if (dryRun) return io.exit(EXIT.done);
  }
  const stop = listenForStop((name) => warn(`${name}: stopping.`));
  try {
    io.exit(await send(what, config, options, io, stop));
  } finally {
    stop.off();
  }
}
