import type { Locks } from '../delivery/ports.js';

export interface PageLocks extends Locks {
  /** Gives up all of these names, waited for or held. Work under way comes to its end without the lock. */
  letGo(prefix: string): void;
}

interface Hold {
  readonly name: string;
  readonly abort: AbortController;
  letGo(): void;
}

/**
 * Locks of the origin by the Web Locks API, which secure contexts have. The browser lets go of those of a page that
 * dies. https://w3c.github.io/web-locks/
 */
export function createWebLocks({ locks }: { readonly locks?: LockManager | undefined } = navigator): PageLocks {
  const holds = new Set<Hold>();
  let exclusive = !!locks;

  async function request(name: string, work: () => Promise<void>, waits: boolean): Promise<void> {
    if (!locks || !exclusive) return work();
    const abort = new AbortController();
    let working: Promise<void> | undefined;
    let letGo: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (letGo = resolve));
    const hold: Hold = { name, abort, letGo };
    holds.add(hold);
    try {
      // The two options exclude each other.
      await locks.request(name, waits ? { signal: abort.signal } : { ifAvailable: true }, (lock) => {
        if (lock) working = work();
        return Promise.race([working, released]);
      });
    } catch (error) {
      // Aborted is what we asked for, or the browser for a page that is gone, which has nothing to do. Anything else means that there
      // are no locks, as in a sandboxed frame, where everything is denied and nobody is kept out.
      if (!working && !['AbortError', 'InvalidStateError'].includes(String((error as Partial<Error> | null)?.name))) {
        exclusive = false;
        working = work();
      }
    }
    holds.delete(hold);
    return working;
  }

  return {
    get exclusive() {
      return exclusive;
    },
    wait: (name, work) => request(name, work, true),
    attempt: (name, work) => request(name, work, false),
    letGo(prefix) {
      for (const hold of holds)
        if (hold.name.startsWith(prefix)) {
          hold.abort.abort();
          hold.letGo();
        }
    }
  };
}
