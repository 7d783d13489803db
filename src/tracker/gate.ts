import { about } from '../settings/problems.js';
import type { Problem } from '../settings/settings.js';

/** Disposable things that wait, at most; others always wait. */
const MOST = 2000;

/** Holds what happens until settings are there, and then lets it happen as if they had been there all along. */
export class Gate {
  private held: (() => void)[] | undefined = [];

  public get isShut(): boolean {
    return this.held !== undefined;
  }

  public shut(): void {
    this.held ??= [];
  }

  /** `disposable`: may be left out when too much waits. */
  public pass(happen: () => void, disposable = false): void {
    if (!this.held) happen();
    else if (!disposable || this.held.length < MOST) this.held.push(happen);
  }

  /**
   * Asks for something now, and gives in a few words why it was refused; what is asked for while settings are on their way
   * is refused later, if it is.
   */
  public ask(path: string, work: () => string | undefined, report: (problem: Problem) => void): string | undefined {
    if (!this.held) return work();
    this.held.push(() => {
      const reason = work();
      if (reason) report(about(path, 'bad-call', `${reason}.`));
    });
    return undefined;
  }

  public open(): void {
    const held = this.held ?? [];
    this.held = undefined;
    held.forEach((happen) => happen());
  }

  /** What was held never happened. */
  public forget(): void {
    this.held = undefined;
  }
}
