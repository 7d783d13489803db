import { constants } from 'node:os';

/** Somebody wants the command to end. */
export interface Stop {
  readonly signal: AbortSignal;
  /** What to end with: 128 and the signal's number, as shells have it. */
  code(): number | undefined;
  /** Lets signals do again what they do by themselves. */
  off(): void;
}

/** Milliseconds that an orderly end may take: whoever stops services kills what is still there after some more. */
const LONGEST = 10_000;

const NAMES = ['SIGINT', 'SIGTERM'] as const;

/** The first signal asks for an orderly end, which takes ten seconds at most; the second ends the process at once. */
export function listenForStop(onStop: (name: string) => void): Stop {
  const controller = new AbortController();
  let code: number | undefined;
  let last: NodeJS.Timeout | undefined;
  const hear = (name: (typeof NAMES)[number]): void => {
    const number = 128 + constants.signals[name];
    if (code !== undefined) process.exit(number);
    code = number;
    last = setTimeout(() => process.exit(number), LONGEST).unref();
    onStop(name);
    controller.abort();
  };
  NAMES.forEach((name) => process.on(name, hear));
  return {
    signal: controller.signal,
    code: () => code,
    off() {
      clearTimeout(last);
      NAMES.forEach((name) => process.off(name, hear));
    }
  };
}
