import type { Wake } from '../../delivery/ports.js';
import { within } from '../../delivery/within.js';
import type { SendGate } from './send-gate.js';

/** How long the answers to requests that are on their way are waited for. */
export interface SettleOptions {
  /** Milliseconds from now. */
  readonly longest: number;
  /** Milliseconds from the beginning of the last request. Left out: only `longest` counts. */
  readonly each?: number;
}

/** Waits until nothing is on its way, or the time for that is over. The gate is shut. */
export async function settle(
  gate: SendGate,
  { longest, each = Infinity }: SettleOptions,
  idle: () => Promise<unknown>,
  wake: Wake,
  now: () => number
): Promise<void> {
  const begun = gate.youngest();
  const rest = begun === undefined ? longest : Math.min(longest, begun + each - now());
  await within(idle(), Math.max(0, rest), wake);
}
