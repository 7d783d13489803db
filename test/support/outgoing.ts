import sinon from 'sinon';
import type { RecordStore } from './record-store.js';

/** A request as the page made it: the record store shows no credentials to anybody. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly keepalive: boolean;
  readonly count: number;
}

/** Listens to what the page sends to the record store, until `sinon.restore()`. */
export function watchRequests(store: RecordStore): () => readonly Outgoing[] {
  const spy = sinon.spy(window, 'fetch');
  return () =>
    spy.args
      .filter(([url]) => String(url).startsWith(store.endpoint))
      .map(([, init]) => ({
        headers: init?.headers as Record<string, string>,
        keepalive: init?.keepalive === true,
        count: (JSON.parse(String(init?.body)) as unknown[]).length
      }));
}
