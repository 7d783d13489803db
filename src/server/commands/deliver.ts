import type { Command } from 'commander';
import type { Collector, CollectorConfig, CollectorEvent } from '../collector/collector-types.js';
import { checkDestinations, configOf, type ConfigOptions } from './config.js';
import { addConfigOptions, ENVIRONMENT } from './config-options.js';
import { createBackPressure } from './delivery/back-pressure.js';
import { howToSend, remainsOf, type Remains } from './delivery/remains.js';
import { deliveryReport, emptyTally, type Tally } from './delivery/tally.js';
import { watchDelivery } from './delivery/watch.js';
import { EXIT, type Io } from './io.js';
import { seconds } from './numbers.js';
import { needOutbox } from './outbox-folder.js';
import { openCollector } from './open-collector.js';
import { listenForStop } from './stop.js';
import { UsageError } from './usage-error.js';

export interface DeliverOptions extends ConfigOptions {
  /** Seconds. */
  readonly patience: number;
  /** Also where a destination asked to wait. */
  readonly now?: boolean;
}

export const addPatience = (command: Command): Command =>
  command.option('--patience <seconds>', 'how long to wait for a destination that cannot be reached', seconds, 60);

/** Says what became of what was to be sent, and gives the code to end with. */
function report(remains: Remains, tally: Tally, advice: string, io: Io): number {
  const { kept, lines } = remains;
  for (const line of [...lines, ...(kept ? [advice] : [])]) io.stderr.write(`${line}\n`);
  io.stdout.write(`${deliveryReport(tally, remains)}\n`);
  const broken = tally.refused || tally.evicted || tally.damaged;
  return kept ? EXIT.kept : broken ? EXIT.broken : EXIT.done;
}

/**
 * Opens the folder, does something to what is in it, and sends what waits then.
 * @param work rejects with what is to be told
 * @param listener told of all that happens from the very beginning
 * @throws UsageError, StorageError
 */
export async function deliver(
  config: CollectorConfig,
  { patience, settings, now = false }: DeliverOptions,
  io: Io,
  work: (collector: Collector) => Promise<void>,
  listener: (event: CollectorEvent) => void = () => undefined
): Promise<void> {
  checkDestinations(config);
  await needOutbox(config);
  const warn = (message: string): void => void io.stderr.write(`${message}\n`);
  const stop = listenForStop((name) => warn(`${name}: stopping.`));
  try {
    const tally = emptyTally();
    const { hear, reasons } = watchDelivery(tally, warn);
    const collector = await openCollector(config, warn, (event) => {
      hear(event);
      listener(event);
    });
    try {
      const onWait = (reason: string): void => warn(`waiting up to ${patience} s for a destination: ${reason}`);
      // From the beginning: a signal ends the sending whenever it comes.
      const backPressure = createBackPressure(collector, patience * 1000, stop.signal, Date.now, onWait);
      await work(collector);
      // Not waited for: how long that may take is a matter of patience.
      void collector.flush({ now });
      await backPressure.below(0);
      const advice = howToSend(config.directory, settings);
      const code = report(await remainsOf(collector, reasons), tally, advice, io);
      io.exit(stop.code() ?? code);
    } finally {
      await collector.close({ patience: 0 });
    }
  } finally {
    stop.off();
  }
}

/** `flush`: sends what waits. */
export function addFlush(program: Command, io: Io): void {
  const command = program.command('flush').description('Sends what waits in the folder, and reads nothing new.');
  addPatience(addConfigOptions(command))
    .option('--now', 'also where a destination asked to wait (Retry-After)')
    .addHelpText('after', `${ENVIRONMENT}\n\nExample:\n  $ playkit-js-xapi flush --directory /var/lib/kiosk`)
    .action((options: DeliverOptions) => deliver(configOf(options, io.env), options, io, () => Promise.resolve()));
}

/** `retry`: gives dead letters another chance. */
export function addRetry(program: Command, io: Io): void {
  const command = program
    .command('retry')
    .description('Sends what was refused once more: all of it, or what is named.')
    .argument('[ids...]', 'as `status` prints them; left out: all');
  addPatience(addConfigOptions(command))
    .addHelpText('after', `${ENVIRONMENT}\n\nExample:\n  $ playkit-js-xapi retry --directory /var/lib/kiosk`)
    .action((ids: readonly string[], options: DeliverOptions) =>
      deliver(configOf(options, io.env), options, io, async (collector) => {
        const there = new Set((await collector.dead()).map(({ id }) => id));
        const strange = ids.filter((id) => !there.has(id));
        if (strange.length)
          throw new UsageError(`Nothing of that id was refused: ${strange.join(', ')}. \`status\` lists what was.`);
        const number = await collector.retry(ids.length ? ids : undefined);
        io.stderr.write(`${number} sent once more\n`);
      })
    );
}
