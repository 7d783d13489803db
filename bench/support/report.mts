/**
 * One thing that was measured of ours and of another in the same run. Every figure is a cost (bytes, time, requests, seconds off
 * the truth), so that a ratio below 1 is better for ours.
 */
export interface Line {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  readonly theirs: string;
  /** Ours divided by theirs. */
  readonly ratio: number;
}

/** What a bench found. */
export interface Report {
  readonly lines: readonly Line[];
  /** How it was measured. */
  readonly how: string;
  /** More than fits into the one table. */
  readonly detail?: string;
  /** What is wrong, and no question of speed: something was lost, doubled, or missing. */
  readonly wrong?: string;
}

export interface Bench {
  readonly title: string;
  /** @param short few rounds, for CI: shows that the bench runs, and no more */
  measure(short: boolean): Promise<Report>;
}

/** A line of two figures of one unit. */
export function line(
  what: string,
  [ours, theirs]: readonly [number, number],
  beside: string,
  show: (value: number) => string
): Line {
  const ratio = ours === theirs ? 1 : ours / theirs;
  return { what, ours: show(ours), beside, theirs: show(theirs), ratio };
}

/** A ratio with as many digits as say something. */
export const showRatio = (ratio: number): string =>
  Number.isFinite(ratio) ? `${ratio.toFixed(ratio < 0.1 ? 3 : 2)}x` : ratio === Infinity ? 'theirs is 0' : 'none';

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const microseconds = (value: number): string => `${value.toFixed(2)} µs`;
export const kilobytes = (value: number): string => `${(value / 1024).toFixed(1)} kB`;
