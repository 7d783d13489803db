import { utf8Length } from './batch.js';
import { KEEPALIVE_PATIENCE, MOST_BYTES } from './policy.js';
import type { Ports, Send } from './ports.js';
import { within } from './within.js';

/** Requests that may outlive the page. It has so many bytes for them together, over all lanes. */
export interface KeepaliveBudget {
  /** Bytes that are left. */
  room: number;
  /** Answers nothing, without sending, where there is no room. */
  readonly send: Send;
}

export function createKeepaliveBudget({ send, wake }: Ports): KeepaliveBudget {
  const budget: KeepaliveBudget = {
    room: MOST_BYTES,
    async send(request) {
      const bytes = utf8Length(request.body ?? '');
      if (bytes > budget.room) return { status: 0, body: '' };
      budget.room -= bytes;
      const reply = await within(send({ ...request, keepalive: true }), KEEPALIVE_PATIENCE, wake);
      budget.room += bytes;
      return reply ?? { status: 0, body: '' };
    }
  };
  return budget;
}
