import type { Command } from 'commander';
import { isWhole, partsOf } from '../folder/damage.js';
import type { Repaired } from '../folder/file-store.js';
import { repairFolder } from '../folder/repair-folder.js';
import { configOf, DIRECTORY } from './config.js';
import { EXIT, type Io } from './io.js';
import { lookAt } from './outbox-folder.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';
import { writeLine } from './write-line.js';

interface RepairOptions {
  readonly directory?: string;
  readonly settings?: string;
}

function linesOf(directory: string, { damage, waiting, file }: Repaired): readonly string[] {
  const found = isWhole(damage) ? ['nothing is damaged'] : partsOf(damage);
  return [
    `${directory}: ${waiting} kept for later, each one as it was written`,
    ...found.map((part) => `  ${part}`),
    ...(file === undefined ? [] : [`  what is altered was moved to ${file}`])
  ];
}

/** `repair`: reads every record of a folder, and says what is damaged. */
export function addRepair(program: Command, io: Io): void {
  program
    .command('repair')
    .description(
      'Reads every record in the folder, says what is missing or altered, and keeps what is whole. Sends nothing.'
    )
    .option('--directory <folder>', `where statements and events wait (default: ${DIRECTORY})`)
    .option('--settings <file.json>', 'where the folder is named')
    .addHelpText('after', '\nExample:\n  $ playkit-js-xapi repair --directory /var/lib/kiosk')
    .action(async (options: RepairOptions) => {
      const config = configOf(options, {});
      const { directory } = config;
      if ((await lookAt(config)) !== 'outbox')
        throw new UsageError(`${directory} holds no outbox: expected a folder that was used before.`);
      const repaired = await repairFolder(directory).catch((error: unknown) => {
        throw new StorageError(wordsOf(error));
      });
      for (const line of linesOf(directory, repaired)) await writeLine(io.stdout, line);
      io.exit(isWhole(repaired.damage) ? EXIT.done : EXIT.broken);
    });
}
