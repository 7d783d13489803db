import type { Command } from 'commander';
import type { DeadLetter, LaneNote, StoredLane } from '../../delivery/ports.js';
import { damageMessage, isWhole } from '../folder/damage.js';
import { openFileStore } from '../folder/open-file-store.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { configOf, DIRECTORY } from './config.js';
import { plainReason } from '../collector/plain-reason.js';
import { count } from './delivery/tally.js';
import { EXIT, type Io } from './io.js';
import { absent, lookAt } from './outbox-folder.js';
import { placesOf, servedLanes } from './served-lanes.js';
import { StorageError, wordsOf } from './storage-error.js';
import { UsageError } from './usage-error.js';
import { nameOf, waitingLane } from './waiting-lane.js';
import { writeLine } from './write-line.js';

interface StatusOptions {
  readonly directory?: string;
  readonly settings?: string;
  readonly endpoint?: string;
  readonly partnerId?: string;
}

const date = (at: number): string => new Date(at).toISOString();

/** Why a lane waits, as whoever sent last wrote it down. */
function reasonOf(note: LaneNote | undefined, now: number): string | undefined {
  if (note?.paused) return `${plainReason(note.paused.reason)} (since ${date(note.paused.since)})`;
  if (note && note.retryAt > now) {
    const { reason = 'no success', attempt, retryAt, asked } = note;
    const when = `${asked ? 'it asks to wait until' : 'next try at'} ${date(retryAt)}`;
    return `${plainReason(reason)} (after ${count(attempt, 'try', 'tries')}; ${when}${asked ? '; `flush --now` does not wait' : ''})`;
  }
  if (note?.reason !== undefined)
    return `${plainReason(note.reason)} (after ${count(note.attempt, 'try', 'tries')}; the next one is due)`;
  return undefined;
}

/** One line a destination and reason: viewers have lanes of their own. */
function waitingIn(lanes: readonly StoredLane[], now: number): string[] {
  const groups = new Map<string, { number: number; oldest: number }>();
  for (const { key, record, waiting, oldest = now, note } of lanes) {
    const name = `${nameOf(key, record)}: ${reasonOf(note, now) ?? 'waits to be sent'}`;
    const before = groups.get(name) ?? { number: 0, oldest };
    groups.set(name, { number: before.number + waiting, oldest: Math.min(oldest, before.oldest) });
  }
  return [...groups].map(([name, { number, oldest }]) => `  ${number} for ${name}; the oldest is of ${date(oldest)}`);
}

const letter = ({ id, reason, buriedAt, held }: DeadLetter, place: string): string =>
  `  ${id} for ${place}, ${date(buriedAt)}: ${plainReason(reason)}${held ? ' (never sent)' : ''}`;

/** Lanes that the settings do not serve, each with its key; and where no settings are known, how to learn of them. */
function unservedIn(
  lanes: readonly StoredLane[],
  served: ReadonlySet<string> | undefined,
  now: number
): readonly string[] {
  if (!served)
    return lanes.length
      ? [
          'Name the settings to see which of it they do not serve: --settings, --endpoint, --partner-id or the environment.'
        ]
      : [];
  const unserved = lanes.filter(({ key }) => !served.has(key));
  return unserved.length
    ? [
        'The settings do not serve these lanes. `playkit-js-xapi move <lane>` sends what waits there to the address that they name,',
        '`playkit-js-xapi discard <lane>` deletes it:',
        ...unserved.map((lane) => {
          const reason = reasonOf(lane.note, now);
          return `  ${waitingLane(lane)}${reason === undefined ? '' : `. Last: ${reason}`}`;
        })
      ]
    : [];
}

/** What is in the folder, in lines. Nothing is sent by looking. */
async function look(config: CollectorConfig, now: number): Promise<readonly string[]> {
  const { directory } = config;
  const store = await openFileStore(directory);
  try {
    const lanes = await store.lanes();
    const full = lanes.filter(({ waiting }) => waiting > 0);
    const served = servedLanes(config, store.salt, full);
    const dead = await store.dead();
    const placeOfLetter = ({ lane }: DeadLetter): string => nameOf(lane, lanes.find(({ key }) => key === lane)?.record);
    return [
      ...(isWhole(store.damage()) ? [] : [damageMessage(directory, store.damage())]),
      `${directory}: ${lanes.reduce((sum, { waiting }) => sum + waiting, 0)} kept for later, ${dead.length} refused`,
      ...waitingIn(
        full.filter(({ key }) => served?.has(key) ?? true),
        now
      ),
      ...unservedIn(full, served, now),
      ...(dead.length
        ? ['Refused (retry sends them once more):', ...dead.map((each) => letter(each, placeOfLetter(each)))]
        : [])
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
    .option('--settings <file.json>', 'where the folder and the destinations are named')
    .option('--endpoint <address>', 'the xAPI endpoint of the record store, instead of XAPI_ENDPOINT')
    .option('--partner-id <number>', "Kaltura's partner id, instead of KALTURA_PARTNER_ID")
    .addHelpText('after', '\nExample:\n  $ playkit-js-xapi status --directory /var/lib/kiosk')
    .action(async (options: StatusOptions) => {
      const config = configOf(options, placesOf(io.env));
      const { directory } = config;
      const folder = await lookAt(config);
      if (folder === 'nothing')
        throw new UsageError(`${absent(directory, folder)}, so nothing waits there. Check --directory.`);
      const lines =
        folder === 'outbox'
          ? await look(config, Date.now()).catch((error: unknown) => {
              throw new StorageError(wordsOf(error));
            })
          : [`${absent(directory, folder)}, so nothing waits`];
      for (const line of lines) await writeLine(io.stdout, line);
      io.exit(EXIT.done);
    });
}
