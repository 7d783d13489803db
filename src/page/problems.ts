import type { Problem } from '../settings/settings.js';

const isAmong = (problems: Iterable<Problem>, { path, message }: Problem): boolean =>
  [...problems].some((one) => one.path === path && one.message === message);

/**
 * What is wrong: with the settings as they stand, on the way, and with what lasts until its cause is gone. Each is told
 * once; what ended is told again when it comes back.
 */
export class Problems {
  private standing: readonly Problem[] = [];
  private passed: readonly Problem[] = [];
  private readonly lasting = new Map<string, Problem>();

  public constructor(private readonly tell: (problem: Problem) => void) {}

  public get all(): readonly Problem[] {
    const lasting = [...this.lasting.values()].filter((one, i, all) => !isAmong(all.slice(0, i), one));
    return [...this.standing, ...this.passed, ...lasting];
  }

  /** The settings were read anew: what is mended is gone. */
  public stand(problems: readonly Problem[]): void {
    const before = this.standing;
    this.standing = problems;
    problems.filter((problem) => !isAmong(before, problem)).forEach((problem) => this.tell(problem));
  }

  public add(problem: Problem): void {
    if (isAmong(this.passed, problem)) return;
    this.passed = [...this.passed, problem];
    this.tell(problem);
  }

  /** It lasts until its cause ends. `quiet`: it is not told. */
  public begin(cause: string, problem: Problem, quiet = false): void {
    const isNew = !isAmong(this.lasting.values(), problem);
    this.lasting.set(cause, problem);
    if (isNew && !quiet) this.tell(problem);
  }

  public end(cause: string): void {
    this.lasting.delete(cause);
  }
}
