/** Who listens to what: name -> what the listeners are called with. */
export class Listeners<E> {
  private readonly all = new Map<keyof E, Set<(payload: never) => void>>();

  /** @param safely does what may throw */
  public constructor(private readonly safely: (work: () => void) => void) {}

  /** Returns the function that ends the listening. */
  public add<N extends keyof E>(name: N, listener: (payload: E[N]) => void): () => void {
    const set = this.all.get(name) ?? new Set();
    this.all.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  public tell<N extends keyof E>(name: N, payload: E[N]): void {
    for (const listener of [...(this.all.get(name) ?? [])])
      this.safely(() => (listener as (payload: E[N]) => void)(payload));
  }

  public clear(): void {
    this.all.clear();
  }
}
