import type { Draft, Parcel } from '../../../src/delivery/ports.js';
import { FULL } from './durable-store.js';
import type { Origin, Tab } from './tab.js';
import type { TabStep } from './tabs-steps.js';
import { parcel } from './world.js';

/** What became of one parcel's way into the outbox. */
export interface Captured extends Parcel {
  readonly tab: Tab;
  /** When `put` resolved, on the clock. */
  committed?: number;
  /** Everything was to be forgotten after it: nothing is expected of it. */
  forgotten?: boolean;
}

/** What is said in the tabs of a browser: parcels, what is drafted for the end of viewings, and their ends. */
export class Voice {
  readonly captured = new Map<string, Captured>();
  /** Whose they are. */
  readonly viewings = new Map<string, Tab>();
  private n = 0;

  constructor(private readonly origin: Origin) {}

  put(tab: Tab, step: Extract<TabStep, { do: 'put' }>): void {
    const pad = step.big ? '漢'.repeat(8000) : '';
    const parcels = Array.from({ length: step.count }, () => {
      const n = this.n++;
      return this.capture(tab, `s${n}`, n % 3 ? 'a' : tab.owner, pad);
    });
    // The first of several, so that most batches hold one that is accepted.
    if (step.poison && parcels[0]) this.origin.server.poison.add(parcels[0].id);
    if (step.draft === 'close') return this.close(tab, parcels, step.urgent);
    if (step.draft === 'none') return this.commit(tab, parcels, step.urgent);
    const viewing = (tab.viewing ??= { id: `v${this.n++}` });
    this.viewings.set(viewing.id, tab);
    const draft = { parcels: this.ending(tab, viewing.id) };
    viewing.draft = draft;
    this.commit(tab, parcels, step.urgent, { viewing: viewing.id, ...draft });
  }

  /** What is said at the end of a viewing has the same names whenever it is said, and other words. */
  private ending(tab: Tab, viewing: string): Parcel[] {
    return ['paused', 'terminated'].map((verb) => this.capture(tab, `${viewing}-${verb}`, 'a', String(this.n++)));
  }

  close(tab: Tab, parcels: readonly Parcel[] = [], urgent = true): void {
    const { viewing } = tab;
    if (!viewing) return this.commit(tab, parcels, urgent);
    tab.viewing = undefined;
    this.commit(tab, [...parcels, ...this.ending(tab, viewing.id)], urgent, { viewing: viewing.id, parcels: [] });
  }

  private capture(tab: Tab, id: string, lane: string, pad: string): Parcel {
    const made = parcel(id, this.origin.clock.now(), lane, pad);
    this.captured.set(id, { ...made, tab });
    return made;
  }

  private commit(tab: Tab, parcels: readonly Parcel[], urgent: boolean, draft?: Draft): void {
    void tab.put(parcels, urgent, draft).then(() => {
      for (const { id } of parcels) {
        const captured = this.captured.get(id);
        if (captured) captured.committed = this.origin.clock.time;
      }
      const { viewing } = tab;
      if (this.origin.disk.refuses === FULL) return;
      if (draft && viewing?.draft?.parcels === draft.parcels) viewing.draft.committed = this.origin.clock.time;
    });
  }
}
