/** A place on the page, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A browser with one page, and the hand of a user: the page sees real input, not events that a script made. */
export interface Hand {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, which may be a promise. */
  ask<T>(expression: string): Promise<T>;
  /** Presses at the first point, moves over the others, 16 ms each, and lets go at the last. */
  drag(points: readonly Point[]): Promise<void>;
  /** The same with a finger, where the browser's protocol has fingers. */
  readonly swipe?: (points: readonly Point[]) => Promise<void>;
  /** Holds a key down: so many key presses, 16 ms apart. */
  hold(key: 'ArrowRight', times: number): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between two moves of a hand. */
export const STEP = 16;

/** Resolves when so many milliseconds have passed since `since`: a hand keeps its pace, however long an answer takes. */
export const paced = (since: number, milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(since + milliseconds - performance.now(), 0)));
