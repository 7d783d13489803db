import { addAbortSignal, Readable } from 'node:stream';
import type { CollectorConfig } from '../../collector/collector-types.js';
import { EXIT, type Io } from '../io.js';
import { SPARE } from '../delivery/destinations.js';
import { createBackPressure } from '../delivery/back-pressure.js';
import { howToSend, remainsOf } from '../delivery/remains.js';
import { summary, type Tally } from '../delivery/tally.js';
import type { Watch } from '../delivery/watch.js';
import { StorageError } from '../storage-error.js';
import type { Stop } from '../stop.js';
import { createAhead } from './ahead.js';
import { createBrokenLines } from './broken-lines.js';
import { gather, take, type Gathered, type Means } from './intake.js';
import { linesOf, type Line } from './lines.js';
import type { Progress } from './progress.js';

export interface Drive {
  readonly io: Io;
  readonly config: CollectorConfig;
  /** Path of the settings file. */
  readonly settings: string | undefined;
  readonly watch: Watch;
  readonly tally: Tally;
  /** The numbers of the lines that are being taken, by the ids of their viewings. */
  readonly lineOf: Map<string, number>;
  readonly means: Means;
  readonly progress: Progress;
  readonly stop: Stop;
  readonly strict: boolean;
  readonly dryRun: boolean;
  /** Milliseconds. */
  readonly patience: number;
}

/** So many parcels may wait before the next line is read: what waits is bounded, in the folder and in memory. */
const MOST = 1000;

/** Bytes of the input that are read while the disk is busy with those before; a longer line is read alone. */
const AHEAD = 512 * 1024;

/** What comes of a line may be twice as long: a small folder must have room for all that is read ahead. */
const PART = 8;

/** @param outbox the setting, in which a wrong value is another's to complain about */
function aheadOf({ outbox }: CollectorConfig): number {
  const bytes = (Number(outbox?.maxMegabytes) * 1e6) / PART;
  return bytes > 0 ? Math.min(AHEAD, bytes) : AHEAD;
}

/** Below this part of the folder that is free, no more is read until the disk has what was read. */
const NARROW = 0.5;

/** It is asked again how many wait when so many have come. */
const OFTEN = 250;

/** Standard input ends when somebody wants the end: nobody knows when its next byte comes. */
function bytesOf({ means: { file }, io: { stdin }, stop }: Drive): AsyncIterable<Buffer> {
  if (file) return file.read();
  const stream = stdin instanceof Readable ? addAbortSignal(stop.signal, stdin) : stdin;
  return stream as AsyncIterable<Buffer>;
}

async function* input(drive: Drive): AsyncGenerator<readonly Line[]> {
  try {
    yield* linesOf(bytesOf(drive), drive.means.file?.start);
  } catch (error) {
    if (drive.stop.signal.aborted) return;
    const words = error instanceof Error ? error.message : 'unknown reason';
    throw new StorageError(`The input cannot be read any further: ${words}.`);
  }
}

/** Reads as far as one can come, and waits for what came of it. Gives the number of the line at which it ended too early. */
async function readAll(drive: Drive): Promise<number | undefined> {
  const { means, config, progress, stop, strict, patience, dryRun, lineOf, tally } = drive;
  const { collector } = means;
  const seconds = Math.round(patience / 1000);
  const onWait = (reason: string): void => {
    if (!dryRun) progress.say(`waiting up to ${seconds} s for a destination: ${reason}`);
  };
  const backPressure = createBackPressure(collector, patience, stop.signal, Date.now, onWait);
  const sequence = collector.sequence();
  const ahead = createAhead(aheadOf(config));
  const brokenLines = createBrokenLines();
  let fresh = 0;

  async function takeOne(gathered: Gathered): Promise<void> {
    for (const { viewing, line } of gathered.viewings) lineOf.set(viewing.id, line);
    const recorded = await take(sequence, gathered);
    for (const { viewing } of gathered.viewings) lineOf.delete(viewing.id);
    for (const each of recorded) {
      tally[each.type] += 1;
      if (each.type === 'taken') fresh += each.parcels;
    }
  }

  try {
    for await (const lines of input(drive)) {
      if (stop.signal.aborted) break;
      const [first, last = first] = [lines[0], lines.at(-1)];
      if (!first || !last) continue;
      const gathered = await gather(means, lines, strict);
      tally.broken += gathered.broken.length;
      for (const line of gathered.broken) {
        const words = brokenLines.add(line);
        if (words !== undefined) progress.say(words);
      }
      if (gathered.viewings.length) await ahead.add(last.to - first.from, takeOne(gathered));
      progress.update(last.to, tally);
      if (strict && gathered.broken.length) break;
      const room = await collector.room();
      if (room < NARROW) await ahead.end();
      if (fresh < OFTEN && room > SPARE) continue;
      fresh = 0;
      if ((await backPressure.below(MOST)) !== undefined) return last.number;
    }
  } finally {
    await ahead.end();
    brokenLines.rest().forEach((line) => progress.say(line));
  }
  await backPressure.below(0);
  return undefined;
}

/** What has been left undone, and how to go on. */
function farewell({ config, settings, strict, tally }: Drive, kept: number, end: Line['number'] | undefined): string[] {
  const { directory } = config;
  return [
    ...(kept ? [howToSend(directory, settings)] : []),
    ...(end === undefined ? [] : [`Nothing was read after line ${end}: start the same again when the cause is gone.`]),
    ...(strict && tally.broken ? ['Stopped at the broken line (--strict).'] : [])
  ];
}

/** Takes the input, sends what came of it, and says what became of it all. Gives the code to end with. */
export async function drive(all: Drive): Promise<number> {
  const { io, means, progress, stop, dryRun, watch, tally } = all;
  const { collector, file } = means;
  if (file?.start.changed)
    progress.say('The input has changed: read from its beginning; what is known is passed over.');
  else if (file?.start.offset) progress.say(`Going on after line ${file.start.lines}.`);
  // What an earlier run has kept.
  void collector.flush();
  let end: number | undefined;
  let failure: StorageError | undefined;
  try {
    end = await readAll(all);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    failure = error;
  }
  progress.end();
  const remains = await remainsOf(collector, watch.reasons);
  const { kept, lines } = remains;
  const { refused } = tally;
  const last = failure ? [`error: ${failure.message} Once that is put right, start the same command again.`] : [];
  for (const line of [...lines, ...farewell(all, kept, end), ...last]) io.stderr.write(`${line}\n`);
  (dryRun ? io.stderr : io.stdout).write(`${summary(tally, remains, dryRun)}\n`);
  const code = stop.code();
  if (code !== undefined) return code;
  if (failure) return EXIT.storage;
  if (kept || end !== undefined) return EXIT.kept;
  return tally.broken || refused || tally.evicted || tally.damaged ? EXIT.broken : EXIT.done;
}
