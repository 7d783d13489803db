import type { Wake } from './ports.js';

/** What the work gives, or `undefined` when it fails or takes longer. */
export function within<T>(work: Promise<T>, milliseconds: number, wake: Wake): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = wake(milliseconds, () => resolve(undefined));
    const end = (value?: T): void => {
      cancel();
      resolve(value);
    };
    work.then(end, () => end());
  });
}
