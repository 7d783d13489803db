import type { Locks } from '../../../src/delivery/ports.js';

/** A page's way to the locks of its origin. */
export interface PageLocks extends Locks {
  /** Lets go of all that it holds or waits for under names that begin so: what it held. The work goes on without. */
  letGo(prefix: string): readonly string[];
}

interface Request {
  readonly name: string;
  readonly page: symbol;
  /** Once it is granted, or will never be. */
  readonly end: (granted: boolean) => void;
}

/** Locks as all pages of an origin share them. As in a browser, nothing is granted before the asker has gone on. */
export class LockManager {
  private readonly held = new Map<string, Request>();
  private waiting: Request[] = [];

  /** `gate`: how the page hears of what happened. */
  page(gate: (hear: () => void) => void = (hear) => hear()): PageLocks {
    const page = Symbol('page');
    const ask = (name: string, patient: boolean, work: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        const end = (granted: boolean): void =>
          queueMicrotask(() =>
            gate(() => {
              if (!granted || this.held.get(name) !== request) return resolve();
              const over = (): void => this.release(request);
              work().finally(over).then(resolve, reject);
            })
          );
        const request: Request = { name, page, end };
        if (!this.held.has(name)) this.grant(request);
        else if (patient) this.waiting.push(request);
        else end(false);
      });
    return {
      exclusive: true,
      attempt: (name, work) => ask(name, false, work),
      wait: (name, work) => ask(name, true, work),
      letGo: (prefix) => {
        const mine = (each: Request): boolean => each.page === page && each.name.startsWith(prefix);
        const ended = this.waiting.filter(mine);
        this.waiting = this.waiting.filter((each) => !mine(each));
        for (const each of ended) each.end(false);
        const held = [...this.held.values()].filter(mine);
        for (const each of held) this.release(each);
        return held.map(({ name }) => name);
      }
    };
  }

  private grant(request: Request): void {
    this.held.set(request.name, request);
    request.end(true);
  }

  private release(request: Request): void {
    if (this.held.get(request.name) !== request) return;
    this.held.delete(request.name);
    const next = this.waiting.find(({ name }) => name === request.name);
    if (!next) return;
    this.waiting = this.waiting.filter((each) => each !== next);
    this.grant(next);
  }
}

export const createLocks = (): Locks => new LockManager().page();
