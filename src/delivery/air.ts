import { MOST_BYTES, utf8Length } from './fill.js';
import type { Ports, Send } from './ports.js';
import { within } from './within.js';

/** Requests that may outlive the page; it has so many bytes for them together, over all lanes. */
export interface Air {
  room: number;
  /** Answers nothing, without sending, where there is no room. */
  readonly send: Send;
}

const PATIENCE = 30_000;

export function createAir({ send, wake }: Ports): Air {
  const air: Air = {
    room: MOST_BYTES,
    async send(request) {
      const bytes = utf8Length(request.body ?? '');
      if (bytes > air.room) return { status: 0, body: '' };
      air.room -= bytes;
      const reply = await within(send({ ...request, keepalive: true }), PATIENCE, wake);
      air.room += bytes;
      return reply ?? { status: 0, body: '' };
    }
  };
  return air;
}
