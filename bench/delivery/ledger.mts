import type { RecordStore, Fault } from '../../demo/record-store/index.js';
import type { Collector } from './collector.mjs';

/** What arrived, from either kind of destination. */
export interface Ledger {
  /** Which event came, in the order in which they came, and whether it was stored or recognised as known. */
  arrivals(): readonly Arrival[];
  /** Of each request that came. Preflights are the browser's own and are left out. */
  bodies(): readonly string[];
  faults(line: readonly Fault[]): void;
  /** Throws where the destination refused or could not read something that no fault explains: then the bench is wrong. */
  check(): void;
}

export interface Arrival {
  readonly index: number;
  readonly stored: boolean;
}

/** The id says which event it is. */
const indexOf = (id: string): number => Number(id.slice(-12));

export function lrsLedger(store: ReturnType<RecordStore['store']>): Ledger {
  return {
    arrivals: () => store.arrivals.map(({ id, replay }) => ({ index: indexOf(id), stored: !replay })),
    bodies: () => store.requests.filter(({ method }) => method === 'POST').map(({ body }) => body),
    faults: (line) => store.faults.set(line),
    check() {
      const refused = store.requests.find(({ status }) => status >= 400 && status !== 503);
      if (refused) throw new Error(`the record store refused a request: ${refused.status} ${refused.reason ?? ''}`);
    }
  };
}

/** A collector stores all that it gets: who wants each event once must look for the same id later. */
export function collectorLedger(collector: Collector): Ledger {
  return {
    arrivals: () => collector.taken.map((id) => ({ index: indexOf(id), stored: true })),
    bodies: () => collector.bodies,
    faults: (line) => collector.faults.set(line),
    check() {
      if (collector.misread !== undefined) throw new Error(`the collector could not read: ${collector.misread}`);
    }
  };
}
