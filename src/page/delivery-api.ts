import type { Problem } from '../settings/settings.js';
import type { Client, AnyTracker } from './client.js';
import { Listeners } from './listeners.js';
import type { Status } from './status.js';

/** What a page may ask of every door but the player's, whose plugin has it by another way: how delivery stands. */
export abstract class DeliveryApi<E extends { readonly xapi_problem: Problem }> {
  protected readonly listeners = new Listeners<E>((work) => this.client.safely(work));
  protected abstract readonly client: Client<AnyTracker>;

  /** Where delivery stands, what is wrong, and what was refused. */
  public status(): Promise<Status> {
    return this.client.status();
  }

  /** Sends what waits, now. Resolves when nothing more can be sent for the moment. */
  public flush(): Promise<void> {
    return this.client.flush();
  }

  /** Sends statements again that were refused: those with these ids, or all. Gives how many are on their way. */
  public retry(ids?: readonly string[]): Promise<number> {
    return this.client.retry(ids);
  }

  /** Deletes all that this browser keeps of the site's viewers: what waits, their visit, cached site settings. Call `flush()` before it, or what waits is lost. */
  public forget(): Promise<void> {
    return this.client.forget();
  }

  /**
   * Listens to `xapi_statement`, `xapi_delivery` or `xapi_problem`; what is wrong already is told at once. Returns the
   * function that ends the listening.
   */
  public on<N extends keyof E>(name: N, listener: (payload: E[N]) => void): () => void {
    const { client } = this;
    if (typeof listener !== 'function') {
      client.refuse('on', 'on: the listener must be a function.');
      return () => undefined;
    }
    if (name === 'xapi_problem') {
      const hear = listener as unknown as (problem: Problem) => void;
      client.problems.all.forEach((problem) => client.safely(() => hear(problem)));
    }
    return this.listeners.add(name, listener);
  }
}
