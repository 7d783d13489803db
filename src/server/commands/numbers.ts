import { InvalidArgumentError } from 'commander';

/** Seconds, from 0. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!text.trim() || !(value >= 0 && value < 1e6)) throw new InvalidArgumentError('Expected seconds, from 0.');
  return value;
}
