import type { Locks } from '../delivery/ports.js';

/**
 * One tab at a time, by Web Locks; a crashed holder's lock is free at once. Where there are none, every tab works: an
 * LRS recognises what it gets twice. https://www.w3.org/TR/web-locks/
 */
export function createWebLocks({ locks }: { readonly locks?: LockManager } = navigator): Locks {
  return async (name, work) =>
    locks ? locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) : work();
}
