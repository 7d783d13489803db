import type { Locks } from '../../delivery/ports.js';

/** Locks inside one process. The folder is its own, so that nobody else needs to be kept out. */
export function createLocks(): Locks {
  /** The end of the last one in the row for each name. */
  const held = new Map<string, Promise<void>>();

  async function hold(name: string, before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
    const working = before ? before.catch(() => undefined).then(work) : work();
    held.set(name, working);
    try {
      await working;
    } finally {
      if (held.get(name) === working) held.delete(name);
    }
  }

  return {
    exclusive: true,
    wait: (name, work) => hold(name, held.get(name), work),
    attempt: async (name, work) => {
      if (!held.has(name)) await hold(name, undefined, work);
    }
  };
}
