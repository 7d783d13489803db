import type { Command, Report } from './protocol.js';

/** Whatever a command leads to must not keep the harness waiting for ever. */
const PATIENCE = 40_000;

/** Does what the harness says, one after the other, until it says to leave. Gives where it stopped. */
export async function follow(
  url: string,
  from: number,
  perform: (command: Command) => Promise<unknown>,
  report: (report: Report) => void
): Promise<number> {
  for (let index = from; ; index += 1) {
    const command = (await (await fetch(`${url}?index=${index}`, { cache: 'no-store' })).json()) as Command;
    // An open request, or an answer from a page that is gone, would keep it out of the back/forward cache.
    const leaves = command.name === 'go' || command.name === 'back';
    if (leaves) report({ type: 'answer', index });
    try {
      const value = await Promise.race([perform(command), late(command)]);
      if (!leaves) report({ type: 'answer', index, value });
    } catch (error) {
      if (!leaves) report({ type: 'answer', index, error: String(error) });
    }
    if (leaves) return index + 1;
  }
}

function late({ name }: Command): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(`${name} took too long`)), PATIENCE));
}
