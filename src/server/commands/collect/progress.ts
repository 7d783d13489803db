import { MultiBar, Presets } from 'cli-progress';
import type { Out } from '../io.js';
import { count, sentWord, type Tally } from '../delivery/tally.js';

/** Shows how far a run has come, without getting between its messages. */
export interface Progress {
  /** @param at bytes of the input that were read */
  update(at: number, tally: Tally): void;
  /** One message of its own line. */
  say(message: string): void;
  end(): void;
}

/** Milliseconds between two lines in a pipe: logs are to be read, too. */
const EVERY = 5000;

const words = ({ taken, known, broken, sent, refused }: Tally, dryRun: boolean): string =>
  `${count(taken + known, 'viewing')}, ${broken} broken, ${sent} ${sentWord(dryRun)}, ${refused} refused`;

function lines(out: Out, total: number | undefined, now: () => number, dryRun: boolean): Progress {
  let last = now();
  return {
    update(at, tally) {
      if (now() - last < EVERY) return;
      last = now();
      const part = total ? `${Math.floor((100 * at) / total)} %, ` : '';
      out.write(`${part}${words(tally, dryRun)}\n`);
    },
    say: (message) => void out.write(`${message}\n`),
    end() {}
  };
}

function bar(out: Out, total: number | undefined, dryRun: boolean): Progress {
  const format = total ? '{bar} {percentage} %  {words}' : '{words}';
  // Signals are ours; and a process that is killed leaves a terminal as it was.
  const manners = { clearOnComplete: true, gracefulExit: false, linewrap: true, barsize: 20 };
  const bars = new MultiBar({ stream: out, format, ...manners }, Presets.shades_classic);
  const one = bars.create(total || 1, 0, { words: '' });
  return {
    update: (at, tally) => one.update(total ? at : 0, { words: words(tally, dryRun) }),
    say: (message) => bars.log(`${message}\n`),
    end() {
      // What was said last waits for the next drawing.
      bars.update();
      bars.stop();
    }
  };
}

/**
 * A bar on a terminal, a line now and then in a pipe.
 * @param total bytes of the input, where that is known
 */
export const showProgress = (out: Out, total: number | undefined, now: () => number, dryRun = false): Progress =>
  out.isTTY ? bar(out, total, dryRun) : lines(out, total, now, dryRun);
