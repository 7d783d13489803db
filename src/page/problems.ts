import type { Problem } from '../settings/settings.js';

const isAmong = (problems: readonly Problem[], { path, message }: Problem): boolean =>
  problems.some((one) => one.path === path && one.message === message);

/** What is wrong with the settings as they stand, and what went wrong with them on the way; each is told once a cause. */
export class Problems {
  private standing: readonly Problem[] = [];
  private passed: readonly Problem[] = [];

  public constructor(private readonly tell: (problem: Problem) => void) {}

  public get all(): readonly Problem[] {
    return [...this.standing, ...this.passed];
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
}
