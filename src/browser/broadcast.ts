import type { Broadcast } from '../delivery/ports.js';

export interface PageBroadcast extends Broadcast {
  /** Hears from now on. */
  open(): void;
  /** An open channel may keep a page out of the back/forward cache. */
  close(): void;
}

const NAME = 'playkit-js-xapi';

/** Tells the other pages of the origin, where the browser can: https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts */
export function createBroadcast(make: () => BroadcastChannel = () => new BroadcastChannel(NAME)): PageBroadcast {
  const listeners = new Set<(message: string) => void>();
  let channel: BroadcastChannel | undefined;
  const attempt = (): BroadcastChannel | undefined => {
    try {
      return make();
    } catch {
      // An old browser, or a sandboxed frame: the others find out when they look into the storage.
      return undefined;
    }
  };
  return {
    open() {
      if (channel) return;
      channel = attempt();
      channel?.addEventListener('message', ({ data }) => listeners.forEach((hear) => hear(String(data))));
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    post(message) {
      // A channel does not hear itself.
      const own = channel ?? attempt();
      own?.postMessage(message);
      if (own !== channel) own?.close();
    },
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    }
  };
}
