import { randomUUID } from 'node:crypto';
import type { Send, Wake } from '../../delivery/ports.js';
import type { Instant } from '../../events/playback-event.js';
import { createNodeSend } from './node-send.js';

/** What a collector needs from the world, besides its folder. */
export interface CollectorPorts {
  readonly send: Send;
  /** Ends requests that are on their way. Left out: there is no need to. */
  readonly hangUp?: () => void;
  readonly wake: Wake;
  readonly now: () => Instant;
  /** 0 <= n < 1. */
  readonly random: () => number;
  /** UUID v4. */
  readonly uuid: () => string;
}

export function nodePorts(): Required<CollectorPorts> {
  const send = createNodeSend();
  return {
    send,
    hangUp: () => send.hangUp(),
    wake: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    now: () => ({ mono: performance.now(), wall: Date.now() }),
    random: Math.random,
    uuid: randomUUID
  };
}
