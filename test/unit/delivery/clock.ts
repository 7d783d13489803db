import type { Wake } from '../../../src/delivery/ports.js';

/** Lets everything happen that needs no time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that passes when a test says so. */
export class Clock {
  time = Date.parse('2026-11-21T10:00:00Z');
  private alarms: { at: number; callback: () => void }[] = [];

  /** How far the wall clock is off: the user, or the network, has set it. Timers do not mind. */
  skew = 0;

  readonly now = (): number => this.time + this.skew;
  /** Nobody sets this one. */
  readonly mono = (): number => this.time;
  readonly wake: Wake = (milliseconds, callback) => {
    const alarm = { at: this.time + milliseconds, callback };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  };

  get pending(): number {
    return this.alarms.length;
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...this.alarms].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.alarms = this.alarms.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
      await settle();
    }
    this.time = end;
  }
}
