import type { Command } from 'commander';
import { run, type CollectOptions } from './collect/run.js';
import { addConfigOptions, ENVIRONMENT } from './config-options.js';
import type { Io } from './io.js';
import { seconds } from './numbers.js';

const MORE = `
Ends with 0: all is sent. 1: usage or settings. 2: lines were broken, or something was refused. 3: something is kept for
later. 4: the folder or the input cannot be read or written. After a kill start the same command again: it goes on where
it was, and sends nothing twice.
${ENVIRONMENT}

Example:
  $ export XAPI_ENDPOINT=https://lrs.example/xapi XAPI_KEY=… XAPI_SECRET=…
  $ playkit-js-xapi collect viewings.jsonl --directory /var/lib/kiosk --referrer kiosk://device-001
  $ playkit-js-xapi collect --dry-run --validate < viewings.jsonl`;

/** `collect`: recorded viewings, one a line, to where the settings say. */
export function addCollect(program: Command, io: Io): void {
  addConfigOptions(
    program
      .command('collect')
      .summary('send recorded viewings, one JSON object a line')
      .description('Sends recorded viewings: one JSON object a line, from a file or from standard input.')
      .argument('[file]', 'viewings.jsonl; left out, or -: standard input')
  )
    .option('--strict', 'stop at the first line that is broken')
    .option('--dry-run', 'print what would be sent, as JSON lines; touch neither the network nor the folder')
    .option('--validate', 'check each statement first, and pass over lines that give one that is not valid')
    .option('--patience <seconds>', 'how long to wait for a destination that cannot be reached', seconds, 60)
    .addHelpText('after', MORE)
    .action((file: string | undefined, options: CollectOptions) => run(file, options, io));
}
