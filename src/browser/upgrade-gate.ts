/** Only version 0.1.0 called its locks so: the name of a lane had spaces. */
const OLD = /^xapi-lane:\w+ /;

const FLAG = 'playkit-js-xapi/database';

/**
 * Waits until no tab of version 0.1.0 is sending, and keeps them from it until the returned function is called. Such a tab loses
 * its storage when that is upgraded: what it had on its way then would be sent again by somebody who cannot know. Undefined:
 * this was done before, and opening need not wait.
 */
export function upgradeGate(version: number): (() => Promise<() => void>) | undefined {
  try {
    if (localStorage.getItem(FLAG) === String(version)) return undefined;
  } catch {
    // Storage is blocked, and the database with it.
  }
  return async () => {
    const { locks } = navigator as { readonly locks?: LockManager };
    const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
    const endings: (() => void)[] = [];
    for (const { name = '' } of held)
      if (OLD.test(name))
        await new Promise<void>((granted) => {
          void locks?.request(name, () => {
            granted();
            return new Promise<void>((end) => endings.push(end));
          });
        });
    return () => {
      endings.forEach((end) => end());
      try {
        localStorage.setItem(FLAG, String(version));
      } catch {
        // The next page asks again.
      }
    };
  };
}
