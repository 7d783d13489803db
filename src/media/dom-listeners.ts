/** What events come from: an element, a document, a list of tracks. */
export type Source = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

export type Hear = (source: Source, names: readonly string[], listener: (event: Event) => void, capture?: boolean) => void;

/** Listeners that end together. What fails in one is handed to `guard` and never reaches the page. */
export class DomListeners {
  private ends: (() => void)[] = [];

  public constructor(private readonly guard: (work: () => void) => void) {}

  public readonly hear: Hear = (source, names, listener, capture = false) => {
    const guarded = (event: Event): void => this.guard(() => listener(event));
    for (const name of names) {
      source.addEventListener(name, guarded, capture);
      this.ends.push(() => source.removeEventListener(name, guarded, capture));
    }
  };

  public close(): void {
    const { ends } = this;
    this.ends = [];
    ends.forEach((end) => end());
  }
}
