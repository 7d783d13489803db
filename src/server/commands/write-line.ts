import { once } from 'node:events';
import type { Out } from './io.js';

/** Writes one line, and waits while whoever reads cannot follow. */
export async function writeLine(out: Out, line: string): Promise<void> {
  if (!out.write(`${line}\n`)) await once(out, 'drain');
}
