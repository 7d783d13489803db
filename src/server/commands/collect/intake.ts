import { BadEvent } from '../../reading/bad-event.js';
import type { Collector, Recorded, Sequence } from '../../collector/collector-types.js';
import type { Mark } from '../../folder/file-store.js';
import type { RecordedViewing } from '../../reading/recorded-viewing.js';
import { StorageError, wordsOf } from '../storage-error.js';
import type { Edition } from '../../validate/statement.js';
import { checkStatements } from './check-statements.js';
import type { InputFile } from './input-file.js';
import type { Line } from './lines.js';
import { readLine, type ReadableLine } from './read-line.js';

export interface Means {
  readonly collector: Collector;
  /** Absent: standard input, where nothing but an id tells a viewing from others. */
  readonly file: InputFile | undefined;
  /** Takes each viewing first, on paper, so that no statement is kept that is not valid. */
  readonly check: { readonly collector: Collector; readonly edition: Edition } | undefined;
}

/** A line that was passed over, and why. */
export interface BrokenLine {
  readonly number: number;
  readonly reasons: readonly string[];
}

/** What some lines hold. */
export interface Gathered {
  /** Each with an id, and with the number of its line. */
  readonly viewings: readonly { readonly viewing: RecordedViewing & { readonly id: string }; readonly line: number }[];
  /** How far the input is read when these are taken. */
  readonly marks: readonly Mark[];
  readonly broken: readonly BrokenLine[];
}

/** As many may wait on paper. */
const ON_PAPER = 500;

const NAMELESS = 'no id: on standard input each viewing needs one, so that none is taken twice';

const notWritten = (error: unknown): StorageError =>
  new StorageError(`Nothing more was written down. ${wordsOf(error)}`);

/** What is wrong with the statements of a viewing. */
async function faultsOf({ check }: Means, viewing: RecordedViewing): Promise<readonly string[]> {
  if (!check) return [];
  try {
    const recorded = await check.collector.record(viewing);
    if (recorded.type === 'known') return [];
    await check.collector.drained(ON_PAPER);
    const wrong = checkStatements(recorded.statements, check.edition);
    return wrong.length ? ['statements are not valid', ...wrong] : [];
  } catch (error) {
    if (error instanceof BadEvent) return [error.message];
    throw notWritten(error);
  }
}

type Named = RecordedViewing & { readonly id: string };

async function named(
  means: Means,
  given: RecordedViewing,
  line: ReadableLine
): Promise<{ readonly viewing: Named } | { readonly reasons: readonly string[] }> {
  const id = given.id ?? means.file?.nameOf(line);
  if (id === undefined) return { reasons: [NAMELESS] };
  const viewing = { ...given, id };
  const reasons = await faultsOf(means, viewing);
  return reasons.length ? { reasons } : { viewing };
}

/**
 * Reads lines that came together, before anything behind them is read.
 * @param strict the first broken line is the last one that is read
 * @throws StorageError where they cannot be checked
 */
export async function gather(means: Means, lines: readonly Line[], strict: boolean): Promise<Gathered> {
  const viewings: Gathered['viewings'][number][] = [];
  const broken: BrokenLine[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const reading = readLine(line);
    if (reading.type === 'empty') continue;
    const answer = reading.type === 'viewing' ? await named(means, reading.viewing, reading.line) : reading;
    if ('viewing' in answer) {
      viewings.push({ viewing: answer.viewing, line: line.number });
      last = line;
    } else {
      broken.push({ number: line.number, reasons: answer.reasons });
      if (strict) break;
    }
  }
  return { viewings, broken, marks: means.file && last ? [means.file.markOf(last)] : [] };
}

/**
 * Takes what was gathered: what comes of it is committed together with how far the input was read.
 * @throws StorageError where it could not be
 */
export async function take(sequence: Sequence, { viewings, marks }: Gathered): Promise<readonly Recorded[]> {
  try {
    return await sequence.record(
      viewings.map(({ viewing }) => viewing),
      marks
    );
  } catch (error) {
    throw notWritten(error);
  }
}
