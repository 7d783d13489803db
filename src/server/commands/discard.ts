import type { Command } from 'commander';
import type { StoredLane } from '../../delivery/ports.js';
import { openFileStore } from '../folder/open-file-store.js';
import { configOf, DIRECTORY } from './config.js';
import { EXIT, type Io } from './io.js';
import { needOutbox } from './outbox-folder.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';
import { waitingLane } from './waiting-lane.js';
import { writeLine } from './write-line.js';

interface DiscardOptions {
  readonly directory?: string;
  readonly settings?: string;
  readonly yes?: boolean;
}

/** So many lanes are listed. */
const LISTED = 20;

/** What waits in a lane, in words: "7 statements", "1 event". */
function nounOf({ record, waiting }: StoredLane): string {
  const noun = record ? (record.destination === 'lrs' ? 'statement' : 'event') : 'parcel';
  return waiting === 1 ? noun : `${noun}s`;
}

/** @throws UsageError says which lanes there are */
function find(lanes: readonly StoredLane[], lane: string, directory: string): StoredLane {
  const found = lanes.find(({ key }) => key === lane);
  if (found?.waiting) return found;
  const full = lanes.filter(({ waiting }) => waiting > 0);
  const more = full.length - LISTED;
  throw new UsageError(
    [
      `${directory}: nothing waits in a lane ${lane}, so nothing was deleted. ` +
        (full.length ? 'Something waits in:' : 'Nothing waits in any other.'),
      ...full.slice(0, LISTED).map((each) => `  ${waitingLane(each, nounOf(each))}`),
      ...(more > 0 ? [`  and in ${more} more`] : [])
    ].join('\n')
  );
}

/**
 * Names what waits in a lane, and deletes it if that is confirmed. Gives how many.
 * @throws UsageError, or what the folder says
 */
async function discard(directory: string, lane: string, confirmed: boolean, io: Io): Promise<number> {
  const store = await openFileStore(directory).catch((error: unknown) => {
    throw new StorageError(wordsOf(error));
  });
  try {
    const found = find(await store.lanes(), lane, directory);
    await writeLine(io.stderr, waitingLane(found, nounOf(found)));
    if (!confirmed)
      throw new UsageError(
        'Nothing was deleted: it would be gone for good, and was never sent. Add --yes to delete it.'
      );
    return await store.discard(lane).catch((error: unknown) => {
      throw new StorageError(wordsOf(error));
    });
  } finally {
    await store.close();
  }
}

/** `discard`: deletes what waits in one lane. */
export function addDiscard(program: Command, io: Io): void {
  program
    .command('discard')
    .description(
      'Deletes what waits in one lane, unsent, and says first what it is. Sends nothing, and needs no secret.'
    )
    .argument('<lane>', 'its key, as `status` prints it')
    .option('--yes', 'really delete it; without this it is only said what would be deleted')
    .option('--directory <folder>', `where statements and events wait (default: ${DIRECTORY})`)
    .option('--settings <file.json>', 'where the folder is named')
    .addHelpText(
      'after',
      '\nExample:\n  $ playkit-js-xapi discard 11wi54c1m69pf015ngc7w1ppfq3x --yes --directory /var/lib/kiosk'
    )
    .action(async (lane: string, options: DiscardOptions) => {
      const config = configOf(options, {});
      await needOutbox(config);
      const deleted = await discard(config.directory, lane, options.yes ?? false, io);
      await writeLine(io.stdout, `${deleted} deleted`);
      io.exit(EXIT.done);
    });
}
