import type { Parcel } from '../../../src/delivery/ports.js';

/**
 * Tells of each event of Kaltura's statistics as it is written down. No event of the player does, so that it is looked
 * for where it cannot pass unseen. Told when the transaction has all its requests: Firefox, which goes on while it is
 * told, would end one that has none.
 */
export function onCounted(tell: (id: string, body: string) => void): void {
  const { prototype } = IDBObjectStore;
  const put = Object.getOwnPropertyDescriptor(prototype, 'put')?.value as IDBObjectStore['put'];
  const told = new Set<string>();
  prototype.put = function (this: IDBObjectStore, ...given: [value: Partial<Parcel>, key?: IDBValidKey]) {
    const [{ id, body }] = given;
    // A transaction that failed is tried again.
    if (this.name === 'parcels' && id !== undefined && body?.includes('KalturaStatsEvent') && !told.has(id)) {
      told.add(id);
      queueMicrotask(() => tell(id, body));
    }
    return put.apply(this, given);
  };
}
