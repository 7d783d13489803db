import { within } from './deadline.js';

/** Something that happens again and again, and those who wait for it. */
export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>();

  public listen(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  public tell(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}

/** Anything that calls back when it has changed, and returns the function that ends the listening. */
export type Listen = (changed: () => void) => () => void;

/** Resolves once `holds`: looks now, and whenever one of these has changed. */
export function until(
  holds: () => boolean,
  what: string,
  sources: readonly Listen[],
  milliseconds?: number
): Promise<void> {
  const ends: (() => void)[] = [];
  const there = new Promise<void>((resolve) => {
    const look = (): void => {
      if (holds()) resolve();
    };
    for (const listen of sources) ends.push(listen(look));
    look();
  });
  return within(there, what, milliseconds).finally(() => ends.forEach((end) => end()));
}
