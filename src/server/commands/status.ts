import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeadLetter, LaneNote, Row } from '../../delivery/ports.js';
import { openFileStore } from '../folder/open-file-store.js';
import { configOf, DIRECTORY } from './config.js';
import { placeOf } from './delivery/remains.js';
import { count } from './delivery/tally.js';
import { EXIT, type Io } from './io.js';
import { StorageError, wordsOf } from './storage-error.js';
import { writeLine } from './write-line.js';

interface StatusOptions {
  readonly directory?: string;
  readonly settings?: string;
}

const date = (at: number): string => new Date(at).toISOString();

/** Why a lane waits, as whoever sent last wrote it down. */
function reasonOf(note: LaneNote | undefined, now: number): string {
  if (note?.paused) return `${note.paused.reason} (since ${date(note.paused.since)})`;
  if (note && note.retryAt > now) {
    const { reason = 'no success', attempt, retryAt, asked } = note;
    const when = `${asked ? 'it asks to wait until' : 'next try at'} ${date(retryAt)}`;
    return `${reason} (after ${count(attempt, 'try', 'tries')}; ${when}${asked ? '; `flush --now` does not wait' : ''})`;
  }
  return 'waits to be sent';
}

/** One line a destination and reason: viewers have lanes of their own. */
function waiting(rows: readonly Row[], notes: ReadonlyMap<string, LaneNote | undefined>, now: number): string[] {
  const groups = new Map<string, { number: number; oldest: number }>();
  for (const { lane, at } of rows) {
    const name = `${placeOf(lane)}: ${reasonOf(notes.get(lane), now)}`;
    const { number, oldest } = groups.get(name) ?? { number: 0, oldest: at };
    groups.set(name, { number: number + 1, oldest: Math.min(oldest, at) });
  }
  return [...groups].map(([name, { number, oldest }]) => `  ${number} for ${name}; the oldest is of ${date(oldest)}`);
}

const letter = ({ id, lane, reason, buriedAt, held }: DeadLetter): string =>
  `  ${id} for ${placeOf(lane)}, ${date(buriedAt)}: ${reason}${held ? ' (never sent)' : ''}`;

/** What is in the folder, in lines. Nothing is sent by looking. */
async function look(directory: string, now: number): Promise<readonly string[]> {
  const store = await openFileStore(directory);
  try {
    const rows = await store.all();
    const dead = await store.dead();
    const lanes = [...new Set(rows.map(({ lane }) => lane))];
    const notes = new Map(await Promise.all(lanes.map(async (lane) => [lane, await store.readNote(lane)] as const)));
    return [
      `${directory}: ${rows.length} kept for later, ${dead.length} refused`,
      ...waiting(rows, notes, now),
      ...(dead.length ? ['Refused (retry sends them once more):', ...dead.map(letter)] : [])
    ];
  } finally {
    await store.close();
  }
}

/** `status`: what waits, and what was refused. */
export function addStatus(program: Command, io: Io): void {
  program
    .command('status')
    .description('Says what waits in the folder, why, and what was refused. Sends nothing, and needs no secret.')
    .option('--directory <folder>', `where statements and events wait (default: ${DIRECTORY})`)
    .option('--settings <file.json>', 'where the folder is named')
    .addHelpText('after', '\nExample:\n  $ playkit-js-xapi status --directory /var/lib/kiosk')
    .action(async (options: StatusOptions) => {
      const { directory } = configOf(options, {});
      // Nothing is made by looking: LevelDB would begin a store in any folder.
      const lines = existsSync(join(directory, 'CURRENT'))
        ? await look(directory, Date.now()).catch((error: unknown) => {
            throw new StorageError(wordsOf(error));
          })
        : [`${directory}: ${existsSync(directory) ? 'holds no outbox' : 'there is no such folder'}, so nothing waits`];
      for (const line of lines) await writeLine(io.stdout, line);
      io.exit(EXIT.done);
    });
}
