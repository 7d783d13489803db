/** What one task may cost, in plain elements: some milliseconds on a slow phone. */
const SLICE = 4000;

/** Takes each item of many lists, in order, a slice a task: the page stays usable. The first slice is taken at once. */
export class Slices<T> {
  private lists: (readonly T[])[] = [];
  private at = 0;
  private left = SLICE;
  private isTimed = false;

  /** @param take gives what the item cost */
  public constructor(private readonly take: (item: T) => number) {}

  public add(list: readonly T[]): void {
    this.lists.push(list);
    this.run();
  }

  /** Whether items wait for their turn. */
  public get isBusy(): boolean {
    return this.lists.length > 0;
  }

  public clear(): void {
    this.lists = [];
    this.at = 0;
  }

  private run(): void {
    let done = 0;
    for (let list = this.lists[0]; list && this.left > 0; list = this.lists[done]) {
      for (; this.at < list.length && this.left > 0; this.at++) this.left -= this.take(list[this.at] as T);
      if (this.at < list.length) break;
      this.left--;
      this.at = 0;
      done++;
    }
    this.lists.splice(0, done);
    if (this.isTimed) return;
    this.isTimed = true;
    // The next task has a slice of its own.
    setTimeout(() => {
      this.isTimed = false;
      this.left = SLICE;
      if (this.lists.length) this.run();
    });
  }
}
