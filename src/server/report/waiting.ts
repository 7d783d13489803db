import { Presets, SingleBar } from 'cli-progress';
import type { Out } from '../commands/io.js';
import type { Sight } from './poll.js';

/** Shows that something is waited for. */
export interface Waiting {
  /** @param left milliseconds until time is up */
  tell(sight: Sight, left: number): void;
  end(): void;
}

const said = (sight: Sight, atLeast: number): string =>
  sight.type === 'seen' ? `${sight.report.plays} of ${atLeast} plays are reported` : sight.why;

const minutes = (milliseconds: number): string => `${Math.ceil(milliseconds / 60_000)} min left`;

function bar(out: Out, atLeast: number, time: number): Waiting {
  const format = '{bar} {left}  {said}';
  // Signals are the command's to hear.
  const options = { stream: out, format, clearOnComplete: true, hideCursor: true, gracefulExit: false };
  const one = new SingleBar(options, Presets.shades_classic);
  one.start(time, 0, { left: minutes(time), said: 'asking' });
  return {
    tell: (sight, left) => one.update(time - left, { left: minutes(left), said: said(sight, atLeast) }),
    end: () => one.stop()
  };
}

/** A bar of the time that has gone on a terminal, a line for each question in a pipe. */
export const showWaiting = (out: Out, atLeast: number, time: number): Waiting =>
  out.isTTY
    ? bar(out, atLeast, time)
    : { tell: (sight, left) => void out.write(`${minutes(left)}: ${said(sight, atLeast)}\n`), end() {} };
