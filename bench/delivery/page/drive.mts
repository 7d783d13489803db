import { statement } from './statement.mjs';
import type { Sender, Target } from './sender.mjs';

/** What Node calls in the page. */
export interface Drive {
  start(target: Target): void;
  /** Hands over so many events at their pace: the milliseconds that each of these calls took. */
  capture(first: number, count: number, pace: number): Promise<readonly number[]>;
}

declare global {
  interface Window {
    drive: Drive;
  }
}

const until = (time: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));

/** The scripted source of events, the same for every sender. */
export function drive(sender: Sender): void {
  window.drive = {
    start: (target) => sender.start(target),
    async capture(first, count, pace) {
      const from = performance.now();
      const calls: number[] = [];
      for (let i = 0; i < count; i++) {
        await until(from + i * pace);
        const said = statement(first + i, new Date());
        const before = performance.now();
        sender.hand(said);
        calls.push(performance.now() - before);
      }
      return calls;
    }
  };
}
