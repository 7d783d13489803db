import type { Wake } from '../delivery/ports.js';

/** The browser's timer as a port. */
export const wake: Wake = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
