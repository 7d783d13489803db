import type { Out } from './io.js';

/** Writes one line, and waits while whoever reads cannot follow. Whoever has gone away is not waited for. */
export async function writeLine(out: Out, line: string): Promise<void> {
  if (!out.writable || out.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => {
    const events = ['drain', 'error', 'close'];
    const end = (): void => {
      events.forEach((event) => out.off(event, end));
      resolve();
    };
    events.forEach((event) => out.once(event, end));
  });
}
