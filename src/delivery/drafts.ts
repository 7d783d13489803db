import type { Draft, Locks, Parcel, Store } from './ports.js';

/** Keeps what open viewings would say at their end, and says it for those whose page is gone. */
export interface Drafts {
  /** The draft to be committed together with what was just said; undefined while none can be. */
  note(draft: Draft | undefined): Draft | undefined;
  /** What `note` gave is committed. */
  noted(draft: Draft | undefined): void;
  /** Parcels of viewings that no page has open any more, now committed. */
  settle(): Promise<readonly Parcel[]>;
}

interface Open {
  latest: Draft;
  /** No other page takes the viewing for lost. */
  held: boolean;
  close(): void;
}

/**
 * A viewing is open as long as its page holds a lock of its name. Where there are no locks, nobody could tell an open
 * viewing from a lost one: then nothing is drafted.
 */
export function createDrafts(store: Store, locks: Locks, durable: boolean): Drafts {
  const open = new Map<string, Open>();
  const name = (viewing: string): string => `xapi-viewing:${viewing}`;

  function begin(draft: Draft): void {
    const viewing: Open = { latest: draft, held: false, close: () => undefined };
    open.set(draft.viewing, viewing);
    void locks
      .wait(name(draft.viewing), async () => {
        // It ended before the lock was there.
        if (open.get(draft.viewing) !== viewing) return;
        const closed = new Promise<void>((resolve) => (viewing.close = resolve));
        viewing.held = true;
        await store.add([], { draft: viewing.latest });
        await closed;
      })
      .catch(() => undefined);
  }

  return {
    note(draft) {
      if (!draft || !locks.exclusive || !durable) return undefined;
      const known = open.get(draft.viewing);
      if (draft.parcels.length) {
        if (!known) begin(draft);
        else known.latest = draft;
        return known?.held ? draft : undefined;
      }
      if (known?.held) return (known.latest = draft);
      open.delete(draft.viewing);
      return undefined;
    },
    noted(draft) {
      const known = draft && open.get(draft.viewing);
      // Not before, or another page might say it once more; and not when there is something to say again.
      if (!known || known.latest !== draft || draft.parcels.length) return;
      known.close();
      open.delete(draft.viewing);
    },
    async settle() {
      const settled: Parcel[] = [];
      for (const { viewing } of await store.drafts()) {
        if (open.has(viewing)) continue;
        await locks.attempt(name(viewing), async () => {
          settled.push(...(await store.settle(viewing)));
        });
      }
      return settled;
    }
  };
}
