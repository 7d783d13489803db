import { randomUUID } from 'node:crypto';
import type { Send, Wake } from '../../delivery/ports.js';
import type { Instant } from '../../events/playback-event.js';
import { createNodeSend } from './node-send.js';

/** What a collector needs from the world, besides its folder. */
export interface CollectorPorts {
  readonly send: Send;
  readonly wake: Wake;
  readonly now: () => Instant;
  /** 0 <= n < 1. */
  readonly random: () => number;
  /** UUID v4. */
  readonly uuid: () => string;
}

export const nodePorts = (): CollectorPorts => ({
  send: createNodeSend(),
  wake: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => ({ mono: performance.now(), wall: Date.now() }),
  random: Math.random,
  uuid: randomUUID
});
