import { Command, CommanderError } from 'commander';
import { addCollect } from './collect.js';
import { addFlush, addRetry } from './deliver.js';
import { addDiscard } from './discard.js';
import { addDoctor } from './doctor.js';
import { EXIT, type Io } from './io.js';
import { addMove } from './move.js';
import { addRepair } from './repair.js';
import { addSend } from './send.js';
import { addStatus } from './status.js';
import { StorageError } from './storage-error.js';
import { UsageError } from './usage-error.js';
import { addVerify } from './verify.js';

const EXAMPLE = `
Examples:
  $ playkit-js-xapi collect viewings.jsonl
  $ playkit-js-xapi status
  $ playkit-js-xapi help collect`;

/** What somebody wrote behind an equals sign may be a secret, in spite of all that the help says. */
const withoutValues = (text: string): string => text.replace(/(--?[\w-]+)=[^\s']*/g, '$1=…');

const SECRET = /unknown option '--?(key|secret|token|oauth\w*|xapi-?(key|secret|token)|ks|admin-?secret|app-?token)\b/i;

function createProgram(version: string, io: Io): Command {
  const program = new Command('playkit-js-xapi')
    .description('Sends what was watched to a record store, in xAPI, and to Kaltura. For servers and devices.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help says what there is)')
    .addHelpText('after', EXAMPLE)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => {
        const hint = SECRET.test(text)
          ? 'Secrets come from the environment or from the settings file: see --help.\n'
          : '';
        io.stderr.write(withoutValues(text) + hint);
      }
    });
  addCollect(program, io);
  addSend(program, io);
  addStatus(program, io);
  addRetry(program, io);
  addFlush(program, io);
  addMove(program, io);
  addDiscard(program, io);
  addRepair(program, io);
  addDoctor(program, io);
  addVerify(program, io);
  return program;
}

/** Runs one command line, and sets the code to end with; never rejects. */
export async function main(args: readonly string[], version: string, io: Io): Promise<void> {
  try {
    await createProgram(version, io).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return io.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    const message = error instanceof Error ? error.message : String(error);
    io.stderr.write(`error: ${message}\n`);
    io.exit(error instanceof StorageError ? EXIT.storage : EXIT.usage);
    // What nobody expected needs more than its words.
    if (error instanceof Error && !(error instanceof UsageError || error instanceof StorageError))
      io.stderr.write(`${(error.stack ?? '').split('\n').slice(1).join('\n')}\n`);
  }
}
