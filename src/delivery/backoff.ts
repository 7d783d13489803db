import { HOUR, LONGEST_BACKOFF, QUICK_TRIES } from './policy.js';
import type { Destination } from './verdict.js';

const SECOND = 1000;

/**
 * Milliseconds to wait after so many failed tries in a row (1 for the first). Full jitter between one second and a
 * ceiling that doubles up to five minutes, so that pages that failed together do not return together:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/. Kaltura's own services ask for 1, 2 and
 * 4 seconds first.
 */
export function backoff(tries: number, destination: Destination, random: number): number {
  const quick = destination === 'lrs' ? 0 : QUICK_TRIES;
  if (tries <= quick) return SECOND * 2 ** (tries - 1);
  return SECOND + random * (Math.min(LONGEST_BACKOFF, SECOND * 2 ** (tries - quick)) - SECOND);
}

/**
 * Milliseconds that a `Retry-After` asks for, at most an hour; `undefined` where it says nothing that can be
 * understood. Seconds or an HTTP date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const value = (header ?? '').trim();
  // Date.parse alone would take almost anything for a date: "-5" is one.
  const wait = /^-?[\d.]+$/.test(value) ? Number(value) * SECOND : / GMT$/.test(value) ? Date.parse(value) - now : NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), HOUR);
}

/** Milliseconds until then. A time further off than any wait comes from a clock that jumped, and counts as past. */
export const until = (time: number, now: number): number => (time - now > HOUR ? 0 : Math.max(0, time - now));
