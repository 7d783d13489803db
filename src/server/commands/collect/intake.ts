import { BadEvent } from '../../reading/bad-event.js';
import type { Collector, Recorded } from '../../collector/collector-types.js';
import type { Mark } from '../../folder/file-store.js';
import type { RecordedViewing } from '../../reading/recorded-viewing.js';
import { StorageError, wordsOf } from '../storage-error.js';
import type { Edition } from '../../validate/statement.js';
import { checkStatements } from './check-statements.js';
import type { InputFile } from './input-file.js';
import type { Line } from './lines.js';
import { readLine, type ReadableLine } from './read-line.js';
import type { Tally } from '../delivery/tally.js';

/** What a line has become: how many parcels wait for it now, or why it was passed over. */
export type Intake = { readonly parcels: number } | { readonly reasons: readonly string[] };

export interface Means {
  readonly collector: Collector;
  /** Absent: standard input, where nothing but an id tells a viewing from others. */
  readonly file: InputFile | undefined;
  /** Takes each viewing first, on paper, so that no statement is kept that is not valid. */
  readonly check: { readonly collector: Collector; readonly edition: Edition } | undefined;
  readonly tally: Tally;
}

/** As many may wait on paper. */
const ON_PAPER = 500;

const NAMELESS = 'no id: on standard input each viewing needs one, so that none is taken twice';

/** What the collector says of a viewing; an event that it does not take is no failure of the storage. */
async function record(
  collector: Collector,
  viewing: RecordedViewing,
  marks?: readonly Mark[]
): Promise<Recorded | BadEvent> {
  try {
    return await collector.record(viewing, marks);
  } catch (error) {
    if (error instanceof BadEvent) return error;
    throw new StorageError(`Nothing more was written down. ${wordsOf(error)}`);
  }
}

async function faults({ check }: Means, viewing: RecordedViewing): Promise<readonly string[]> {
  if (!check) return [];
  const recorded = await record(check.collector, viewing);
  if (recorded instanceof BadEvent) return [recorded.message];
  if (recorded.type === 'known') return [];
  await check.collector.drained(ON_PAPER);
  const wrong = checkStatements(recorded.statements, check.edition);
  return wrong.length ? ['statements are not valid', ...wrong] : [];
}

async function take(means: Means, given: RecordedViewing, line: ReadableLine): Promise<Intake> {
  const { collector, file, tally } = means;
  const id = given.id ?? file?.nameOf(line);
  if (id === undefined) return { reasons: [NAMELESS] };
  const viewing = { ...given, id };
  const wrong = await faults(means, viewing);
  if (wrong.length) return { reasons: wrong };
  const recorded = await record(collector, viewing, file && [file.markOf(line)]);
  if (recorded instanceof BadEvent) return { reasons: [recorded.message] };
  tally[recorded.type] += 1;
  return { parcels: recorded.type === 'taken' ? recorded.parcels : 0 };
}

/**
 * Takes one line of the input: what comes of it is committed together with how far the input was read.
 * @throws StorageError where it could not be
 */
export async function takeLine(means: Means, line: Line): Promise<Intake> {
  const reading = readLine(line);
  const intake =
    reading.type === 'viewing'
      ? await take(means, reading.viewing, reading.line)
      : reading.type === 'broken'
        ? { reasons: reading.reasons }
        : { parcels: 0 };
  if ('reasons' in intake) means.tally.broken += 1;
  return intake;
}
