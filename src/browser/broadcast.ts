import { attempt } from '../attempt.js';
import type { Broadcast } from '../delivery/ports.js';

export interface PageBroadcast extends Broadcast {
  /** Hears from now on. */
  open(): void;
  /** An open channel may keep a page out of the back/forward cache. */
  close(): void;
}

const NAME = 'playkit-js-xapi';

/**
 * Tells the other pages of the origin: https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts. In an old browser
 * or a sandboxed frame it cannot, and the others find out when they look into the storage.
 */
export function createBroadcast(make: () => BroadcastChannel = () => new BroadcastChannel(NAME)): PageBroadcast {
  const listeners = new Set<(message: string) => void>();
  let channel: BroadcastChannel | undefined;
  return {
    open() {
      if (channel) return;
      channel = attempt(make);
      channel?.addEventListener('message', ({ data }) => listeners.forEach((hear) => hear(String(data))));
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    post(message) {
      // A channel does not hear itself.
      const own = channel ?? attempt(make);
      own?.postMessage(message);
      if (own !== channel) own?.close();
    },
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    }
  };
}
