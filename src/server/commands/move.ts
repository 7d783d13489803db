import type { Command } from 'commander';
import type { DeliveryEvent, UnservedLane } from '../../delivery/status.js';
import { NoDestination } from '../collector/no-destination.js';
import { placeOf } from '../collector/place-of.js';
import type { Collector } from '../collector/collector-types.js';
import { configOf } from './config.js';
import { addConfigOptions, ENVIRONMENT } from './config-options.js';
import { addPatience, deliver, type DeliverOptions } from './deliver.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

type Moved = Extract<DeliveryEvent, { readonly type: 'moved' }>;

/** What makes the settings name a destination. */
const REMEDY: Readonly<Record<string, string>> = {
  lrs: 'Set XAPI_ENDPOINT, or --endpoint.',
  stats: 'Set KALTURA_PARTNER_ID, or --partner-id.',
  analytics: 'Set KALTURA_PARTNER_ID, or --partner-id.'
};

const nowhereFor = ({ lane, waiting }: UnservedLane): string =>
  `${lane.key}: ${waiting} for ${placeOf(lane)} cannot be moved, since the settings name no other address of ` +
  `${lane.destination}. ${REMEDY[lane.destination] ?? ''}`;

/** Why no such lane can be moved. */
async function whyNot(collector: Collector, lane: string): Promise<string> {
  const served = (await collector.status()).lanes.find(({ lane: { key } }) => key === lane);
  return served
    ? `Nothing to move: the settings name ${placeOf(served.lane)}, and \`flush\` sends what waits in ${lane}.`
    : `Nothing waits in a lane ${lane}. \`status\` prints the keys of lanes that no settings serve.`;
}

/**
 * @param lane its key; undefined: all that the settings do not serve
 * @param before what moved already when the folder was opened
 * @throws UsageError where nothing of it can be moved
 */
async function moveLanes(collector: Collector, lane: string | undefined, before: readonly Moved[]): Promise<void> {
  const { unserved } = await collector.status();
  const meant = unserved.filter(({ lane: { key } }) => lane === undefined || key === lane);
  const moved = before.filter(({ from }) => lane === undefined || from.key === lane);
  if (!meant.length && !moved.length)
    throw new UsageError(
      lane === undefined
        ? 'Nothing to move: the settings name every address that something waits for. `flush` sends it.'
        : await whyNot(collector, lane)
    );
  const stay: UnservedLane[] = [];
  for (const each of meant)
    await collector.move(each.lane.key).catch((error: unknown) => {
      if (!(error instanceof NoDestination)) throw error;
      stay.push(each);
    });
  // Where others did move, the end of the run says what is kept.
  if (stay.length === meant.length && !moved.length) throw new UsageError(stay.map(nowhereFor).join('\n'));
}

/** `move`: sends what waits for an address that the settings do not name to the one that they name. */
export function addMove(program: Command, io: Io): void {
  const command = program
    .command('move')
    .description(
      'Moves what waits for an address that the settings do not name to the one that they name for the same destination and viewers, and sends it.'
    )
    .argument('[lane]', 'its key, as `status` prints it; left out: all that the settings do not name');
  addPatience(addConfigOptions(command))
    .addHelpText('after', `${ENVIRONMENT}\n\nExample:\n  $ playkit-js-xapi move --directory /var/lib/kiosk`)
    .action((lane: string | undefined, options: DeliverOptions) => {
      const moves: Moved[] = [];
      return deliver(
        configOf(options, io.env),
        options,
        io,
        (collector) => moveLanes(collector, lane, moves),
        (heard) => {
          if (heard.type !== 'delivery' || heard.event.type !== 'moved') return;
          const { from, lane: to, count } = heard.event;
          moves.push(heard.event);
          io.stderr.write(`${count} moved from ${placeOf(from)} to ${placeOf(to)}\n`);
        }
      );
    });
}
