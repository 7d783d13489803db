import { checkDestinations, configOf, type ConfigOptions } from '../config.js';
import type { Io } from '../io.js';
import { lookAt } from '../outbox-folder.js';
import { openCollector } from '../open-collector.js';
import { runDry, type Sample } from '../dry-run.js';
import { writeLine } from '../write-line.js';
import { listenForStop } from '../stop.js';
import type { Problem } from '../../../settings/settings.js';
import type { Collector, CollectorConfig } from '../../collector/collector-types.js';
import { drive } from './drive.js';
import { openInputFile } from './input-file.js';
import { showProgress } from './progress.js';
import { emptyTally } from '../delivery/tally.js';
import { watchDelivery, type Watch } from '../delivery/watch.js';

export interface CollectOptions extends ConfigOptions {
  readonly strict?: true;
  readonly dryRun?: true;
  readonly validate?: true;
  /** Seconds. */
  readonly patience: number;
}

/** The run itself tells what there is to tell. */
const unheard = (): void => undefined;
const unseen = (): Promise<void> => Promise.resolve();

type Say = (message: string) => void;
type SayOf = (message: string, problem?: Problem, viewing?: string) => void;

/** A dry run does everything but to keep and to send. */
async function open(
  config: CollectorConfig,
  dry: boolean,
  io: Io,
  say: SayOf,
  { hear }: Watch
): Promise<[Collector, () => Promise<void>]> {
  if (dry) {
    const show = (sample: Sample): Promise<void> => writeLine(io.stdout, JSON.stringify(sample));
    const dryRun = await runDry(config, say, show);
    dryRun.collector.listen(hear);
    return [dryRun.collector, () => dryRun.end()];
  }
  const collector = await openCollector(config, say, hear);
  return [collector, () => collector.close({ patience: 0 })];
}

/**
 * `collect`, from the settings to the summary.
 * @throws UsageError, StorageError before anything was read
 */
export async function run(path: string | undefined, options: CollectOptions, io: Io): Promise<void> {
  const { dryRun = false, validate = false, strict = false, patience } = options;
  const config = configOf(options, io.env);
  if (!dryRun) {
    checkDestinations(config);
    await lookAt(config);
  }
  const warn: Say = (message) => void io.stderr.write(`${message}\n`);
  const stop = listenForStop((name) => warn(`${name}: stopping. What was read is kept; once more ends at once.`));
  let tell = warn;
  const tally = emptyTally();
  const lineOf = new Map<string, number>();
  const say: SayOf = (message, problem, viewing) => {
    const line = problem?.path.startsWith('user.') && viewing !== undefined ? lineOf.get(viewing) : undefined;
    tell(line === undefined ? message : `line ${line}: ${message}`);
  };
  const watch = watchDelivery(tally, say);
  const ends: (() => Promise<void>)[] = [() => Promise.resolve(stop.off())];
  try {
    const [collector, end] = await open(config, dryRun, io, say, watch);
    ends.push(end);
    const check = validate ? await runDry(config, unheard, unseen) : undefined;
    if (check) ends.push(() => check.end());
    const file =
      path === undefined || path === '-'
        ? undefined
        : await openInputFile(path, (name) => (dryRun ? Promise.resolve(undefined) : collector.mark(name)));
    if (!file && io.stdin.isTTY)
      warn('Reading viewings from this terminal, one a line; Ctrl+D ends. --help says more.');
    if (file) ends.push(() => file.close());
    const progress = showProgress(io.stderr, file?.bytes, Date.now, dryRun);
    tell = (message) => progress.say(message);
    const code = await drive({
      io,
      config,
      settings: options.settings,
      watch,
      tally,
      lineOf,
      means: {
        collector,
        file,
        check: check && { collector: check.collector, edition: config.xapiVersion === '2.0.0' ? '2.0' : '1.0' }
      },
      progress,
      stop,
      strict,
      dryRun,
      // On paper nobody is waited for but the reader.
      patience: dryRun ? Infinity : patience * 1000
    });
    io.exit(code);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
