import type { Send } from '../../delivery/ports.js';

/** Lets requests through until it is shut. */
export interface SendGate {
  /** Rejects where the request was not sent, because the gate was shut before its place was free. */
  readonly send: Send;
  /** Lets no other request through; those that are on their way go on. */
  shut(): void;
  /** When the last of those began that are on their way; undefined: there is none. */
  youngest(): number | undefined;
}

/** No more than so many at once, the others in the order of their coming: a thousand viewers are not a thousand sockets. */
export function createSendGate(most: number, send: Send, now: () => number): SendGate {
  const waiting: (() => void)[] = [];
  /** When each request began. */
  const underWay = new Map<symbol, number>();
  let busy = 0;
  let isShut = false;
  return {
    async send(request) {
      if (busy < most) busy++;
      else await new Promise<void>((go) => waiting.push(go));
      const id = Symbol('request');
      try {
        if (isShut) throw new Error('Not sent: the process ends.');
        underWay.set(id, now());
        return await send(request);
      } finally {
        underWay.delete(id);
        const next = waiting.shift();
        // Whose place it is now was counted already.
        if (next) next();
        else busy--;
      }
    },
    shut() {
      isShut = true;
      for (const go of waiting.splice(0)) {
        busy++;
        go();
      }
    },
    youngest: () => (underWay.size ? Math.max(...underWay.values()) : undefined)
  };
}
